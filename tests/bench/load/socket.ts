import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'

const shortLength = 126
const longLength = 127

/** One text message as a client must send it: masked, here with zeros, so that its bytes stay as they are. */
const frameOf = (text: string) => {
  const body = Buffer.from(text)
  const head =
    body.length < shortLength
      ? [0x81, 0x80 | body.length]
      : [0x81, 0x80 | shortLength, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), body])
}

/** The first message in these bytes, and where it ends; nothing if it has not all come. */
const readFrame = (received: Buffer) => {
  if (received.length < 2) return undefined
  const short = received[1]! & 0x7f
  const headLength = short === longLength ? 10 : short === shortLength ? 4 : 2
  if (received.length < headLength) return undefined
  const length =
    short === longLength
      ? Number(received.readBigUInt64BE(2))
      : short === shortLength
        ? received.readUInt16BE(2)
        : short
  const end = headLength + length
  return received.length < end ? undefined : { end, message: received.subarray(headLength, end) }
}

interface Handlers {
  /** Gets each event's bytes as they came. */
  onEvent?: (message: Buffer) => void
  onClosed?: () => void
}

/** Socket.IO's marks at the start of a message. */
const mark = { ping: '2', connected: '40', event: '42', ack: '43', refused: '44' }

/**
 * A Socket.IO client over a plain connection: 500 of the library's own would take more of the machine than the server
 * that is measured. `onEvent` gets each event's bytes as they came. Rejects if the server does not let it in.
 */
export const openSocket = ({ port, auth }: { port: number; auth: object }, { onEvent, onClosed }: Handlers) =>
  new Promise<RawSocket>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const acks = new Map<number, (answer: unknown) => void>()
    let received: Buffer = Buffer.alloc(0)
    let upgraded = false
    let sent = 0
    const send = (text: string) => void socket.write(frameOf(text))
    const raw: RawSocket = {
      emit: (name, payload) =>
        new Promise(answered => {
          sent += 1
          acks.set(sent, answered)
          send(`42${sent}${JSON.stringify([name, payload])}`)
        }),
      close: () => socket.destroy(),
    }
    const take = (message: Buffer) => {
      const start = message.toString('latin1', 0, 2)
      if (start === mark.event) return onEvent?.(message)
      if (start === mark.ping) return send('3')
      if (start === mark.connected) return resolve(raw)
      if (start === mark.refused) return reject(new Error(message.toString()))
      if (start !== mark.ack) return
      const [, id, answer] = /^43(\d+)(.*)$/s.exec(message.toString())!
      acks.get(Number(id))?.((JSON.parse(answer!) as unknown[])[0])
      acks.delete(Number(id))
    }
    socket.on('connect', () =>
      socket.write(
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
          `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
      ),
    )
    socket.on('error', reject)
    socket.on('close', () => {
      reject(new Error('The server closed the connection.'))
      onClosed?.()
    })
    socket.on('data', data => {
      received = received.length ? Buffer.concat([received, data]) : data
      if (!upgraded) {
        const end = received.indexOf('\r\n\r\n')
        if (end < 0) return
        upgraded = true
        received = received.subarray(end + 4)
        send(`40${JSON.stringify(auth)}`)
      }
      for (let frame = readFrame(received); frame; frame = readFrame(received)) {
        received = received.subarray(frame.end)
        take(frame.message)
      }
    })
  })

export interface RawSocket {
  /** Sends an event and resolves with its answer. */
  emit(name: string, payload: object): Promise<unknown>
  close(): void
}
