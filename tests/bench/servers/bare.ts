import { randomUUID } from 'node:crypto'
import { serve } from './serve.ts'

/** Socket.IO alone: what is asked for is sent to the room at once, in frames as large as ours, and kept nowhere. */
const epoch = randomUUID()
const [recruiter, candidate] = [randomUUID(), randomUUID()]
let seq = 0

await serve((app, io) => {
  const room = process.env.ROOM!
  app.post('/api/applications/:id/move', (request, response) => {
    const { to, version } = request.body as { to: string; version: number }
    const at = new Date().toISOString()
    const card = {
      id: request.params.id,
      version: version + 1,
      rank: 'a0V',
      stage: to,
      since: at,
      candidate: { id: candidate, name: 'Candidate Number 160' },
      shortlist: 'none',
      source: 'direct',
    }
    const type = 'application.moved'
    const actor = { id: recruiter, name: 'Recruiter Number 160' }
    seq += 1
    io.to(`${room}:staff`).emit(type, {
      room,
      epoch: epoch.slice(0, 17),
      seq,
      type,
      v: 1,
      at,
      actor,
      commandId: null,
      data: { card },
    })
    response.json(card)
  })
})
