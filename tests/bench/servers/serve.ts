import { createAdapter } from '@socket.io/redis-adapter'
import express, { type Express } from 'express'
import { Redis } from 'ioredis'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

/**
 * Express and Socket.IO with the settings that the product has and nothing it promises: whoever asks for a room stands in
 * it, by its staff's name. Says that it is ready once it listens.
 */
export const serve = async (mount: (app: Express, io: Server) => Promise<void> | void) => {
  const { PORT, REDIS_URL } = process.env
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(express.json())
  const http = createServer({ keepAliveTimeout: 65_000 }, app)
  const io = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    perMessageDeflate: false,
    ...(REDIS_URL && { adapter: createAdapter(new Redis(REDIS_URL), new Redis(REDIS_URL)) }),
  })
  io.on('connection', socket => {
    socket.on('room:join', ({ room }: { room: string }, ack: (answer: object) => void) => {
      void socket.join(`${room}:staff`)
      ack({ ok: true, data: { room } })
    })
  })
  await mount(app, io)
  process.on('SIGTERM', () => process.exit(0))
  http.listen(Number(PORT ?? 0), '127.0.0.1')
  await once(http, 'listening')
  process.send?.({ ready: true, port: (http.address() as AddressInfo).port })
}
