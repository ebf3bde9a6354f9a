import { clearEvents } from '../../server/clean-up/clear-events.ts'
import type { Acts } from './model-play.ts'

/** By then every node has sent what was written: it looks each second. Nobody keeps events for less than a day. */
const sentByMs = 2_000

/** What is done at night in the product, and here at any moment. */
export const upkeepActs = {
  clear: () => clearEvents(new Date(Date.now() - sentByMs)),
} satisfies Acts
