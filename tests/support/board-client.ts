import { connectHirewire } from '../../realtime/client.ts'
import type { BoardState, RoomState } from '../../realtime/apply.ts'
import type { ProblemBody } from '../../server/errors.ts'
import type { Envelope } from '../../server/log.ts'
import type { Person as Present } from '../../realtime/presence.ts'
import type { Person } from './people.ts'
import { until } from './wait.ts'

/** A person with the typed client in a room, who writes down everything that happens. */
export const inRoom = async <State extends RoomState = BoardState>(
  url: string,
  person: Pick<Person, 'token'>,
  room: string,
) => {
  const client = connectHirewire({ url, token: person.token })
  const events: Envelope[] = []
  const snapshots: State[] = []
  let people: Present[] = []
  let closed: ProblemBody | undefined
  const joined = client.join<State>(room, {
    onState: (state, envelope) => {
      if (envelope) events.push(envelope)
      else snapshots.push(state)
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
    room: joined,
    state: () => joined.state()!,
    people: () => people,
    closed: () => closed,
    close: () => client.close(),
  }
}

/** The cards of a board by stage, ids only: what two boards are compared by. */
export const layout = (board: BoardState) =>
  Object.fromEntries(board.columns.map(({ stage, cards }) => [stage, cards.map(card => card.id)]))
