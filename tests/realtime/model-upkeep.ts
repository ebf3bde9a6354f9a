import { cleanUp } from '../../server/clean-up/clean-up.ts'
import type { Acts } from './model-play.ts'

/** How long events are kept unless told otherwise. */
const keptMs = 30 * 86_400_000
/** By then every node has sent what was written: it looks each second. Nobody keeps events for less than a day. */
const sentByMs = 2_000

/** What is done at night in the product, and here at any moment. */
export const upkeepActs = {
  clear: () => cleanUp(new Date(Date.now() + keptMs - sentByMs)),
} satisfies Acts
