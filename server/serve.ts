import express, { type Express, type RequestHandler } from 'express'
import { z } from 'zod'
import type { Actor } from './actor.ts'
import { actorOf } from './admit.ts'
import { audit } from './audit.ts'
import { withContext, type RequestContext } from './context.ts'
import { forbidden, invalidField, methodNotAllowed, unauthenticated } from './errors.ts'
import { plainPath } from './logger.ts'
import { readBody } from './read-body.ts'
import { fingerprintOf, parseRequest, type Route } from './route.ts'
import { routes } from './routes.ts'

const mayCall = (route: Route, actor: Actor | null) => {
  if (route.who === 'everyone') return
  if (!actor) throw unauthenticated()
  if (route.who !== 'signed_in' && !route.who.includes(actor.role)) throw forbidden()
}

const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x20-\x7e]+$/)

/** `Idempotency-Key` on a POST becomes the id of its command. */
const contextOf = (route: Route, request: express.Request, requestId: string): RequestContext => {
  const context: RequestContext = { requestId }
  const key = request.get('idempotency-key')
  if (key === undefined || route.method !== 'post') return context
  if (!idempotencyKey.safeParse(key).success)
    throw invalidField('/headers/idempotency-key', 'invalid', 'must be 1 to 255 printable characters.')
  const fingerprint = fingerprintOf(`${route.method} ${request.path}`, request.body)
  return { ...context, command: { id: `http:${key}`, fingerprint } }
}

/** `If-Match: "3"` names the version as well as the field does. */
const versionFromHeader = (route: Route, request: express.Request) => {
  const match = /^(?:W\/)?"(\d+)"$/.exec(request.get('if-match') ?? '')?.[1]
  if (!match || !route.body || !('version' in route.body.shape)) return
  const body = (request.body ?? {}) as Record<string, unknown>
  request.body = { version: Number(match), ...body }
}

/** One route as Express serves it: who, validation, the command, the answer. */
const serve =
  (route: Route): RequestHandler =>
  async (request, response) => {
    const actor = actorOf(response)
    if (route.guard) route.guard(request)
    else if (!actor && request.get('authorization'))
      throw unauthenticated('These credentials are not, or no longer, good.')
    mayCall(route, actor)
    request.body = await readBody(request, route.limit)
    versionFromHeader(route, request)
    const input = parseRequest(route, request)
    if (actor?.role === 'admin') await audit(actor, `${route.method} ${route.path}`, plainPath(request.path))
    const context = contextOf(route, request, response.get('X-Request-Id')!)
    const answer = await withContext(context, () =>
      route.handle({ actor, ...input, request, response } as Parameters<Route['handle']>[0]),
    )
    if (response.headersSent) return
    if (context.replayed) response.set('Idempotent-Replayed', 'true')
    const version = (answer as { version?: number } | undefined)?.version
    if (version !== undefined) response.set('ETag', `"${version}"`)
    response.set('Cache-Control', 'no-store').status(route.status)
    if (route.status === 204) response.end()
    else response.json(answer)
  }

/** Every declared route, below `/api`; a known path with another method is 405. */
export const mountRoutes = (app: Express) => {
  const router = express.Router()
  const paths = new Set<string>()
  // Fixed paths before those with parameters: /jobs/search is not a job's id.
  for (const route of routes.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1')
    paths.add(path)
    router[route.method](path, serve(route))
  }
  for (const path of paths)
    router.all(path, () => {
      throw methodNotAllowed()
    })
  app.use('/api', router)
}
