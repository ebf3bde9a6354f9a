import type { Request, RequestHandler, Response } from 'express'
import type { FaultContext } from '../faults.ts'
import { metrics } from '../metrics.ts'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * The route as it was declared, never the path that was asked for: the figures must not grow with what strangers think
 * of. What matched none, and what is served from folders, is `none`.
 */
const routeOf = ({ route, originalUrl }: Request) => {
  const path = (route as { path?: unknown } | undefined)?.path
  if (typeof path !== 'string') return 'none'
  // Express forgets where a router was mounted once an error has left it.
  return originalUrl.startsWith('/api/') ? `/api${path}` : path
}

/** Where a request got to, for whoever has to find out what went wrong. */
export const whereOf = (request: Request): FaultContext => ({
  requestId: typeof request.id === 'string' ? request.id : undefined,
  route: `${request.method} ${routeOf(request)}`,
})

const statusOf = (response: Response) =>
  response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'aborted'

/** Measures each request, from here to the last byte of its answer. */
export const measure: RequestHandler = (request, response, next) => {
  const began = performance.now()
  response.once('close', () => {
    const method = methods.has(request.method) ? request.method : 'other'
    const labels = { method, route: routeOf(request), status: statusOf(response) }
    metrics.http.observe(labels, (performance.now() - began) / 1_000)
  })
  next()
}
