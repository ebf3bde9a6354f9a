import { env } from './env.ts'
import { endOnFatal } from './faults.ts'
import { logger } from './logger.ts'
import { onShutdown } from './shutdown.ts'
import { startWeb } from './web.ts'

/** The web process; with `--worker` it works the queues as well. */
const main = async () => {
  const { PUBLIC_URL } = env()
  endOnFatal()
  const web = await startWeb({ worker: process.argv.includes('--worker') })
  onShutdown(() => web.close())
  logger().info(`Hirewire is at ${PUBLIC_URL.replace(/:0$/, `:${web.port}`)}`)
  process.send?.({ ready: true, port: web.port })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
