import { io, type Socket } from 'socket.io-client'
import type { ProblemBody } from '../server/errors.ts'
import { later } from './client-answers.ts'
import { makeCommands } from './client-commands.ts'
import { makeRooms } from './client-rooms.ts'

export { apply } from './apply.ts'
export type {
  BoardState,
  Card,
  Column,
  HistoryEntry,
  PersonState,
  RoomState,
  TimelineState,
} from './apply.ts'
export { Refused } from './client-answers.ts'
export type { Position, RoomHandlers } from './client-rooms.ts'
export type { Person } from './presence.ts'
export type { CommandAnswer, CommandInput, CommandName } from './registry.ts'
export type { ProblemBody } from '../server/errors.ts'
export type { Envelope } from '../server/log.ts'

/**
 * - `live`: connected, every room is at the newest event
 * - `catching_up`: connected, a room is still being entered
 * - `offline`: no connection; it is being looked for
 * - `ended`: the session is over; sign in again
 */
export type Status = 'live' | 'catching_up' | 'offline' | 'ended'

export interface Options {
  /** Where Hirewire is; the page's own origin if left out. */
  url?: string
  /** A session token or JWT. A page uses its cookie. */
  token?: string
  onStatus?: (status: Status) => void
  /** How long a command waits for its answer, lost connections included, in ms. */
  patienceMs?: number
}

const open = ({ url, token }: Options): Socket => {
  const options = {
    transports: ['websocket'],
    // A handshake that nobody answers is tried again; the server gives it as long.
    timeout: 8_000,
    reconnectionDelay: 300,
    reconnectionDelayMax: 2_500,
    // Full jitter: a thousand clients of a killed node do not come back in one instant.
    randomizationFactor: 1,
    auth: { frames: true, ...(token && { token }) },
  }
  return url === undefined ? io(options) : io(url, { ...options, forceNew: true })
}

/**
 * Connects to Hirewire, in Node or in a browser. Rooms joined through it are kept exact across lost connections: events
 * are applied by their number, what comes twice is dropped, and a gap is filled from the log. Commands carry an id, so
 * one that is sent again after a cut is still done once.
 */
export const connectHirewire = (options: Options = {}) => {
  const { onStatus, patienceMs = 15_000 } = options
  const socket = open(options)
  const rooms = makeRooms(socket, () => showStatus())
  const commands = makeCommands(socket, patienceMs)
  let status: Status = 'offline'
  let ended = false
  let returnInMs: number | undefined

  const statusNow = (): Status => {
    if (ended) return 'ended'
    if (!socket.connected) return 'offline'
    return rooms.entering() ? 'catching_up' : 'live'
  }
  function showStatus() {
    const now = statusNow()
    if (now === status) return
    status = now
    onStatus?.(now)
  }

  socket.on('connect', () => {
    returnInMs = undefined
    rooms.enterAll()
    commands.sendAgain()
    showStatus()
  })
  socket.on('disconnect', reason => {
    rooms.lost()
    showStatus()
    // A connection that the server closed is not looked for again by the library.
    if (reason === 'io server disconnect' && !ended)
      setTimeout(() => socket.connect(), returnInMs ?? 300 + Math.random() * 1_000)
  })
  // A browser knows at once that its line is gone. The library listens for it too, but not with a server on localhost.
  const cut = () => socket.io.engine?.close()
  if (typeof window !== 'undefined') window.addEventListener('offline', cut)
  socket.on('connect_error', (error: Error & { data?: ProblemBody }) => {
    if (error.data?.status === 401) ended = true
    else if (!socket.active) later(() => socket.connect(), error.data?.retryAfterSeconds)
    showStatus()
  })
  socket.on('session.ended', () => {
    ended = true
    showStatus()
  })
  socket.on('going.away', ({ retryInMs }: { retryInMs: number }) => {
    returnInMs = retryInMs
  })

  return {
    socket,
    status: () => status,
    /** Enters a room and stays in it. `position` is what the page was rendered from, if it was. */
    join: rooms.join,
    /**
     * Sends a command and resolves with its answer. After a lost connection it is sent again under the same id, which
     * does it once. Rejects with `Refused`: the server's problem, or `offline` or `unanswered` when no answer came in time.
     */
    send: commands.send,
    close: () => {
      if (typeof window !== 'undefined') window.removeEventListener('offline', cut)
      rooms.clear()
      commands.giveUpAll()
      socket.disconnect()
    },
  }
}

export type HirewireClient = ReturnType<typeof connectHirewire>
