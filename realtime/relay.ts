import { createAdapter } from '@socket.io/redis-adapter'
import type { Redis } from 'ioredis'
import { Server, type ServerOptions } from 'socket.io'
import { hints, type HintName, type Typing } from '../server/hints.ts'
import { redis, redisListener, redisPrefix } from '../server/redis.ts'

/** The adapter does not look at what becomes of a message or a subscription; a rejection would end the process. */
const unheard = (client: Redis, ...methods: ('publish' | 'subscribe' | 'psubscribe')[]) => {
  for (const method of methods) {
    const send = client[method].bind(client) as (...given: unknown[]) => Promise<unknown>
    // A hint that got lost is made up for by the next look at the heads.
    Object.assign(client, { [method]: (...given: unknown[]) => send(...given).catch(() => 0) })
  }
  return client
}

/** Joins this process to the others over Redis; without REDIS_URL it stands alone, and follows the log by its heads. */
export const redisAdapter = (): Pick<Partial<ServerOptions>, 'adapter'> => {
  const publisher = redis()
  if (!publisher) return {}
  const listener = redisListener()!
  return {
    adapter: createAdapter(unheard(publisher, 'publish'), unheard(listener, 'subscribe', 'psubscribe'), {
      key: redisPrefix(),
    }),
  }
}

/** What this process does with a hint, of its own or of another. */
interface Heard {
  appended(streams: string[]): void
  identity(): void
  presence(stream: string): void
  typing(typing: Typing): void
}
const names = ['appended', 'identity', 'presence', 'typing'] as const satisfies HintName[]

/**
 * Carries this process's hints to the others, and theirs to `heard`. Only hints go over Redis: every event is read from
 * the log by the node that sends it, so a Redis that is slow or gone delays an event by a second and loses none.
 * Returns the end of it.
 */
export const relayHints = (io: Pick<Server, 'serverSideEmit' | 'on'>, heard: Partial<Heard> = {}) => {
  const ends = names.map(name => {
    const hear = (...given: unknown[]) =>
      (heard[name] as ((...given: unknown[]) => void) | undefined)?.(...given)
    const onOwn = (...given: unknown[]) => {
      hear(...given)
      if (redis()) io.serverSideEmit(name, ...given)
    }
    hints.on(name, onOwn)
    io.on(name, hear)
    return () => void hints.off(name, onOwn)
  })
  return () => ends.forEach(end => end())
}

/** The hints of a process without sockets, such as the worker's, to those that have some. */
export const startRelay = () => {
  const io = new Server(redisAdapter())
  const end = relayHints(io)
  return {
    stop: async () => {
      end()
      // It has no engine, without which `io.close()` fails.
      await io.of('/').adapter.close()
    },
  }
}
