import type { Socket } from 'socket.io-client'
import type { ProblemBody } from '../server/errors.ts'
import type { Envelope } from '../server/log.ts'
import { apply, type RoomState } from './apply.ts'
import { later, localProblem, type Answer } from './client-answers.ts'
import type { Person } from './presence.ts'

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
  people?: Person[]
  joined: boolean
  joining: boolean
  /** Of everybody in this client who joined it. */
  handlers: Set<RoomHandlers<RoomState>>
}

interface Joined {
  epoch: string
  seq: number
  audience: string
  state?: RoomState
  events?: Envelope[]
}

const gone = localProblem('not_found', 'There is nothing here that you can see.')

/** The rooms this client stands in, each kept exact by the numbers of its events. `onChange`: one is entered or left. */
export const makeRooms = (socket: Socket, onChange: () => void) => {
  const rooms = new Map<string, Room>()

  const tell = ({ handlers }: Room, envelope: Envelope | null, state: RoomState) => {
    for (const { onState } of handlers) onState?.(state, envelope)
  }

  const take = (room: Room, envelope: Envelope) => {
    const { position } = room
    if (!position) return
    // Another history of the database: what we know may have been lost in it.
    if (envelope.epoch !== position.epoch) return enter(room)
    if (envelope.seq <= position.seq) return
    if (envelope.seq > position.seq + 1) return enter(room)
    room.position = { epoch: position.epoch, seq: envelope.seq, state: apply(position.state, envelope) }
    tell(room, envelope, room.position.state)
  }

  const close = (room: Room, problem: ProblemBody) => {
    rooms.delete(room.name)
    for (const { onClosed } of room.handlers) onClosed?.(problem)
    onChange()
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
      tell(room, null, state)
    }
    for (const envelope of events) take(room, envelope)
    onChange()
  }

  function enter(room: Room) {
    if (!socket.connected || room.joining || !rooms.has(room.name)) return
    room.joined = false
    room.joining = true
    onChange()
    const { epoch, seq } = room.position ?? {}
    socket.emit(
      'room:join',
      { room: room.name, ...(epoch !== undefined && { epoch, seq }) },
      (answer: Answer<Joined>) => entered(room, answer),
    )
  }

  /** A second who joins a room is told what the first knows already, unless it is where they stand themselves. */
  const catchUp = (room: Room, mine: RoomHandlers<RoomState>, painted?: Position<unknown>) => {
    const { position, people, handlers } = room
    if (!handlers.has(mine)) return
    const same = position?.epoch === painted?.epoch && position?.seq === painted?.seq
    if (position && !same) mine.onState?.(position.state, null)
    if (people) mine.onPresence?.(people)
  }

  socket.on('room.closed', ({ room: name }: { room: string }) => {
    const room = rooms.get(name)
    if (room) close(room, gone)
  })
  socket.on('presence', ({ room: name, people }: { room: string; people: Person[] }) => {
    const room = rooms.get(name)
    if (!room) return
    room.people = people
    for (const { onPresence } of room.handlers) onPresence?.(people)
  })
  socket.onAny((_type: string, envelope: Partial<Envelope> | undefined) => {
    const room = typeof envelope?.seq === 'number' && rooms.get(envelope.room ?? '')
    if (room) take(room, envelope as Envelope)
  })

  socket.on('events', ({ room: name, events }: { room: string; events: Envelope[] }) => {
    const room = rooms.get(name)
    if (room) for (const envelope of events) take(room, envelope)
  })

  return {
    /** Some room is still being entered. */
    entering: () => [...rooms.values()].some(room => !room.joined),
    enterAll: () => {
      for (const room of rooms.values()) {
        room.joining = false
        enter(room)
      }
    },
    lost: () => {
      for (const room of rooms.values()) room.joined = room.joining = false
    },
    clear: () => rooms.clear(),
    join: <State extends RoomState>(
      name: string,
      handlers: RoomHandlers<State>,
      position?: Position<State>,
    ) => {
      const mine = handlers as RoomHandlers<RoomState>
      const before = rooms.get(name)
      const room = before ?? {
        name,
        joined: false,
        joining: false,
        handlers: new Set(),
        ...(position && { position }),
      }
      room.handlers.add(mine)
      rooms.set(name, room)
      if (before) queueMicrotask(() => catchUp(before, mine, position))
      else enter(room)
      onChange()
      return {
        state: () => room.position?.state as State | undefined,
        position: () => room.position as Position<State> | undefined,
        /** Tells the others in the room which card you have open. */
        view: (card: string | null) =>
          void (socket.connected && socket.emit('presence:view', { room: name, card }, () => {})),
        leave: () => {
          room.handlers.delete(mine)
          if (room.handlers.size) return
          rooms.delete(name)
          if (socket.connected) socket.emit('room:leave', { room: name }, () => {})
          onChange()
        },
      }
    },
  }
}
