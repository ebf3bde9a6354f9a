import { metrics } from '../server/metrics.ts'
import type { PersonSocket } from './socket.ts'

/** Frames of any kind from one connection. Those who are told to slow down and do not get this far; others never do. */
const mostFrames = 400
const withinMs = 2_000
/** A peer that does not answer the closing handshake keeps its line open; it gets this long, in ms. */
const closingMs = 1_000

/** The websocket below a connection. */
interface Line {
  on(event: 'ping', hear: () => void): void
  terminate(): void
}

/** Cuts a connection that sends faster than anybody is meant to, and sees to it that what is closed is gone. */
export const watchConnection = (connection: PersonSocket['conn']) => {
  const line = (connection.transport as { socket?: Line }).socket
  let since = Date.now()
  let frames = 0
  const count = () => {
    const now = Date.now()
    if (now - since > withinMs) [since, frames] = [now, 0]
    frames += 1
    if (frames !== mostFrames) return
    metrics.evictions.inc({ reason: 'flood' })
    connection.close(true)
    line?.terminate()
  }
  connection.on('packet', count)
  line?.on('ping', count)
  connection.once('close', () => setTimeout(() => line?.terminate(), closingMs).unref())
}
