import { randomUUIDv7 } from 'node:crypto'
import pg from 'pg'
import { moveStatement, type Said } from './floor-move.ts'
import {
  applicationAnswer,
  applicationStatement,
  boardStatement,
  jobAnswer,
  jobsStatement,
  type ApplicationRow,
  type JobRow,
} from './floor-reads.ts'
import {
  messageAnswer,
  messagesStatement,
  replyStatement,
  searchStatement,
  type MessageRow,
  type SaidMessage,
} from './floor-threads.ts'
import { serve } from './serve.ts'

/**
 * The floor: the fastest honest thing one would write without our promises. Express and `pg`, one prepared statement that
 * writes the very rows our move writes, Socket.IO's `emit` after the commit. It looks into no session (it knows its people
 * from the start), no right, no stage; of two events of one room the later may be seen first; what a socket misses is gone.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL!, max: 10 })

const people = new Map<string, { id: string; name: string }>()
const { rows } = await pool.query<{ token: string; id: string; name: string }>(
  `select s.token, u.id, u.name from session s join users u on u.id = s.user_id`,
)
for (const { token, id, name } of rows) people.set(token, { id, name })

/** The end of the column, by the clock: nothing needs to be read for it. */
const lastRank = () => `z${Date.now().toString(36)}`

await serve((app, io) => {
  app.post('/api/applications/:id/move', async (request, response) => {
    const by = people.get(request.headers.authorization!.slice('Bearer '.length))!
    const { to, version } = request.body as { to: string; version: number }
    const at = new Date().toISOString()
    const { rows: said } = await pool.query<Said>({
      ...moveStatement,
      values: [request.params.id, to, version, by.id, by.name, at, randomUUIDv7(), lastRank()],
    })
    if (!said.length) return void response.status(409).json({ code: 'stale' })
    for (const { stream_id, seq, type, actor, data, epoch } of said) {
      const envelope = { room: stream_id.split(':', 2).join(':'), epoch, seq: Number(seq) }
      io.to(stream_id).emit(type, { ...envelope, type, v: 1, at, actor, commandId: null, data })
    }
    const staff = said.find(
      ({ stream_id, data }) => /^application:.*:staff$/.test(stream_id) && data.application,
    )!
    response.json(staff.data.application)
  })
  app.get('/api/jobs/:id/board', async (request, response) => {
    const found = await pool.query<{ body: string }>({ ...boardStatement, values: [request.params.id] })
    response.type('application/json').send(found.rows[0]!.body)
  })
  app.get('/api/applications/:id', async (request, response) => {
    const found = await pool.query<ApplicationRow>({ ...applicationStatement, values: [request.params.id] })
    response.json(applicationAnswer(found.rows[0]!))
  })
  app.get('/api/threads/:id/messages', async (request, response) => {
    const { before, q } = request.query as { before?: string; q?: string }
    const { rows: found } = await pool.query<MessageRow>(
      q
        ? { ...searchStatement, values: [request.params.id, q] }
        : { ...messagesStatement, values: [request.params.id, before ?? null] },
    )
    const shown = found.slice(0, 25)
    const nextCursor = found.length > shown.length ? String(shown.at(-1)!.number) : null
    response.json({ data: shown.map(messageAnswer), page: { nextCursor } })
  })
  app.post('/api/threads/:id/messages', async (request, response) => {
    const by = people.get(request.headers.authorization!.slice('Bearer '.length))!
    const { text } = request.body as { text: string }
    const at = new Date().toISOString()
    const { rows: said } = await pool.query<SaidMessage>({
      ...replyStatement,
      values: [request.params.id, randomUUIDv7(), by.id, by.name, text, `<p>${text}</p>\n`, at],
    })
    for (const { stream_id, seq, actor, data, epoch } of said) {
      const envelope = { room: stream_id.split(':', 2).join(':'), epoch, seq: Number(seq) }
      const type = 'thread.replied'
      io.to(stream_id).emit(type, { ...envelope, type, v: 1, at, actor, commandId: null, data })
    }
    response.status(201).json(said[0]!.data.thread.message)
  })
  app.get('/api/jobs', async (_request, response) => {
    const found = await pool.query<JobRow>(jobsStatement)
    const last = found.rows.at(-1)!
    response.json({
      data: found.rows.map(jobAnswer),
      page: { nextCursor: `${last.opened_at.getTime()}.${last.id}` },
    })
  })
})
