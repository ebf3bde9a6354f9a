import { flushFaults, reportFault } from './faults.ts'
import { logger } from './logger.ts'

/** After this the process ends, whatever still runs. */
const longestMs = 28_000

/** Runs `close` once, on the first SIGTERM or SIGINT, and ends the process. */
export const onShutdown = (close: () => Promise<void>) => {
  let closing = false
  const shutDown = (signal: string) => {
    if (closing) return
    closing = true
    logger().info(`${signal}: closing`)
    setTimeout(() => process.exit(1), longestMs).unref()
    const end = async (code: number) => {
      await flushFaults()
      process.exit(code)
    }
    close().then(
      () => end(0),
      (error: unknown) => {
        reportFault(error, 'could not close cleanly')
        return end(1)
      },
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => shutDown(signal))
}
