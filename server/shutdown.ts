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
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger().error({ err: error }, 'could not close cleanly')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => shutDown(signal))
}
