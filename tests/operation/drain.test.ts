import { Agent, request } from 'node:http'
import { once } from 'node:events'
import pg from 'pg'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { openDatabase, type Database } from '../../db/database.ts'
import { copyDatabase } from '../support/database.ts'
import { startNode } from '../support/nodes.ts'
import { startProxy } from '../support/tcp-proxy.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

let copy: Awaited<ReturnType<typeof copyDatabase>>
let database: Database
let world: Awaited<ReturnType<typeof makeWorld>>
beforeAll(async () => {
  copy = await copyDatabase()
  database = await openDatabase(copy.url, { onError: () => {} })
  world = await makeWorld()
})
afterAll(async () => {
  await database.close()
  await copy.drop()
})

interface Answer {
  status: number
  /** Whether this connection may be used again. */
  stays: boolean
}

/** A client that keeps its connections, as proxies do. Rejects if a connection breaks or is refused. */
const keeper = (port: number, { token }: Person) => {
  const agent = new Agent({ keepAlive: true })
  const ask = (path: string, body?: object) =>
    new Promise<Answer>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const method = body ? 'POST' : 'GET'
      const sent = request({ port, host: '127.0.0.1', path, method, headers, agent }, response => {
        response
          .resume()
          .on('end', () =>
            resolve({ status: response.statusCode!, stays: response.headers.connection !== 'close' }),
          )
      })
      sent.on('error', reject).end(body && JSON.stringify(body))
    })
  return { ask, end: () => agent.destroy() }
}

it('takes requests until balancers have seen that it ends, finishes what is under way, and closes sockets with a hint', async () => {
  const { recruiter, manager, candidate } = world.people
  const card = await makeApplication(world.job, candidate)
  const node = await startNode({ databaseUrl: copy.url, worker: true, env: { DRAIN_SECONDS: '2' } })
  onTestFinished(() => node.kill())
  const gone = once(node.child, 'exit')
  const { ask, end } = keeper(node.port, recruiter)
  const socket = io(node.url, {
    transports: ['websocket'],
    auth: { token: manager.token },
    reconnection: false,
  })
  const hint = new Promise<{ retryInMs: number }>(resolve => socket.once('going.away', resolve))
  const reason = new Promise<string>(resolve => socket.once('disconnect', resolve))
  await until('connected', () => socket.connected)
  expect(await ask('/readyz')).toEqual({ status: 200, stays: true })

  // A request under way: somebody holds the card it wants to move.
  const holder = new pg.Client({ connectionString: copy.url })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select 1 from application where id = $1 for update', [card])
  const slow = ask(`/api/applications/${card}/move`, { to: 'screening', version: 1 })
  await until('it waits for the card', async () => {
    const { rows } = await database.pool.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    )
    return rows.length
  })

  const told = performance.now()
  node.child.kill('SIGTERM')
  const first = await until('it says that it is not ready', async () => {
    const answer = await ask('/readyz')
    return answer.status === 503 && answer
  })
  expect(first.stays).toBe(false)
  // Whoever has not seen it yet is served as before, on connections old and new.
  expect(await ask('/api/me')).toEqual({ status: 200, stays: false })
  expect(await ask('/livez')).toEqual({ status: 200, stays: false })
  expect(socket.connected).toBe(true)
  await holder.query('commit')
  expect(await slow).toEqual({ status: 200, stays: false })
  await holder.end()

  // Not one request fails before the time is over.
  let refused = false
  while (!refused)
    refused = await ask('/livez').then(
      ({ status }) => status !== 200,
      () => true,
    )
  expect(performance.now() - told).toBeGreaterThan(1_900)
  expect((await hint).retryInMs).toBeGreaterThan(0)
  expect(await reason).toBe('io server disconnect')
  expect(await gone).toEqual([0, null])
  expect(performance.now() - told).toBeLessThan(15_000)
  end()
})

it('ends within thirty seconds also when its database does not answer', { timeout: 60_000 }, async () => {
  const url = new URL(copy.url)
  const proxy = await startProxy({ port: Number(url.port) })
  url.port = String(proxy.port)
  const node = await startNode({ databaseUrl: url.href, worker: true })
  onTestFinished(() => node.kill())
  const gone = once(node.child, 'exit')
  const { ask, end } = keeper(node.port, world.people.recruiter)
  expect((await ask('/api/me')).status).toBe(200)
  proxy.blackHole()
  const lost = ask('/api/me').catch(() => undefined)
  const told = performance.now()
  node.child.kill('SIGTERM')
  await gone
  expect(performance.now() - told).toBeLessThan(30_000)
  await lost
  end()
  proxy.close()
})
