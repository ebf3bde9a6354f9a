import { afterAll, beforeAll } from 'vitest'
import type pg from 'pg'
import { openDatabase } from '../../db/database.ts'
import { copyDatabase } from './database.ts'
import { startNode, type Node } from './nodes.ts'
import { ownRedis, type OwnRedis } from './own-redis.ts'
import { startProxy, type Proxy } from './tcp-proxy.ts'

interface Options {
  /** Loaded into node A before the product. */
  preload?: string
  env?: Record<string, string>
  /** Node A works the queues as well. */
  worker?: boolean
  /** Node A reaches its database through `proxy`. */
  proxied?: boolean
}

/** The same database by way of a proxy. */
const through = (url: string, { port }: Proxy) => Object.assign(new URL(url), { port: String(port) }).href

/** Two web nodes as processes of their own on one database, which this process can look into. */
export const twoNodes = ({ preload, env = {}, worker = false, proxied = false }: Options = {}) => {
  const running = {} as {
    a: Node
    b: Node
    urlOfA: string
    pool: pg.Pool
    proxy: Proxy
    url: string
    close: () => Promise<void>
  }
  const startA = (port = 0) =>
    startNode({ databaseUrl: running.urlOfA, port, env, worker, ...(preload && { preload }) })
  const startB = (port = 0) => startNode({ databaseUrl: running.url, port, env })
  beforeAll(async () => {
    const copy = await copyDatabase()
    const database = await openDatabase(copy.url, { onError: () => {} })
    running.pool = database.pool
    running.url = running.urlOfA = copy.url
    if (proxied) {
      running.proxy = await startProxy({ port: Number(new URL(copy.url).port) })
      running.urlOfA = through(copy.url, running.proxy)
    }
    ;[running.a, running.b] = await Promise.all([startA(), startB()])
    running.close = async () => {
      await Promise.all([running.a.kill(), running.b.kill()])
      running.proxy?.close()
      await database.close()
      await copy.drop()
    }
  })
  afterAll(() => running.close?.())
  return {
    get a() {
      return running.a
    },
    get b() {
      return running.b
    },
    /** Between node A and its database, if asked for. */
    get proxy() {
      return running.proxy
    },
    get databaseUrl() {
      return running.url
    },
    /** Starts node A again, on the port it had. */
    restartA: async () => {
      running.a = await startA(running.a.port)
    },
    restartB: async () => {
      running.b = await startB(running.b.port)
    },
    sql: async <Row = Record<string, unknown>>(text: string, params: unknown[] = []) =>
      (await running.pool.query(text, params)).rows as Row[],
  }
}

/** The same, joined by a Redis of their own. `program` is what `available('redis-server')` found. */
export const twoNodesWithRedis = (program: string | undefined) => {
  const running = {} as { redis?: OwnRedis }
  const env: Record<string, string> = {}
  beforeAll(async () => {
    running.redis = await ownRedis(program!)
    env.REDIS_URL = running.redis.url
  })
  afterAll(() => running.redis?.kill())
  return {
    nodes: twoNodes({ env }),
    redis: () => running.redis!,
  }
}

/** One request; undefined if the connection broke before an answer came. */
export const post = (url: string, token: string, path: string, body: object) =>
  fetch(`${url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  }).then(
    async response => ({ status: response.status, body: (await response.json()) as Record<string, unknown> }),
    () => undefined,
  )
