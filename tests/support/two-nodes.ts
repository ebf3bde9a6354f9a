import { afterAll, beforeAll } from 'vitest'
import type pg from 'pg'
import { openDatabase } from '../../db/database.ts'
import { copyDatabase } from './database.ts'
import { startNode, type Node } from './nodes.ts'

/** Two web nodes as processes of their own on one database, which this process can look into. */
export const twoNodes = (options: { preload?: string } = {}) => {
  const running = {} as { a: Node; b: Node; url: string; pool: pg.Pool; close: () => Promise<void> }
  beforeAll(async () => {
    const copy = await copyDatabase()
    const database = await openDatabase(copy.url, { onError: () => {} })
    running.url = copy.url
    running.pool = database.pool
    ;[running.a, running.b] = await Promise.all([
      startNode({ databaseUrl: copy.url, ...options }),
      startNode({ databaseUrl: copy.url }),
    ])
    running.close = async () => {
      await Promise.all([running.a.kill(), running.b.kill()])
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
    /** Starts node A again, on the port it had. */
    restartA: async () => {
      running.a = await startNode({ databaseUrl: running.url, port: running.a.port, ...options })
    },
    sql: async <Row = Record<string, unknown>>(text: string, params: unknown[] = []) =>
      (await running.pool.query(text, params)).rows as Row[],
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
