import { toProblem } from './errors.ts'
import { logger } from './logger.ts'

/** What is known about where it happened; never what was sent. */
export interface FaultContext {
  requestId?: string | undefined
  /** Method and route of a request, as they were declared. */
  route?: string
  /** Name of a socket's message. */
  event?: string
  job?: string
  jobId?: string
}

/** Whoever collects what nobody foresaw, such as Sentry. */
interface Collector {
  capture(error: unknown, what: string, context: FaultContext): void
  /** Resolves when everything is sent, or after so many ms. */
  flush(withinMs: number): Promise<unknown>
}

let collector: Collector | undefined
export const collectFaults = (by: Collector) => void (collector = by)

/** How long the end of the process waits for what is not sent yet, in ms. */
const flushTimeMs = 2_000
export const flushFaults = async () => void (await collector?.flush(flushTimeMs))

/**
 * What goes wrong at an edge: a request, a socket's message, a job. Each is logged; what nobody foresaw (a 500, not a
 * database that is away) goes to the collector too.
 */
export const reportFault = (error: unknown, what: string, context: FaultContext = {}) => {
  logger().error({ err: error, ...context }, what)
  if (toProblem(error).code === 'internal') collector?.capture(error, what, context)
}

/** Ends the process when an error got past every edge: nobody knows what state it is in, and it will be replaced. */
export const endOnFatal = () => {
  const end = (what: string) => (error: unknown) => {
    logger().fatal({ err: error }, what)
    collector?.capture(error, what, {})
    setTimeout(() => process.exit(1), flushTimeMs + 500).unref()
    void flushFaults().finally(() => process.exit(1))
  }
  process.once('uncaughtException', end('uncaught exception'))
  process.once('unhandledRejection', end('unhandled rejection'))
}
