import type { Side } from '../bench.ts'
import type { Moving } from '../load/movers.ts'
import type { Board, World } from '../world.ts'

const movers = 16

/** The sessions that a mover takes turns with: what one person may do is limited, and a mover does the work of many. */
const tokensOf = ({ recruiters }: World, mover: number) =>
  recruiters.filter((_token, index) => index % movers === mover)

const everyMover = (world: World, cardsOf: (mover: number) => string[]): Moving['movers'] =>
  Array.from({ length: movers }, (_each, mover) => ({
    cards: cardsOf(mover),
    tokens: tokensOf(world, mover),
  }))

/** 16 movers, each on boards of its own. */
export const spread = (world: World) =>
  everyMover(world, mover =>
    world.boards.filter((_board, index) => index % movers === mover).flatMap(({ cards }) => cards),
  )

/** 16 movers on one board, each with cards of its own. */
export const together = (world: World, { cards }: Board) =>
  everyMover(world, mover => cards.filter((_card, index) => index % movers === mover))

/** Puts every card that was moved back into the first column, as it was before the first run. */
export const rewind = async ({ copy }: Side) => {
  await copy.sql(
    `update application set stage = 'applied', shown_to_client_at = null, waiting_rule = null, waiting_since = null,
       version = 1
     where version > 1`,
  )
  await copy.sql('truncate introduction')
  await copy.sql('vacuum application, stream')
}
