import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { tooManyRequests } from './errors.ts'

export interface Allowance {
  limit: number
  remaining: number
  resetSeconds: number
}

/** At most `points` per `seconds` for each key. */
export const makeLimit = (points: number, seconds: number) => {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return {
    points,
    seconds,
    /** Takes one; throws 429 with the time to wait when none is left. */
    take: async (key: string): Promise<Allowance> => {
      try {
        const result = await limiter.consume(key)
        return {
          limit: points,
          remaining: result.remainingPoints,
          resetSeconds: Math.ceil(result.msBeforeNext / 1_000),
        }
      } catch (refused) {
        if (refused instanceof RateLimiterRes)
          throw tooManyRequests(Math.ceil(refused.msBeforeNext / 1_000) || 1)
        throw refused
      }
    },
    /** Forgets a key: what was counted against it is settled. */
    forget: (key: string) => limiter.delete(key),
  }
}
