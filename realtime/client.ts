import { io, type Socket } from 'socket.io-client'
import type { ProblemBody } from '../server/errors.ts'
import type { Envelope } from '../server/log.ts'
import { apply, type RoomState } from './apply.ts'
import type { Person } from './presence.ts'
import type { CommandName } from './registry.ts'

/**
 * - `live`: connected, every room is at the newest event
 * - `catching_up`: connected, a room is still being entered
 * - `offline`: no connection; it is being looked for
 * - `ended`: the session is over; sign in again
 */
export type Status = 'live' | 'catching_up' | 'offline' | 'ended'

/**
 * A refused command or join: the server's problem details; `offline` when it could not be sent in time, `unanswered`
 * when it was sent and no answer came, so that it may have been done.
 */
export class Refused extends Error {
  problem: ProblemBody
  constructor(problem: ProblemBody) {
    super(problem.detail)
    this.problem = problem
  }
}

export interface Position<State> {
  epoch: string
  seq: number
  state: State
}

export interface RoomHandlers<State> {
  /** The state after an event, or after a snapshot took its place (`envelope` is null then). */
  onState?: (state: State, envelope: Envelope | null) => void
  onPresence?: (people: Person[]) => void
  /** This room is not, or no longer, yours to see. */
  onClosed?: (problem: ProblemBody) => void
}

interface Room {
  name: string
  position?: Position<RoomState>
  joined: boolean
  joining: boolean
  handlers: RoomHandlers<RoomState>
}

interface Pending {
  name: string
  payload: Record<string, unknown>
  /** Whether it ever went out: then it may have been done, whatever came back. */
  sent: boolean
  timer: ReturnType<typeof setTimeout>
  resolve: (data: unknown) => void
  reject: (error: Refused) => void
}

type Answer<Data> = { ok: true; data: Data } | { ok: false; error: ProblemBody }
interface Joined {
  epoch: string
  seq: number
  audience: string
  state?: RoomState
  events?: Envelope[]
}

export interface Options {
  /** Where Hirewire is; the page's own origin if left out. */
  url?: string
  /** A session token or JWT. A page uses its cookie. */
  token?: string
  onStatus?: (status: Status) => void
  /** How long a command waits for its answer, lost connections included, in ms. */
  patienceMs?: number
}

const local = (code: string, detail: string): ProblemBody => ({
  type: `/api/docs/errors#${code}`,
  title: 'Not sent',
  status: 0,
  code,
  detail,
})
const gone = local('not_found', 'There is nothing here that you can see.')
const offline = local(
  'offline',
  'There was no connection, so this was not done. Try again when you are back online.',
)
const unanswered = local(
  'unanswered',
  'No answer came, so it is not known whether this was done. You see it when you are back online.',
)

/** A random UUID. `crypto.randomUUID` is missing from pages that are not served by https. */
const newCommandId = () =>
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, digit => {
    const random = crypto.getRandomValues(new Uint8Array(1))[0]!
    return (Number(digit) ^ (random & (15 >> (Number(digit) / 4)))).toString(16)
  })

/**
 * Connects to Hirewire, in Node or in a browser. Rooms joined through it are kept exact across lost connections: events
 * are applied by their number, what comes twice is dropped, and a gap is filled from the log. Commands carry an id, so
 * one that is sent again after a cut is still done once.
 */
export const connectHirewire = ({ url, token, onStatus, patienceMs = 15_000 }: Options = {}) => {
  const options = {
    transports: ['websocket'],
    reconnectionDelay: 300,
    reconnectionDelayMax: 2_500,
    // Full jitter: a thousand clients of a killed node do not come back in one instant.
    randomizationFactor: 1,
    ...(token && { auth: { token } }),
  }
  const socket: Socket = url === undefined ? io(options) : io(url, { ...options, forceNew: true })
  const rooms = new Map<string, Room>()
  const pending = new Map<string, Pending>()
  let status: Status = 'offline'
  let ended = false
  let returnInMs: number | undefined

  const showStatus = () => {
    const entering = [...rooms.values()].some(room => !room.joined)
    const now: Status = ended ? 'ended' : !socket.connected ? 'offline' : entering ? 'catching_up' : 'live'
    if (now === status) return
    status = now
    onStatus?.(now)
  }

  const later = (run: () => void, seconds: number | undefined) => {
    setTimeout(run, (seconds ?? 1) * 1_000 * (0.5 + Math.random()))
  }

  const take = (room: Room, envelope: Envelope) => {
    const { position } = room
    if (!position || envelope.epoch !== position.epoch || envelope.seq <= position.seq) return
    if (envelope.seq > position.seq + 1) return enter(room)
    room.position = { epoch: position.epoch, seq: envelope.seq, state: apply(position.state, envelope) }
    room.handlers.onState?.(room.position.state, envelope)
  }

  const close = (room: Room, problem: ProblemBody) => {
    rooms.delete(room.name)
    room.handlers.onClosed?.(problem)
    showStatus()
  }

  const entered = (room: Room, answer: Answer<Joined>) => {
    room.joining = false
    if (!rooms.has(room.name)) return
    if (!answer.ok) {
      const { code, status, retryAfterSeconds } = answer.error
      if (code !== 'too_many_requests' && status < 500) return close(room, answer.error)
      return later(() => enter(room), retryAfterSeconds)
    }
    const { epoch, seq, state, events = [] } = answer.data
    room.joined = true
    if (state) {
      room.position = { epoch, seq, state }
      room.handlers.onState?.(state, null)
    }
    for (const envelope of events) take(room, envelope)
    showStatus()
  }

  function enter(room: Room) {
    if (!socket.connected || room.joining || !rooms.has(room.name)) return
    room.joined = false
    room.joining = true
    showStatus()
    const { epoch, seq } = room.position ?? {}
    socket.emit(
      'room:join',
      { room: room.name, ...(epoch !== undefined && { epoch, seq }) },
      (answer: Answer<Joined>) => entered(room, answer),
    )
  }

  /** The command is over: takes it out, with its timer. */
  const finish = (id: string) => {
    const command = pending.get(id)
    clearTimeout(command?.timer)
    pending.delete(id)
    return command
  }
  const giveUp = (id: string) => {
    const command = finish(id)
    command?.reject(new Refused(command.sent ? unanswered : offline))
  }

  const transmit = (id: string) => {
    const command = pending.get(id)
    if (!command || !socket.connected) return
    command.sent = true
    socket.emit(command.name, command.payload, (answer: Answer<unknown>) => {
      if (!pending.has(id)) return
      if (!answer.ok && (answer.error.code === 'too_many_requests' || answer.error.status === 503))
        return later(() => transmit(id), answer.error.retryAfterSeconds)
      finish(id)
      if (answer.ok) command.resolve(answer.data)
      else command.reject(new Refused(answer.error))
    })
  }

  socket.on('connect', () => {
    returnInMs = undefined
    for (const room of rooms.values()) {
      room.joining = false
      enter(room)
    }
    for (const id of pending.keys()) transmit(id)
    showStatus()
  })
  socket.on('disconnect', reason => {
    for (const room of rooms.values()) room.joined = room.joining = false
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
  socket.on('room.closed', ({ room: name }: { room: string }) => {
    const room = rooms.get(name)
    if (room) close(room, gone)
  })
  socket.on('presence', ({ room, people }: { room: string; people: Person[] }) =>
    rooms.get(room)?.handlers.onPresence?.(people),
  )
  socket.onAny((_type: string, envelope: Partial<Envelope> | undefined) => {
    const room = typeof envelope?.seq === 'number' && rooms.get(envelope.room ?? '')
    if (room) take(room, envelope as Envelope)
  })

  return {
    socket,
    status: () => status,
    /** Enters a room and stays in it. `position` is what the page was rendered from, if it was. */
    join: <State extends RoomState>(
      name: string,
      handlers: RoomHandlers<State>,
      position?: Position<State>,
    ) => {
      const room: Room = {
        name,
        joined: false,
        joining: false,
        handlers: handlers as RoomHandlers<RoomState>,
        ...(position && { position }),
      }
      rooms.set(name, room)
      enter(room)
      showStatus()
      return {
        state: () => room.position?.state as State | undefined,
        position: () => room.position as Position<State> | undefined,
        /** Tells the others in the room which card you have open. */
        view: (card: string | null) =>
          void (socket.connected && socket.emit('presence:view', { room: name, card }, () => {})),
        leave: () => {
          rooms.delete(name)
          if (socket.connected) socket.emit('room:leave', { room: name }, () => {})
          showStatus()
        },
      }
    },
    /**
     * Sends a command and resolves with its answer. After a lost connection it is sent again under the same id, which
     * does it once. Rejects with `Refused`: the server's problem, or `offline` or `unanswered` when no answer came in time.
     */
    send: (name: CommandName, input: Record<string, unknown>): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const id = newCommandId()
        const timer = setTimeout(giveUp, patienceMs, id)
        pending.set(id, { name, payload: { ...input, commandId: id }, sent: false, timer, resolve, reject })
        transmit(id)
      }),
    close: () => {
      if (typeof window !== 'undefined') window.removeEventListener('offline', cut)
      rooms.clear()
      for (const id of pending.keys()) giveUp(id)
      socket.disconnect()
    },
  }
}

export type HirewireClient = ReturnType<typeof connectHirewire>
