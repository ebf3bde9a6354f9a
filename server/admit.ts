import type { RequestHandler, Response } from 'express'
import type { Actor } from './actor.ts'
import { addressOf, networkOf } from './address.ts'
import { authenticate } from './auth.ts'
import { Problem } from './errors.ts'
import { makeLimit } from './rate-limit.ts'

/** What may be asked for in a minute: by one person, and by all whom nobody knows from one address. */
const rules = { person: { points: 2_400, seconds: 60 }, strangers: { points: 600, seconds: 60 } }

/** What costs next to nothing, or must be answered whatever else is asked: styles and scripts, and how this node is. */
export const isUpkeep = (path: string) => /^\/(assets\/|livez|readyz|metrics)/.test(path)

/** Who asked. Null for a stranger, and before `makeAdmit`’s middleware has looked. */
export const actorOf = (response: Response): Actor | null =>
  (response.locals.actor as Actor | undefined) ?? null

const count = async (limit: ReturnType<typeof makeLimit>, key: string, response: Response) => {
  const say = (remaining: number, seconds: number) =>
    response.set({
      'RateLimit-Policy': `"api";q=${limit.points};w=${limit.seconds}`,
      RateLimit: `"api";r=${remaining};t=${seconds}`,
    })
  try {
    const allowance = await limit.take(key)
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
  const person = makeLimit('api', rules.person)
  const strangers = makeLimit('api:strangers', rules.strangers)
  return async (request, response, next) => {
    if (!isUpkeep(request.path)) {
      const actor = await authenticate(request.headers)
      response.locals.actor = actor
      if (actor) await count(person, actor.id, response)
      else await count(strangers, networkOf(addressOf(request)), response)
    }
    next()
  }
}
