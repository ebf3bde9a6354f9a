import { ownRedis } from '../support/own-redis.ts'
import { whenStopped } from './process.ts'

/** A Redis for one row. Resolves with its address. */
export const startRedis = async (program: string) => {
  const { url, kill } = await ownRedis(program)
  whenStopped(kill)
  return url
}
