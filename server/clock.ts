let aheadMs = 0

/**
 * The instant it is for the business: what is due, since when, how long. The machine's own, but in the demo, whose clock
 * can be moved ahead. Sessions, codes, rate limits and what we wait for from others live by the machine's.
 */
export const now = () => new Date(Date.now() + aheadMs)

export const clockAheadMs = () => aheadMs

/** Moves the clock of this process; only the demo and tests do. It never goes back. */
export const setClockAhead = (ms: number) => {
  if (ms < aheadMs) throw new Error('The clock goes forward only.')
  aheadMs = ms
}
