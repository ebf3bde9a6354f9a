import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { tooManyRequests } from './errors.ts'
import { metrics } from './metrics.ts'
import { redis, redisPrefix } from './redis.ts'

export interface Allowance {
  limit: number
  remaining: number
  resetSeconds: number
}

interface Rule {
  points: number
  seconds: number
}

/** At most `points` per `seconds` for each key, counted in this process: for what belongs to one socket. */
export const makeLocalLimit = ({ points, seconds }: Rule) =>
  asLimit({ points, seconds }, new RateLimiterMemory({ points, duration: seconds }))

/**
 * At most `points` per `seconds` for each key, counted by all processes together in Redis if there is one. While Redis is
 * away each counts for itself, so that a limit is looser for a while and nobody waits.
 */
export const makeLimit = (name: string, { points, seconds }: Rule) => {
  const storeClient = redis()
  const own = new RateLimiterMemory({ points, duration: seconds })
  if (!storeClient) return asLimit({ points, seconds }, own)
  const shared = new RateLimiterRedis({
    storeClient,
    keyPrefix: `${redisPrefix()}:limit:${name}`,
    points,
    duration: seconds,
    insuranceLimiter: own,
    rejectIfRedisNotReady: true,
  })
  // Keys are addresses and the like: nobody who looks into Redis needs to read them.
  return asLimit({ points, seconds }, shared, key => createHash('sha256').update(key).digest('base64url'))
}

const asLimit = (
  { points, seconds }: Rule,
  limiter: Pick<RateLimiterMemory, 'consume' | 'delete'>,
  keyOf = (key: string) => key,
) => ({
  points,
  seconds,
  /** Takes one; throws 429 with the time to wait when none is left. */
  take: async (key: string): Promise<Allowance> => {
    try {
      const result = await limiter.consume(keyOf(key))
      return {
        limit: points,
        remaining: result.remainingPoints,
        resetSeconds: Math.ceil(result.msBeforeNext / 1_000),
      }
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      metrics.limited.inc()
      throw tooManyRequests(Math.ceil(refused.msBeforeNext / 1_000) || 1)
    }
  },
  /** Forgets a key: what was counted against it is settled. */
  forget: (key: string) => limiter.delete(keyOf(key)),
})
