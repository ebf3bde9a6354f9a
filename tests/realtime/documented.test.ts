import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { passingMessages } from '../../realtime/messages.ts'
import { startWeb } from '../../server/web.ts'
import { copyDatabase } from '../support/database.ts'
import { expectDocumentedMessage } from '../support/documented.ts'
import { testVariables } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

interface Heard {
  name: string
  payload: any
}

describe('whatever a client is told is what the documentation says', () => {
  let web: Awaited<ReturnType<typeof startWeb>>
  let copy: Awaited<ReturnType<typeof copyDatabase>>
  let world: Awaited<ReturnType<typeof makeWorld>>
  const open: Socket[] = []
  const told = new Set<string>()
  beforeAll(async () => {
    copy = await copyDatabase()
    Object.assign(process.env, testVariables, { DATABASE_URL: copy.url })
    web = await startWeb({ worker: false })
    world = await makeWorld()
  })
  afterAll(async () => {
    for (const socket of open) socket.disconnect()
    await copy.drop()
  })

  /** A client that checks everything it hears as its audience's. */
  const listen = async (person: Person, audience: string, auth: object = {}) => {
    const heard: Heard[] = []
    const socket = io(`http://127.0.0.1:${web.port}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token: person.token, ...auth },
    })
    open.push(socket)
    socket.onAny((name: string, payload: unknown) => heard.push({ name, payload }))
    await until('connected', () => socket.connected)
    const send = (name: string, input: object): Promise<any> => socket.timeout(5_000).emitWithAck(name, input)
    return {
      socket,
      send,
      join: async (room: string) => expect(await send('room:join', { room })).toMatchObject({ ok: true }),
      hears: (name: string) => until(name, () => heard.find(one => one.name === name)),
      names: () => heard.map(({ name }) => name),
      check: () => {
        for (const { name, payload } of heard) {
          expectDocumentedMessage(name, payload, audience)
          told.add(name)
        }
      },
    }
  }

  const ask = async (person: Person, method: string, path: string, body: object = {}) => {
    const response = await fetch(`http://127.0.0.1:${web.port}/api${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}` },
      body: JSON.stringify(body),
    })
    expect(response.status, await response.text()).toBeLessThan(300)
  }

  it('in a frame where it asked for it, and one by one where it did not', async () => {
    const { recruiter, recruiter2, client, candidate } = world.people
    const job = await makeJob({
      company: world.employer,
      staffing: world.staffing,
      by: recruiter,
      openings: 1,
    })
    const card = await makeApplication(job, candidate, { stage: 'offer' })
    const framed = await listen(recruiter, 'staff', { frames: true })
    const plain = await listen(client, 'client')
    const board = `job:${job}`
    await framed.join(board)
    await framed.join(`user:${recruiter.id}`)
    await plain.join(board)
    await framed.send('presence:view', { room: board, card })
    // The last opening: the card moves, and the job is filled with it
    await ask(recruiter2, 'POST', `/applications/${card}/move`, { to: 'hired', version: 1 })
    const { payload } = await framed.hears('events')
    const both = ['job.filled', 'application.moved']
    expect(payload.events.map(({ type }: { type: string }) => type)).toEqual(both)
    await plain.hears('application.moved')
    expect(plain.names().filter(name => name !== 'presence')).toEqual(both)
    framed.check()
    plain.check()
  })

  it('when it is refused, put out, and sent away', async () => {
    const { manager, recruiter, recruiter2, admin } = world.people
    const rita = await listen(recruiter, 'staff')
    const rob = await listen(recruiter2, 'staff')
    await rita.join(`job:${world.job}`)
    rita.socket.emit('room:join', { room: `job:${world.job}` })
    await rita.hears('problem')
    const said = { kind: 'negotiation', of: world.job, text: 'Twenty percent?', commandId: newId() }
    const { data: message } = await rita.send('thread:open', said)
    await rob.send('thread:typing', { threadId: message.threadId })
    await rita.hears('typing')
    await ask(manager, 'DELETE', `/jobs/${world.job}`)
    await rita.hears('room.closed')
    await ask(admin, 'POST', `/users/${recruiter.id}/deactivate`)
    await rita.hears('session.ended')
    await web.close({ spreadMs: 0 })
    await rob.hears('going.away')
    rita.check()
    rob.check()
    const passing = Object.keys(passingMessages)
    expect(passing.filter(name => !told.has(name))).toEqual([])
  })
})
