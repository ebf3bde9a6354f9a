import { startRelay } from '../realtime/relay.ts'
import { boot } from '../server/boot.ts'
import { env } from '../server/env.ts'
import { endOnFatal } from '../server/faults.ts'
import { logger } from '../server/logger.ts'
import { onShutdown } from '../server/shutdown.ts'
import { startWorker } from './worker.ts'

const main = async () => {
  env()
  endOnFatal()
  const base = await boot()
  const relay = startRelay()
  const worker = await startWorker(base.url)
  onShutdown(async () => {
    await worker.stop()
    await relay.stop()
    await base.close()
  })
  logger().info('The worker is at work.')
  process.send?.({ ready: true })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
