import { createHash } from 'node:crypto'
import { Redis, type RedisOptions } from 'ioredis'
import { env } from './env.ts'
import { logger } from './logger.ts'

/**
 * How long a command may take before it counts as failed and the connection is opened anew, in ms. Whoever asks Redis can
 * do without the answer, so a slow Redis must never be waited for.
 */
const patienceMs = 250

/** Everything of this installation stands under it, so that several may share one Redis. */
export const redisPrefix = () =>
  `hirewire:${createHash('sha256').update(env().AUTH_SECRET).digest('hex').slice(0, 8)}`

const open: Redis[] = []

const connect = (url: string, options: RedisOptions) => {
  const client = new Redis(url, {
    connectTimeout: 2_000,
    retryStrategy: attempts => Math.min(attempts * 100, 1_000),
    keepAlive: 5_000,
    ...options,
  })
  let away = false
  client.on('ready', () => {
    if (away) logger().info('Redis is back')
    away = false
  })
  client.on('error', (error: Error) => {
    // One line for each time it goes, not one for each attempt to find it again
    if (!away) logger().warn({ err: error }, 'Redis is away: going on without it')
    away = true
  })
  open.push(client)
  return client
}

let current: Redis | undefined

/**
 * The connection for commands; undefined without REDIS_URL. A command fails at once while Redis is away, and the first
 * ones that meet a slow Redis within 250 ms.
 */
export const redis = (): Redis | undefined => {
  const { REDIS_URL } = env()
  if (!REDIS_URL || current) return current
  const client = connect(REDIS_URL, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: patienceMs,
    socketTimeout: patienceMs,
  })
  return (current = client)
}

/** A connection of its own for listening. Subscriptions come back with the connection. */
export const redisListener = () => {
  const { REDIS_URL } = env()
  return REDIS_URL ? connect(REDIS_URL, { maxRetriesPerRequest: null }) : undefined
}

export const closeRedis = () => {
  for (const client of open.splice(0)) client.disconnect()
  current = undefined
}
