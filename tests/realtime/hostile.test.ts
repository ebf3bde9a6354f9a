import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { commands, signals } from '../../realtime/registry.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

type Refusal = {
  ok: false
  error: { status: number; code: string; errors?: { pointer: string; code: string }[] }
}

describe('messages that should never have been sent', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let card: string
  beforeAll(async () => {
    world = await makeWorld()
    card = await makeApplication(world.job, world.people.candidate)
  })
  const open: Socket[] = []
  const connect = async (person: Person) => {
    const socket = io(app.url, {
      transports: ['websocket'],
      auth: { token: person.token },
      forceNew: true,
      reconnection: false,
    })
    open.push(socket)
    await until('connected', () => socket.connected)
    return socket
  }
  afterEach(() => {
    for (const socket of open.splice(0)) socket.disconnect()
  })
  const unchanged = async () =>
    expect(await app.sql('select stage, version from application where id = $1', [card])).toEqual([
      { stage: 'applied', version: 1 },
    ])
  const alive = async () => expect((await fetch(`${app.url}/livez`)).status).toBe(200)

  const garbage: unknown[] = [
    undefined,
    null,
    42,
    'text',
    [],
    {},
    { applicationId: 'x', commandId: 'y', version: 'z' },
    { room: { $ne: null } },
    { room: 'job:../../etc' },
    { room: 'nothing:0' },
  ]

  it('answers every event with a problem for every kind of garbage', async () => {
    for (const name of [...Object.keys(commands), ...Object.keys(signals)]) {
      const socket = await connect(
        name.includes('apply') || /withdraw|reopen/.test(name)
          ? world.people.candidate
          : world.people.recruiter,
      )
      for (const payload of garbage) {
        const answer = (await socket.timeout(5_000).emitWithAck(name, payload)) as Refusal
        expect(answer.ok, `${name} ${JSON.stringify(payload)}`).toBe(false)
        expect(answer.error.status, `${name} ${JSON.stringify(payload)} ${answer.error.code}`).toBeLessThan(
          500,
        )
      }
      socket.disconnect()
    }
    await unchanged()
  })

  it('refuses an unknown field, a NUL, a skipped stage, a stale version, and changes nothing', async () => {
    const socket = await connect(world.people.recruiter)
    const move = async (input: object) =>
      (await socket.timeout(5_000).emitWithAck('application:move', {
        applicationId: card,
        to: 'screening',
        version: 1,
        commandId: crypto.randomUUID(),
        ...input,
      })) as Refusal
    expect((await move({ role: 'admin' })).error).toMatchObject({
      code: 'validation',
      errors: [{ pointer: '/role', code: 'unknown_field' }],
    })
    expect((await move({ reason: 'a\u0000b' })).error.code).toBe('validation')
    expect((await move({ to: 'offer' })).error).toMatchObject({ code: 'invalid_transition', status: 409 })
    expect((await move({ version: 7 })).error).toMatchObject({ code: 'stale', status: 409 })
    expect((await move({ applicationId: world.people.client.id })).error.status).toBe(404)
    await unchanged()
  })

  it('refuses an event without an ack, and one that does not exist', async () => {
    const socket = await connect(world.people.recruiter)
    const problem = new Promise<{ code: string }>(resolve => socket.once('problem', resolve))
    socket.emit('application:move', {
      applicationId: card,
      to: 'screening',
      version: 1,
      commandId: crypto.randomUUID(),
    })
    expect((await problem).code).toBe('no_ack')
    const answer = (await socket.timeout(5_000).emitWithAck('constructor', {})) as Refusal
    expect(answer.error.code).toBe('unknown_event')
    await unchanged()
  })

  it('cuts a frame of 100 KB, and lives on', async () => {
    const socket = await connect(world.people.recruiter)
    const gone = new Promise(resolve => socket.once('disconnect', resolve))
    socket.emit('application:move', { reason: 'x'.repeat(100_000) }, () => {})
    await gone
    await unchanged()
    await alive()
  })

  it('slows down who floods', async () => {
    const socket = await connect(world.people.recruiter)
    const answers = (await Promise.all(
      Array.from({ length: 80 }, () =>
        socket.timeout(10_000).emitWithAck('room:leave', { room: `job:${world.job}` }),
      ),
    )) as (Refusal | { ok: true })[]
    expect(
      answers.filter(answer => !answer.ok && answer.error.code === 'too_many_requests').length,
    ).toBeGreaterThan(30)
  })

  it('does a command once that is sent twice, with the same answer, and refuses its id for another', async () => {
    const id = await makeApplication(world.job, world.people.candidate2)
    const socket = await connect(world.people.recruiter)
    const input = { applicationId: id, to: 'screening', version: 1, commandId: crypto.randomUUID() }
    const answers = await Promise.all(
      [1, 2, 3].map(() => socket.timeout(5_000).emitWithAck('application:move', input)),
    )
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ ok: true, data: { version: 2 } })
    const other = (await socket
      .timeout(5_000)
      .emitWithAck('application:move', { ...input, to: 'interview' })) as Refusal
    expect(other.error).toMatchObject({ code: 'key_reused', status: 422 })
    expect(
      await app.sql('select 1 from application_history where application_id = $1 and to_stage = $2', [
        id,
        'screening',
      ]),
    ).toHaveLength(1)
  })

  it('takes at most ten sockets of one person', async () => {
    await Promise.all(Array.from({ length: 10 }, () => connect(world.people.manager)))
    const eleventh = io(app.url, {
      transports: ['websocket'],
      auth: { token: world.people.manager.token },
      forceNew: true,
    })
    open.push(eleventh)
    const error = await new Promise<Error & { data: { code: string } }>(resolve =>
      eleventh.once('connect_error', resolve as never),
    )
    expect(error.data.code).toBe('too_many_requests')
  })
})
