import { logger } from '../logger.ts'
import { catchUp } from './place.ts'

/** How often a process looks where the clock of the demo stands, in ms. */
const lookEveryMs = 500

/** Keeps this process's clock with the demo's, which any process may move. Returns how to stop. */
export const followDemoClock = () => {
  let looking: Promise<void> | undefined
  const look = () =>
    (looking ??= catchUp()
      .catch((error: unknown) => logger().debug({ err: error }, 'could not look at the demo clock'))
      .finally(() => (looking = undefined)))
  const timer = setInterval(() => void look(), lookEveryMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await looking
  }
}
