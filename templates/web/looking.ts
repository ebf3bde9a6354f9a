import type { BoardState } from '../../realtime/apply.ts'
import type { HirewireClient } from '../../realtime/client.ts'
import type { Person } from '../../realtime/presence.ts'

/** The room of a board, and where it stood; a board nothing has happened on yet stands nowhere. */
export interface BoardRoom {
  room: string
  epoch?: string
  seq?: number
}

/** Stands for the board where nobody looks at its cards. */
export const noBoard: BoardState = {
  job: { id: '', title: '', status: '', company: { id: '', name: '' } },
  columns: [],
  submissions: [],
  threads: [],
}

/**
 * Shows those on the board that this card is open, by standing in the board's room without its cards. Who is here is
 * told after each entering, so a new connection says it again.
 */
export const lookOnBoard = (
  client: HirewireClient,
  { room, epoch, seq }: BoardRoom,
  { me, applicationId }: { me: { id: string }; applicationId: string },
) => {
  const onPresence = (people: Person[]) => {
    const mine = people.find(({ id }) => id === me.id)
    if (mine && !mine.viewing.includes(applicationId)) board.view(applicationId)
  }
  const position = epoch === undefined || seq === undefined ? undefined : { epoch, seq, state: noBoard }
  const board = client.join<BoardState>(room, { onPresence }, position)
}
