import { createServer } from 'node:http'
import { startWorker } from '../jobs/worker.ts'
import { startRealtime } from '../realtime/server.ts'
import { makeApp } from './app.ts'
import { boot } from './boot.ts'
import { env, readEnv } from './env.ts'
import { logger } from './logger.ts'
import { mountOperation, operation } from './operation.ts'
import { mountPages } from './pages/pages.ts'
import { onShutdown } from './shutdown.ts'

const listen = async (http: ReturnType<typeof createServer>) => {
  const { PORT, HOST } = env()
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${PORT} is taken. Stop what uses it, or choose another: PORT=3001 npm start`)
          : error,
      )
    })
    http.listen(PORT, HOST, resolve)
  })
}

/** The web process; with `--worker` it works the queues as well. */
const main = async () => {
  readEnv(process.env)
  const http = createServer({ requestTimeout: 30_000, headersTimeout: 8_000, keepAliveTimeout: 65_000 })
  // The port first: a taken one is said before a database is started for nothing.
  await listen(http)
  const base = await boot()
  const app = makeApp({
    mount: app => {
      mountOperation(app)
      mountPages(app)
    },
  })
  http.on('request', app)
  const realtime = startRealtime(http)
  const worker = process.argv.includes('--worker') ? await startWorker(base.url) : undefined
  operation.ready = true
  onShutdown(async () => {
    operation.ready = false
    await worker?.stop()
    const closed = new Promise(resolve => http.close(resolve))
    await realtime.stop(1_000)
    http.closeIdleConnections()
    await closed
    await base.close()
  })
  const { port } = http.address() as { port: number }
  logger().info(`Hirewire is at ${env().PUBLIC_URL.replace(/:0$/, `:${port}`)}`)
  process.send?.({ ready: true, port })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error && env ? error.message : String(error)}\n`)
  process.exit(1)
})
