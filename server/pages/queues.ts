import { getRequestListener } from '@hono/node-server'
import type { createDashboardHandler } from '@pg-boss/dashboard/handler'
import type { Express, RequestHandler } from 'express'
import { database } from '../../db/database.ts'
import { actorOf } from '../admit.ts'
import { audit } from '../audit.ts'
import { notFound } from '../errors.ts'
import { allowedOrigins } from '../origins.ts'

const basePath = '/admin/queues'

/** The dashboard's own pages carry scripts and styles inline, without our nonce: for them alone both are let in. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const adminOnly: RequestHandler = async (request, response, next) => {
  const actor = actorOf(response)
  if (!actor) return response.redirect(303, `/sign-in?next=${basePath}`)
  if (actor.role !== 'admin') throw notFound()
  await audit(actor, `${request.method} ${basePath}`, request.originalUrl)
  response.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' })
  next()
}

type Dashboard = ReturnType<typeof createDashboardHandler>
let opened: Promise<Dashboard> | undefined

/** Loaded at the first look: its server and its connections to the database are only for those who look. */
const open = async () => {
  const { createDashboardHandler } = await import('@pg-boss/dashboard/handler')
  return createDashboardHandler({
    databases: [{ url: database().url, name: 'hirewire', schema: 'pgboss' }],
    basePath,
    allowedActionOrigins: allowedOrigins().map(origin => new URL(origin).host),
  })
}

/** pg-boss's dashboard, for admins. To everybody else it does not exist. */
export const mountQueues = (app: Express) => {
  const listener = getRequestListener(async request => (await (opened ??= open()))(request))
  app.use(basePath, adminOnly, (request, response) => {
    // Express takes the mount off the path; the dashboard wants it whole.
    request.url = request.originalUrl
    return listener(request, response)
  })
}

/** Lets go of the dashboard's connections, if anybody looked. */
export const closeQueues = async () => (await opened)?.close()
