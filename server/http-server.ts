import { createServer, type RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from './address.ts'
import { env } from './env.ts'
import { makeSlots } from './slots.ts'

/**
 * Who says nothing, or says it slowly, holds a connection no longer than this, in ms; we look every half second, so all of
 * it is within 8 s. An idle connection outlives that of any proxy before us, which would send into a closed one otherwise.
 */
const timeouts = {
  headersTimeout: 5_000,
  requestTimeout: 6_000,
  connectionsCheckingInterval: 500,
  keepAliveTimeout: 65_000,
}
/**
 * Who takes not a byte of an answer that waits for them is cut after this, in ms, or after twice as long if they took some
 * at first: Node looks at what is left only then. What we still work on may take longer.
 */
const unreadMs = 3_500
/** Open connections of one address: room for an office behind one router, and not for all that a node can hold. */
const connectionsPerAddress = 2_000

/** The HTTP server, with everything that keeps a client from holding what others need. It does not listen yet. */
export const makeHttpServer = (serve: RequestListener) => {
  const http = createServer(timeouts, (request, response) => {
    response.setTimeout(unreadMs, () => {
      if (response.socket?.writableLength) response.socket.destroy()
    })
    serve(request, response)
  })
  const slots = makeSlots(connectionsPerAddress)
  const count = (socket: Socket) => {
    const leave = slots.take(networkOf(socket.remoteAddress ?? 'unknown'))
    if (leave) socket.once('close', leave)
    else socket.destroy()
  }
  // Behind proxies every connection is one of theirs: theirs to count.
  if (!env().TRUST_PROXY) http.on('connection', count)
  return http
}
