import { once } from 'node:events'
import { io } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../db/database.ts'
import type { Mischief } from '../support/break.ts'
import { copyDatabase } from '../support/database.ts'
import { startNode, type Node } from '../support/nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { startFakeSentry } from './fake-sentry.ts'

/** Resolves once it is so. */
const plant = async (node: Node, mischief: { statements: string; become: string }) => {
  const planted = once(node.child, 'message')
  node.child.send(mischief)
  await planted
}

describe('what nobody foresaw', () => {
  let copy: Awaited<ReturnType<typeof copyDatabase>>
  let database: Database
  let sentry: Awaited<ReturnType<typeof startFakeSentry>>
  let world: Awaited<ReturnType<typeof makeWorld>>
  let card: string
  let node: Node
  const started: Node[] = []
  const start = async (env: Record<string, string> = {}) => {
    const one = await startNode({
      databaseUrl: copy.url,
      preload: 'tests/support/break.ts',
      worker: true,
      env: { SENTRY_DSN: sentry.dsn, LOG_LEVEL: 'debug', ...env },
    })
    started.push(one)
    return one
  }
  beforeAll(async () => {
    copy = await copyDatabase()
    database = await openDatabase(copy.url, { onError: () => {} })
    sentry = await startFakeSentry()
    world = await makeWorld()
    card = await makeApplication(world.job, world.people.candidate)
    node = await start()
  })
  afterAll(async () => {
    await Promise.all(started.map(one => one.kill()))
    await database.close()
    await copy.drop()
    sentry.close()
  })
  afterEach(() => void (sentry.envelopes.length = 0))

  /** PostgreSQL quotes in its refusal what it was given: here an address, a phone number, a token and a password. */
  const secrets = ['mona@people.example', '+491761234567', 'f3a9c81e77d04b2ab6c5d4e3f2a1b0c9', 'hunter2']
  const breaking = (statements: string) => ({
    statements,
    become: `select '${secrets.slice(0, 3).join(' ')} postgres://app:${secrets[3]}@db/x'::int`,
  })
  const expectNobodyIn = (text: string) => {
    const { recruiter, candidate } = world.people
    for (const secret of [
      ...secrets,
      recruiter.token,
      recruiter.email,
      candidate.email,
      recruiter.name,
      'cookie',
    ])
      expect(text.toLowerCase()).not.toContain(secret.toLowerCase())
  }

  it('over HTTP goes to Sentry once, with the request id and without anybody in it', async () => {
    const { recruiter } = world.people
    await plant(node, breaking('application_history'))
    const response = await fetch(`${node.url}/api/applications/${card}/history`, {
      headers: { authorization: `Bearer ${recruiter.token}`, 'x-request-id': 'find-me-again' },
    })
    expect(response.status).toBe(500)
    await until('Sentry has it', () => sentry.envelopes.length > 0)
    const [event] = sentry.events()
    expect(event!.exception.values[0]!.value).toContain('invalid input syntax for type integer')
    expect(event!.tags).toMatchObject({
      what: 'request failed',
      request_id: 'find-me-again',
      route: 'GET /api/applications/:id/history',
    })
    expectNobodyIn(sentry.envelopes.join())
    // The same id leads to it in the logs.
    expect(node.output()).toMatch(/"level":50.*"requestId":"find-me-again".*request failed/)
    expect(sentry.envelopes).toHaveLength(1)
  })

  it('over a socket goes there too, and is the same id that the client was told', async () => {
    await plant(node, breaking('application_history'))
    const { token } = world.people.recruiter
    const socket = io(node.url, { transports: ['websocket'], auth: { token }, reconnection: false })
    await until('connected', () => socket.connected)
    const input = { applicationId: card, to: 'screening', version: 1, commandId: crypto.randomUUID() }
    const answer = (await socket.emitWithAck('application:move', input)) as {
      error: { code: string; requestId: string }
    }
    socket.disconnect()
    expect(answer.error.code).toBe('internal')
    await until('Sentry has it', () => sentry.envelopes.length > 0)
    expect(sentry.events()[0]!.tags).toMatchObject({
      what: 'socket command failed',
      event: 'application:move',
      request_id: answer.error.requestId,
    })
    expectNobodyIn(sentry.envelopes.join())
    expect(node.output()).toMatch(
      new RegExp(`"requestId":"${answer.error.requestId}".*"event":"application:move"`),
    )
  })

  it('in a job goes there too', async () => {
    await plant(node, breaking('insert into effect'))
    await fetch(`${node.url}/api/auth/request-password-reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: world.people.recruiter.email }),
    })
    await until('Sentry has it', () => sentry.envelopes.length > 0)
    expect(sentry.events()[0]!.tags).toMatchObject({ what: 'a job failed', job: 'deliver-email' })
    expectNobodyIn(sentry.envelopes.join())
  })

  it('is not what was foreseen: refusals, and a database that says it is busy', async () => {
    await plant(node, {
      statements: 'application_history',
      become: 'select pg_terminate_backend(pg_backend_pid())',
    })
    const ask = async (path: string) => {
      const headers = { authorization: `Bearer ${world.people.recruiter.token}` }
      return (await fetch(`${node.url}/api${path}`, { headers })).status
    }
    expect(await ask('/nowhere')).toBe(404)
    expect(await ask('/applications/nonsense/history')).toBe(400)
    expect(await ask(`/applications/${card}/history`)).toBe(503)
    await until('the pool has noticed', () => node.output().includes('lost a connection to the database'))
    // Something that is sent, after which whatever was before it is there too.
    await plant(node, breaking('application_history'))
    expect(await ask(`/applications/${card}/history`)).toBe(500)
    await until('Sentry has it', () => sentry.envelopes.length > 0)
    expect(sentry.events().map(({ tags }) => tags.what)).toEqual(['request failed'])
  })

  it.each(['reject', 'throw'] as const)(
    'that gets past every edge (%s) ends the process, sent and logged',
    async how => {
      const doomed = await start()
      const gone = once(doomed.child, 'exit')
      doomed.child.send(
        how === 'reject' ? { reject: `gone: ${secrets[0]}` } : { throw: `gone: ${secrets[0]}` },
      )
      expect(await gone).toEqual([1, null])
      expect(sentry.events().map(({ exception }) => exception.values[0]!.value)).toEqual(['gone: [address]'])
      expect(doomed.output()).toMatch(/"level":60.*gone/)
    },
  )

  it('is sent before the process ends when it was told to end', async () => {
    const ending = await start()
    await plant(ending, breaking('application_history'))
    await fetch(`${ending.url}/api/applications/${card}/history`, {
      headers: { authorization: `Bearer ${world.people.recruiter.token}` },
    })
    expect(await ending.stop()).toBe(0)
    expect(sentry.envelopes).toHaveLength(1)
  })

  it('goes nowhere without SENTRY_DSN, and nothing of Sentry is loaded', async () => {
    const modulesOf = async (running: Node) => {
      const told = once(running.child, 'message')
      running.child.send({ modules: true } satisfies Mischief)
      const [{ modules }] = (await told) as [{ modules: string[] }]
      expect(modules.length).toBeGreaterThan(100)
      return modules.filter(url => url.includes('@sentry'))
    }
    const plain = await start({ SENTRY_DSN: '' })
    expect(await modulesOf(plain)).toEqual([])
    expect((await modulesOf(node)).length).toBeGreaterThan(10)
    expect(await plain.stop()).toBe(0)
  })
})
