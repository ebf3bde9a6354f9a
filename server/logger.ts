import type { Request, Response } from 'express'
import pino, { type Logger } from 'pino'
import { requestContext } from './context.ts'
import { env } from './env.ts'
import { scrub, scrubLine } from './scrub.ts'

const cut = '[not logged]'

/** Ids, and names that consist of words. */
const isPlain = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z.-]+)$/
/** An address without what may let somebody in: a link's token may stand in the path as well as behind it. */
export const plainPath = (url: string) =>
  url.split(/[?#]/, 1)[0]!.replace(/[^/]{20,}/g, part => (isPlain.test(part) ? part : cut))

const presentError = (error: unknown): object => {
  if (!(error instanceof Error)) return { message: scrub(String(error)) }
  const { name, message, stack, cause } = error
  const { code } = error as { code?: unknown }
  return {
    type: name,
    message: scrub(message),
    ...(stack !== undefined && { stack: scrub(stack) }),
    ...(['string', 'number'].includes(typeof code) && { code }),
    ...(cause !== undefined && { cause: presentError(cause) }),
  }
}

/**
 * What is written of a request, an answer and an error: these fields and no others. A query, a header, a body, or what a
 * database adds to its errors may let somebody in.
 */
export const serializers = {
  req: (request: Request) => ({
    id: request.id,
    method: request.method,
    path: plainPath(request.originalUrl ?? request.url),
    address: request.ip,
  }),
  res: (response: Response) => ({ status: response.statusCode }),
  err: presentError,
}

let current: Logger | undefined

/** Structured logs. What could let somebody in is never written, nor anybody's e-mail address. */
export const logger = () =>
  (current ??= pino({
    level: env().LOG_LEVEL,
    serializers,
    hooks: { streamWrite: scrubLine },
    // Whatever is written while a request or a message is worked on can be found by its id.
    mixin: () => {
      const requestId = requestContext()?.requestId
      return requestId ? { requestId } : {}
    },
    ...(env().NODE_ENV === 'development' && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } },
    }),
  }))
