import compression from 'compression'
import cors from 'cors'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pinoHttp } from 'pino-http'
import { isUpkeep, makeAdmit } from './admit.ts'
import { env } from './env.ts'
import { badOrigin, malformed, notFound, problemBody, Problem, toProblem } from './errors.ts'
import { reportFault } from './faults.ts'
import { logger, serializers } from './logger.ts'
import { allowedOrigins, originAllowed } from './origins.ts'
import { measure, whereOf } from './operation/measure.ts'
import { sendProblemPage } from './pages/page.ts'
import { mountRoutes } from './serve.ts'

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** What is asked for here is granted to its token, whoever sends it and from wherever: a mail provider's page, for one. */
const bearsToken = /^\/unsubscribe\/[^/]+$/

const checkOrigin: RequestHandler = (request, _response, next) => {
  if (unsafe.has(request.method) && !bearsToken.test(request.path) && !originAllowed(request))
    throw badOrigin()
  next()
}

/** What Express and its file server throw, in our words. */
const fromExpress = (error: unknown): Problem => {
  const { status } = error as { status?: number }
  const isTheirs = status !== undefined && status >= 400 && status < 500
  return isTheirs || error instanceof URIError ? malformed() : toProblem(error)
}

const onError: ErrorRequestHandler = (error: unknown, request, response, _next) => {
  const problem = error instanceof Problem ? error : fromExpress(error)
  if (problem.status >= 500) reportFault(error, 'request failed', whereOf(request))
  // Half an answer cannot become another one: it is cut off, so that nobody takes it for the whole.
  if (response.headersSent) return void response.destroy()
  if (!request.path.startsWith('/api') && request.accepts(['json', 'html']) === 'html')
    return sendProblemPage(response, problem)
  const { retryAfterSeconds } = problem.extra
  if (retryAfterSeconds) response.set('Retry-After', String(retryAfterSeconds))
  response
    .status(problem.status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(problem, response.get('X-Request-Id'))))
}

/** A request's lines have its id in the place where all others have it. */
const withRequestId = ({ id }: IncomingMessage, line: object) => ({ ...line, requestId: id })

/** The Express app: middleware in order, features by name, one error handler last. `mount` adds pages and the like. */
export const makeApp = ({ mount }: { mount: (app: Express) => void }) => {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', env().TRUST_PROXY)
  app.use(measure)
  app.use(
    pinoHttp({
      logger: logger(),
      serializers,
      wrapSerializers: false,
      genReqId: (request, response) => {
        const given = request.headers['x-request-id']
        const requestId = typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID()
        response.setHeader('X-Request-Id', requestId)
        return requestId
      },
      customSuccessObject: (request, _response: ServerResponse, line: object) => withRequestId(request, line),
      customErrorObject: (request, _response, _error, line: object) => withRequestId(request, line),
      autoLogging: { ignore: request => isUpkeep(request.url ?? '') },
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
  app.use(makeAdmit())
  app.use(checkOrigin)
  mount(app)
  mountRoutes(app)
  app.use(() => {
    throw notFound()
  })
  app.use(onError)
  return app
}
