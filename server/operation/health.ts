import type { Express } from 'express'
import type { QueryConfig } from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { database, migrations } from '../../db/database.ts'
import { problemBody, unavailable } from '../errors.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** Whether this process takes requests: not before it has booted, and not while it drains. */
export const traffic = { open: false }

/** A database that does not answer within this many ms counts as away: whoever asks us waits two seconds at most. */
const patienceMs = 1_500

/** pg gives up waiting itself, and throws the connection away; its types do not know of it. */
const askDone: QueryConfig & { query_timeout: number } = {
  text: 'select name from migration',
  query_timeout: patienceMs,
}

const away = 'The database does not answer.'

/** Why the database is no ground to stand on, or nothing. One query, however many ask. */
const lookAtDatabase = oneAtATime(async () => {
  try {
    const { rows } = await database().pool.query<{ name: string }>(askDone)
    const done = new Set(rows.map(({ name }) => name))
    const isReady = migrations.every(({ name }) => done.has(name))
    return isReady ? undefined : 'The database lacks a migration of this version.'
  } catch {
    return away // its connections' own errors are logged where they belong
  }
})

/** Why this process should get no requests now; nothing if it should. Answers within two seconds. */
export const whyNotReady = async (): Promise<string | undefined> => {
  if (!traffic.open) return 'It is starting or ending.'
  return Promise.race([lookAtDatabase(), sleep(patienceMs, away, { ref: false })])
}

/** `/livez`: the process runs. `/readyz`: it takes requests, and its database answers and is up to date. */
export const mountHealth = (app: Express) => {
  app.get('/livez', (_request, response) => void response.json({ ok: true }))
  app.get('/readyz', async (_request, response) => {
    const reason = await whyNotReady()
    response.set('Cache-Control', 'no-store')
    if (!reason) return void response.json({ ok: true })
    const body = { ...problemBody(unavailable(), response.get('X-Request-Id')), detail: reason }
    response.status(503).type('application/problem+json').send(JSON.stringify(body))
  })
}
