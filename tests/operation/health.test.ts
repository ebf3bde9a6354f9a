import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import pg from 'pg'
import { io } from 'socket.io-client'
import { openDatabase, type Database } from '../../db/database.ts'
import { copyDatabase } from '../support/database.ts'
import { startNode, type Node } from '../support/nodes.ts'
import { signedIn } from '../support/people.ts'
import { startProxy, type Proxy } from '../support/tcp-proxy.ts'
import { until } from '../support/wait.ts'
import { scrape } from './scrape.ts'

const token = 'a token for Prometheus'
const asks = 'select name from migration'

describe('/readyz', () => {
  let copy: Awaited<ReturnType<typeof copyDatabase>>
  let proxy: Proxy
  let database: Database
  let node: Node
  beforeAll(async () => {
    copy = await copyDatabase()
    database = await openDatabase(copy.url, { onError: () => {} })
    const url = new URL(copy.url)
    proxy = await startProxy({ port: Number(url.port) })
    url.port = String(proxy.port)
    node = await startNode({ databaseUrl: url.href, env: { METRICS_TOKEN: token } })
  })
  afterAll(async () => {
    await node.kill()
    proxy.close()
    await database.close()
    await copy.drop()
  })
  const ask = async (path = '/readyz') => {
    const began = performance.now()
    const response = await fetch(`${node.url}${path}`)
    const body = (await response.json()) as { ok?: boolean; code?: string; detail?: string }
    return {
      status: response.status,
      ms: performance.now() - began,
      body,
      type: response.headers.get('content-type'),
    }
  }

  it('says yes while the database answers', async () => {
    expect(await ask()).toMatchObject({ status: 200, body: { ok: true } })
  })

  it('says no, and why, while the database lacks a migration', async () => {
    await database.pool.query(`update migration set name = 'of another time' where name = '20261120-initial'`)
    expect(await ask()).toMatchObject({
      status: 503,
      type: expect.stringContaining('application/problem+json') as string,
      body: { code: 'unavailable', detail: 'The database lacks a migration of this version.' },
    })
    await database.pool.query(`update migration set name = '20261120-initial' where name = 'of another time'`)
    expect(await ask()).toMatchObject({ status: 200 })
  })

  it('says no within two seconds while the database does not answer, and asks it once however many ask', async () => {
    const holder = new pg.Client({ connectionString: copy.url })
    await holder.connect()
    await holder.query('begin; lock table migration in access exclusive mode')
    const answers = Promise.all(Array.from({ length: 20 }, () => ask()))
    await until('the node asks', async () => {
      const { rows } = await database.pool.query(
        `select 1 from pg_stat_activity where query = $1 and state = 'active'`,
        [asks],
      )
      return rows.length
    })
    const { rows } = await database.pool.query<{ count: string }>(
      `select count(*) from pg_stat_activity where query = $1 and state = 'active'`,
      [asks],
    )
    expect(rows[0]!.count).toBe('1')
    for (const { status, ms, body } of await answers) {
      expect([status, body.detail]).toEqual([503, 'The database does not answer.'])
      expect(ms).toBeLessThan(2_500)
    }
    expect((await ask('/livez')).status, 'it lives all the same').toBe(200)
    await holder.end()
    await until('it is ready again', async () => (await ask()).status === 200)
  })

  it('says no while nothing gets through to the database, and yes soon after it does', async () => {
    const person = await signedIn('candidate')
    const socket = io(node.url, { transports: ['websocket'], auth: { token: person.token } })
    await until('connected', () => socket.connected)
    await socket.emitWithAck('room:join', { room: `user:${person.id}` })
    proxy.blackHole()
    for (let time = 0; time < 3; time++) expect(await ask()).toMatchObject({ status: 503 })
    // The figures say so too, in time, and do not go on telling what was true before.
    const began = performance.now()
    const figures = await scrape(node.url, token)
    expect(performance.now() - began).toBeLessThan(2_500)
    expect(figures.value('hirewire_ready')).toBe(0)
    expect(figures.value('hirewire_tail_lag_seconds')).toBeGreaterThan(2)
    for (const name of ['hirewire_jobs_due', 'hirewire_mail_effects_unresolved'])
      expect(figures.value(name), name).toBeUndefined()
    await proxy.heal()
    await until('it is ready again', async () => (await ask()).status === 200, 20_000)
    await until(
      'it is level with the log again',
      async () => {
        const { value } = await scrape(node.url, token)
        return value('hirewire_ready') === 1 && value('hirewire_tail_lag_seconds')! < 1
      },
      20_000,
    )
  })
})
