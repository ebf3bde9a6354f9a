import compression from 'compression'
import cors from 'cors'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { randomBytes, randomUUID } from 'node:crypto'
import { pinoHttp } from 'pino-http'
import { z } from 'zod'
import type { Actor } from './actor.ts'
import { audit } from './audit.ts'
import { authenticate } from './auth.ts'
import { withContext, type RequestContext } from './context.ts'
import {
  badOrigin,
  forbidden,
  invalidField,
  malformed,
  methodNotAllowed,
  notFound,
  problemBody,
  Problem,
  toProblem,
  tooLarge,
  unauthenticated,
  unsupportedMediaType,
} from './errors.ts'
import { env } from './env.ts'
import { logger } from './logger.ts'
import { allowedOrigins, originAllowed } from './origins.ts'
import { makeLimit } from './rate-limit.ts'
import { sendProblemPage } from './pages/page.ts'
import { fingerprintOf, parseRequest, type Route } from './route.ts'
import { routes } from './routes.ts'

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const apiLimit = makeLimit(2_400, 60)
const defaultBodyLimit = 64 * 1_024

const checkOrigin: RequestHandler = (request, _response, next) => {
  if (unsafe.has(request.method) && !originAllowed(request)) throw badOrigin()
  next()
}

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

/** One route as Express serves it: who, limits, validation, the command, the answer. */
const serve =
  (route: Route): RequestHandler =>
  async (request, response) => {
    const actor = await authenticate(request.headers)
    if (!actor && request.get('authorization'))
      throw unauthenticated('These credentials are not, or no longer, good.')
    const allowance = await apiLimit.take(actor?.id ?? request.ip ?? 'unknown')
    response.set('RateLimit-Policy', `"api";q=${apiLimit.points};w=${apiLimit.seconds}`)
    response.set('RateLimit', `"api";r=${allowance.remaining};t=${allowance.resetSeconds}`)
    mayCall(route, actor)
    versionFromHeader(route, request)
    const input = parseRequest(route, request)
    if (actor?.role === 'admin') await audit(actor, `${route.method} ${route.path}`, request.path)
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

const mountRoutes = (app: Express) => {
  const router = express.Router()
  const paths = new Set<string>()
  // Fixed paths before those with parameters: /jobs/search is not a job's id.
  for (const route of routes.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1')
    paths.add(path)
    router[route.method](
      path,
      express.json({ limit: route.limit ?? defaultBodyLimit }),
      requireJson,
      serve(route),
    )
  }
  for (const path of paths)
    router.all(path, () => {
      throw methodNotAllowed()
    })
  app.use('/api', router)
}

/** A body in another form would be ignored, and its sender never told. */
const requireJson: RequestHandler = (request, _response, next) => {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.get('content-length') ?? 0) > 0
  if (hasBody && !request.is('application/json')) throw unsupportedMediaType()
  next()
}

/** What Express and its body parser throw, in our words. */
const fromExpress = (error: unknown): Problem => {
  const { type, status } = error as { type?: string; status?: number }
  if (type === 'entity.too.large') return tooLarge()
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') return unsupportedMediaType()
  if (status === 400 || error instanceof URIError) return malformed()
  return toProblem(error)
}

const onError: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const problem = error instanceof Problem ? error : fromExpress(error)
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed')
  if (response.headersSent) return next(error)
  if (!request.path.startsWith('/api') && request.accepts(['json', 'html']) === 'html')
    return sendProblemPage(request, response, problem)
  const { retryAfterSeconds } = problem.extra
  if (retryAfterSeconds) response.set('Retry-After', String(retryAfterSeconds))
  response
    .status(problem.status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(problem, response.get('X-Request-Id'))))
}

/** The Express app: middleware in order, features by name, one error handler last. `mount` adds pages and the like. */
export const makeApp = ({ mount }: { mount: (app: Express) => void }) => {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', env().TRUST_PROXY)
  app.use(
    pinoHttp({
      logger: logger(),
      genReqId: (request, response) => {
        const given = request.headers['x-request-id']
        const requestId = typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID()
        response.setHeader('X-Request-Id', requestId)
        return requestId
      },
      autoLogging: { ignore: request => /^\/(assets|livez|readyz)/.test(request.url ?? '') },
      customLogLevel: (_request, response, error) =>
        error || response.statusCode >= 500 ? 'error' : 'debug',
    }),
  )
  app.use((_request, response, next) => {
    response.locals.nonce = randomBytes(16).toString('base64url')
    next()
  })
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: [
            "'self'",
            (_request, response) => `'nonce-${(response as express.Response).locals.nonce as string}'`,
          ],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          fontSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          frameSrc: ["'self'"],
          baseUri: ["'none'"],
          upgradeInsecureRequests: env().PUBLIC_URL.startsWith('https:') ? [] : null,
        },
      },
      strictTransportSecurity: env().PUBLIC_URL.startsWith('https:'),
    }),
  )
  app.use(
    cors({
      origin: allowedOrigins(),
      credentials: true,
      exposedHeaders: [
        'ETag',
        'RateLimit',
        'RateLimit-Policy',
        'Retry-After',
        'X-Request-Id',
        'set-auth-token',
        'Idempotent-Replayed',
      ],
    }),
  )
  app.use(compression())
  app.use(checkOrigin)
  mount(app)
  mountRoutes(app)
  app.use(() => {
    throw notFound()
  })
  app.use(onError)
  return app
}
