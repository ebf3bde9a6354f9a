import { once } from 'node:events'
import { connect } from 'node:net'

export interface Answer {
  status: number
  body: Buffer
}

const endOfHead = '\r\n\r\n'

/** The answer at the start of these bytes, if all of it has come. */
const readAnswer = (received: Buffer): Answer | undefined => {
  const end = received.indexOf(endOfHead)
  if (end < 0) return undefined
  const head = received.toString('latin1', 0, end)
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer without its length:\n${head}`)
  const from = end + endOfHead.length
  const to = from + Number(length)
  return received.length < to
    ? undefined
    : { status: Number(head.slice(9, 12)), body: received.subarray(from, to) }
}

interface Asking {
  method: 'GET' | 'POST'
  path: string
  token: string
  body?: object
}

/**
 * One connection that is kept open, for one request after the other. Made by hand, since a client library would take as
 * much of the machine as the server that is measured. No compression is asked for.
 */
export const openConnection = async (port: number) => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let received: Buffer = Buffer.alloc(0)
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined
  const fail = (error: Error) => {
    waiting?.reject(error)
    waiting = undefined
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('The server closed the connection.')))
  socket.on('data', data => {
    received = received.length ? Buffer.concat([received, data]) : data
    try {
      const answer = readAnswer(received)
      if (!answer) return
      received = Buffer.alloc(0)
      waiting?.resolve(answer)
      waiting = undefined
    } catch (error) {
      fail(error as Error)
    }
  })
  return {
    ask: ({ method, path, token, body }: Asking) =>
      new Promise<Answer>((resolve, reject) => {
        waiting = { resolve, reject }
        const text = body ? JSON.stringify(body) : ''
        socket.write(
          `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n` +
            (body ? `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n` : '') +
            `\r\n${text}`,
        )
      }),
    close: () => socket.destroy(),
  }
}
