import type { PersonState } from '../../realtime/apply.ts'
import type { Position, RoomHandlers } from '../../realtime/client.ts'
import { client } from './client.ts'

/** As the page was painted; without a position where the server could not look. */
type Painted = { room: string } & Partial<Position<PersonState>>

const { room, epoch, seq, state } = JSON.parse(document.getElementById('person-room')!.textContent) as Painted

/** Enters the reader's own room, from where the page was painted: their account, their feed, what waits for an answer. */
export const joinPersonRoom = (handlers: RoomHandlers<PersonState>) =>
  client.join<PersonState>(
    room,
    handlers,
    epoch !== undefined && seq !== undefined && state ? { epoch, seq, state } : undefined,
  )
