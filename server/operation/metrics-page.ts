import { createHash, timingSafeEqual } from 'node:crypto'
import type { Express, Request } from 'express'
import { collectDefaultMetrics } from 'prom-client'
import { env } from '../env.ts'
import { unauthenticated } from '../errors.ts'
import { registry } from '../metrics.ts'
import { readDatabaseFigures } from './database-figures.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compared as digests: how long it takes tells neither the token nor its length. */
const shows = (request: Request, token: string) => {
  const [, given = ''] = /^Bearer (.+)$/i.exec(request.get('authorization') ?? '') ?? []
  return timingSafeEqual(digest(given), digest(token))
}

/** `/metrics` in Prometheus' text format, for whoever shows METRICS_TOKEN as a bearer. Not there without that setting. */
export const mountMetrics = (app: Express) => {
  const { METRICS_TOKEN } = env()
  if (!METRICS_TOKEN) return
  collectDefaultMetrics({ register: registry })
  app.get('/metrics', async (request, response) => {
    if (!shows(request, METRICS_TOKEN)) throw unauthenticated('Show METRICS_TOKEN as a bearer token.')
    await readDatabaseFigures()
    const text = await registry.metrics()
    response.set('Cache-Control', 'no-store').type(registry.contentType).send(text)
  })
}
