import { setTimeout as sleep } from 'node:timers/promises'
import { database } from '../../db/database.ts'
import { clockAheadMs, now } from '../clock.ts'
import { moveTo } from './place.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Beyond it a step is an hour: a month is then done in about a minute. */
const longMoveMs = 36 * hourMs
/** As far as one move goes. */
export const longestMoveMs = 100 * 24 * hourMs

/** Does all that is done by the clock and has fallen due in this span, once each. */
export type RunTimedWork = (span: { after: Date; until: Date }) => Promise<void>

/**
 * Waits until the worker has done what came of a step: the next one must find it as it would have been by then. Not for
 * ever: perhaps nobody works the queues.
 */
const settled = async () => {
  for (const start = Date.now(); Date.now() - start < minuteMs;) {
    const { rowCount } = await database().pool.query(
      `select from pgboss.job where state in ('created', 'retry', 'active') and start_after <= now() limit 1`,
    )
    if (!rowCount) return
    await sleep(50)
  }
}

export interface Moving {
  from: Date
  to: Date
}
let moving: Moving | undefined

/** The move that is under way in this process, if one is. */
export const movingNow = () => moving

/**
 * Moves time forward for the whole system, step by step, so that everything happens in its order as it would have:
 * what falls due in a step is done, and what comes of that, before the next one. Steps of a quarter of an hour, or of an
 * hour where it is far, unless told (in ms).
 * @throws RangeError if it goes back, too far, or while another move is under way
 */
export const moveClock = async (to: Date, runTimedWork: RunTimedWork, step?: number) => {
  const from = now()
  const far = to.getTime() - from.getTime()
  if (moving || far <= 0 || far > longestMoveMs)
    throw new RangeError('The clock is moving, or would go back, or too far.')
  const stepMs = step ?? (far > longMoveMs ? hourMs : 15 * minuteMs)
  moving = { from, to }
  try {
    for (let at = from; at < to;) {
      const next = new Date(Math.min(Math.floor(at.getTime() / stepMs + 1) * stepMs, to.getTime()))
      await moveTo(clockAheadMs() + Math.max(0, next.getTime() - now().getTime()))
      await runTimedWork({ after: at, until: next })
      await settled()
      at = next
    }
  } finally {
    moving = undefined
  }
}
