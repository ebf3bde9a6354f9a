import type { Express } from 'express'
import { database } from '../db/database.ts'
import { problemBody, unavailable } from './errors.ts'

/** Whether this process takes requests: not before it has booted, and not while it drains. */
export const operation = { ready: false }

/** `/livez`: the process runs. `/readyz`: it takes requests, and its database answers. */
export const mountOperation = (app: Express) => {
  app.get('/livez', (_request, response) => void response.json({ ok: true }))
  app.get('/readyz', async (_request, response) => {
    const answers = await database()
      .pool.query('select 1')
      .then(
        () => true,
        () => false,
      )
    if (operation.ready && answers) response.json({ ok: true })
    else response.status(503).json(problemBody(unavailable(), response.get('X-Request-Id')))
  })
}
