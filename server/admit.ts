import type { Request, RequestHandler, Response } from 'express'
import type { Actor } from './actor.ts'
import { addressOf, networkOf } from './address.ts'
import { authenticate } from './auth.ts'
import { Problem } from './errors.ts'
import { makeLimit } from './rate-limit.ts'

/** What one person, or the address of those who are nobody yet, may ask for: per minute. */
const rule = { points: 2_400, seconds: 60 }

/** What costs next to nothing, or must be answered whatever else is asked: styles and scripts, and how this node is. */
export const isUpkeep = (path: string) => /^\/(assets\/|livez|readyz|metrics)/.test(path)

/** Who asked. Null for a stranger, and before `makeAdmit`’s middleware has looked. */
export const actorOf = (response: Response): Actor | null =>
  (response.locals.actor as Actor | undefined) ?? null

const count = async (limit: ReturnType<typeof makeLimit>, request: Request, response: Response) => {
  const say = (remaining: number, seconds: number) =>
    response.set({
      'RateLimit-Policy': `"api";q=${rule.points};w=${rule.seconds}`,
      RateLimit: `"api";r=${remaining};t=${seconds}`,
    })
  try {
    const allowance = await limit.take(actorOf(response)?.id ?? networkOf(addressOf(request)))
    say(allowance.remaining, allowance.resetSeconds)
  } catch (error) {
    if (error instanceof Problem && error.extra.retryAfterSeconds) say(0, error.extra.retryAfterSeconds)
    throw error
  }
}

/**
 * First of all: who is it, and do they ask too often? Counted before anything is read or done for them, and every answer
 * from here on, a refusal too, says how much is left. 429 when nothing is.
 */
export const makeAdmit = (): RequestHandler => {
  const limit = makeLimit('api', rule)
  return async (request, response, next) => {
    if (!isUpkeep(request.path)) {
      response.locals.actor = await authenticate(request.headers)
      await count(limit, request, response)
    }
    next()
  }
}
