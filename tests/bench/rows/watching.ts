import { setTimeout as sleep } from 'node:timers/promises'
import type { Watching } from '../load/watchers.ts'
import type { Process } from '../process.ts'
import type { World } from '../world.ts'
import { settlingMs } from './metered.ts'

/** Sockets that watch a board of these servers, evenly shared, in a process of their own. */
export const bringWatchers = (
  load: Process,
  servers: Process[],
  { recruiters }: World,
  { sockets, job, timed = false }: { sockets: number; job: string; timed?: boolean },
) => {
  const asked: Watching = {
    ports: servers.map(({ port }) => port),
    sockets,
    tokens: recruiters,
    // Ten are the most that one person may have
    perPerson: Math.max(1, Math.ceil(sockets / recruiters.length)),
    room: `job:${job}`,
    timed,
  }
  return load.ask('watch', asked)
}

/** What the watchers received while `work` ran, per second of it, and how many numbers they missed. */
export const received = async (watchers: Process, work: () => Promise<unknown>) => {
  await sleep(settlingMs)
  const before = await watchers.ask('count')
  await work()
  const after = await watchers.ask('count')
  if (after.cutOff) throw new Error(`${after.cutOff} watchers were cut off.`)
  const seconds = (after.at - before.at) / 1_000
  const events = after.events - before.events
  return {
    perSecond: events / seconds,
    events,
    perMessage: events / Math.max(1, after.messages - before.messages),
    gaps: after.gaps - before.gaps,
  }
}
