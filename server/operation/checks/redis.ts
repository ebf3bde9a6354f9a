import { Redis } from 'ioredis'
import type { Settings } from '../../env.ts'
import { findings, type Finding } from './finding.ts'

const oldest = 6
/** Hints that take longer than this, in ms, are hardly quicker than the look every second. */
const slowMs = 50

const mends: [RegExp, string][] = [
  [/WRONGPASS|NOAUTH|NOPERM/, 'Correct user and password in REDIS_URL.'],
  [/ENOTFOUND|EAI_AGAIN/, 'Correct the host in REDIS_URL.'],
  [/ECONNREFUSED/, 'Start Redis, or correct host and port in REDIS_URL.'],
]

/** Redis, if it is set. It is never needed: without it changes of other nodes come within a second. */
export const checkRedis = async ({ REDIS_URL }: Settings): Promise<Finding[]> => {
  const { good, note, warning, wrong } = findings('Redis')
  if (!REDIS_URL)
    return note('REDIS_URL is not set: fine for one web process; of several, each counts its own limits.')
  const redis = new Redis(REDIS_URL, {
    lazyConnect: true,
    connectTimeout: 3_000,
    commandTimeout: 3_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  let last = ''
  redis.on('error', (error: Error) => (last = error.message))
  try {
    await redis.connect()
    const began = performance.now()
    for (let time = 0; time < 3; time++) await redis.ping()
    const ms = (performance.now() - began) / 3
    const version = /^(?:redis|valkey)_version:(\S+)/m.exec(await redis.info('server'))?.[1] ?? 'unknown'
    const found = `${version}, ${ms.toFixed(1)} ms away.`
    if (Number.parseInt(version, 10) < oldest) return wrong(found, `Use Redis ${oldest} or newer, or Valkey.`)
    return ms > slowMs ? warning(found, 'Use one that is nearer: hints gain little like this.') : good(found)
  } catch (error) {
    const said = last || (error as Error).message
    const mend = mends.find(([words]) => words.test(said))?.[1] ?? 'See whether this machine may reach it.'
    return wrong(
      `does not answer: ${said}. Everything works without it, only slower and with limits per node.`,
      mend,
    )
  } finally {
    redis.disconnect()
  }
}
