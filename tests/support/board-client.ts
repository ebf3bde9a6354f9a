import { connectHirewire } from '../../realtime/client.ts'
import type { BoardState, RoomState } from '../../realtime/apply.ts'
import type { ProblemBody } from '../../server/errors.ts'
import type { Envelope } from '../../server/log.ts'
import type { Person as Present } from '../../realtime/presence.ts'
import type { Person } from './people.ts'
import { until } from './wait.ts'

/** One change of what a client shows: an event that was applied, or a snapshot that took the place of all before. */
interface Step {
  epoch: string
  seq: number
  snapshot: boolean
  /** By this process's clock, in ms. */
  at: number
}

/** A person with the typed client in a room, who writes down everything that happens. */
export const inRoom = async <State extends RoomState = BoardState>(
  url: string,
  person: Pick<Person, 'token'>,
  room: string,
) => {
  const client = connectHirewire({ url, token: person.token })
  const events: Envelope[] = []
  const snapshots: State[] = []
  const trail: Step[] = []
  let people: Present[] = []
  let closed: ProblemBody | undefined
  const joined = client.join<State>(room, {
    onState: (state, envelope) => {
      if (envelope) events.push(envelope)
      else snapshots.push(state)
      const { epoch, seq } = envelope ?? joined.position()!
      trail.push({ epoch, seq, snapshot: !envelope, at: Date.now() })
    },
    onPresence: present => {
      people = present
    },
    onClosed: problem => {
      closed = problem
    },
  })
  await until(`${room} is entered or refused`, () => closed ?? joined.state())
  return {
    client,
    events,
    snapshots,
    trail,
    room: joined,
    state: () => joined.state()!,
    people: () => people,
    closed: () => closed,
    close: () => client.close(),
  }
}

export type Seat = Awaited<ReturnType<typeof inRoom>>

/** What a room shows to somebody who enters it now. */
export const freshly = async <State extends RoomState = BoardState>(
  url: string,
  person: Pick<Person, 'token'>,
  room: string,
) => {
  const visit = await inRoom<State>(url, person, room)
  const position = visit.room.position()!
  visit.close()
  return position
}

/** The cards of a board by stage, ids only: what two boards are compared by. */
export const layout = (board: BoardState) =>
  Object.fromEntries(board.columns.map(({ stage, cards }) => [stage, cards.map(card => card.id)]))
