import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { runTimedWork } from '../jobs/timed-work.ts'
import { startWorker } from '../jobs/worker.ts'
import { mountRealtimeDocs } from '../realtime/docs/docs.ts'
import { startRealtime } from '../realtime/server.ts'
import { makeApp } from './app.ts'
import { boot } from './boot.ts'
import { mountDocs } from './docs/docs.ts'
import { env } from './env.ts'
import { problemBody, unavailable } from './errors.ts'
import { makeHttpServer } from './http-server.ts'
import { makeFarewell } from './operation/farewell.ts'
import { mountHealth, traffic } from './operation/health.ts'
import { mountMetrics } from './operation/metrics-page.ts'
import { mountPages } from './pages/pages.ts'
import { closeQueues } from './pages/queues.ts'

const listen = async (http: Server) => {
  const { PORT, HOST } = env()
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${PORT} is taken. Stop what uses it, or choose another: PORT=${PORT + 1} npm start`,
            )
          : error,
      )
    })
    http.listen(PORT, HOST, resolve)
  })
  return (http.address() as AddressInfo).port
}

/** How long requests under way may take when the process drains, in ms. */
const answerTimeMs = 10_000

/** What is answered while the process starts: whoever asks is told to come back, not left waiting. */
const starting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Content-Type': 'application/problem+json', 'Retry-After': '1' })
  response.end(JSON.stringify(problemBody(unavailable())))
}

/** Starts this web node, and with `worker` the queues' work beside it. `close` drains: see realtime's and boot's own. */
export const startWeb = async ({ worker: withWorker }: { worker: boolean }) => {
  let serve = starting
  const farewell = makeFarewell()
  const http = makeHttpServer((request, response) => {
    farewell.watch(response)
    serve(request, response)
  })
  // The port first: a taken one is said before a database is started for nothing.
  const port = await listen(http)
  const base = await boot()
  serve = makeApp({
    mount: app => {
      mountHealth(app)
      mountMetrics(app)
      mountPages(app, runTimedWork)
      mountDocs(app)
      mountRealtimeDocs(app)
    },
  })
  const realtime = startRealtime(http)
  const worker = withWorker ? await startWorker(base.url) : undefined
  traffic.open = true
  return {
    port,
    realtime,
    close: async ({ spreadMs = 1_000 } = {}) => {
      traffic.open = false
      farewell.begin()
      // Until load balancers have seen it they go on sending, and are served.
      await sleep(env().DRAIN_SECONDS * 1_000)
      const closed = new Promise(resolve => http.close(resolve))
      const late = sleep(answerTimeMs, undefined, { ref: false })
      await worker?.stop()
      await realtime.stop(spreadMs)
      http.closeIdleConnections()
      // A client that never reads its answer would keep us waiting for ever.
      await Promise.race([closed, late])
      http.closeAllConnections()
      await closed
      await closeQueues()
      await base.close()
    },
  }
}
