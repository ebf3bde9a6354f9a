import { connect, type Socket } from 'node:net'
import { until } from '../support/wait.ts'

/** A bare connection: what is written goes out as it is. `closedAt` is on the clock of `performance`. */
export const openTcp = async (port: number, { localAddress }: { localAddress?: string } = {}) => {
  const socket: Socket = connect({ port, host: '127.0.0.1', ...(localAddress && { localAddress }) })
  const openedAt = performance.now()
  let received = ''
  let closedAt: number | undefined
  let isOpen = false
  socket.setEncoding('latin1')
  socket.on('connect', () => (isOpen = true))
  socket.on('data', (chunk: string) => (received += chunk))
  socket.on('close', () => (closedAt = performance.now()))
  // `close` follows, and is what counts
  socket.on('error', () => {})
  await until('a connection', () => isOpen || closedAt)
  return {
    socket,
    openedAt,
    write: (bytes: string | Uint8Array) => void (socket.writable && socket.write(bytes)),
    received: () => received,
    /** Of the last answer that began. */
    status: () => Number(/HTTP\/1\.1 (\d+)(?!.*HTTP\/1\.1 \d)/s.exec(received)?.[1]) || undefined,
    closedAt: () => closedAt,
    end: () => socket.destroy(),
  }
}

const webSocket = {
  Host: 'hirewire',
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
}

/** The request that asks for a WebSocket, with these headers in place of the right ones. */
export const upgradeRequest = (path: string, headers: Record<string, string> = {}) =>
  [
    `GET ${path} HTTP/1.1`,
    ...Object.entries({ ...webSocket, ...headers }).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')
