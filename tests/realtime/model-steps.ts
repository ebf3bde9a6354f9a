import fc from 'fast-check'
import { cardActs } from './model-cards.ts'
import { interviewActs } from './model-interviews.ts'
import type { Chance, Play } from './model-play.ts'
import { talkActs } from './model-talks.ts'
import { upkeepActs } from './model-upkeep.ts'

const acts = { ...cardActs, ...interviewActs, ...talkActs, ...upkeepActs }

/** How often each of them comes. */
const weights: Record<keyof typeof acts | 'cut' | 'look', number> = {
  move: 6,
  rank: 2,
  propose: 2,
  decide: 3,
  leave: 2,
  pause: 1,
  putForward: 2,
  consent: 2,
  arrange: 3,
  rearrange: 2,
  attend: 3,
  finish: 2,
  judge: 3,
  say: 4,
  unsay: 2,
  read: 2,
  offer: 3,
  answer: 6,
  feed: 2,
  clear: 2,
  cut: 3,
  look: 2,
}

const number = fc.nat({ max: 999 })

export const step = fc.record({
  do: fc.oneof(
    ...(Object.keys(weights) as (keyof typeof weights)[]).map(name => ({
      weight: weights[name],
      arbitrary: fc.constant(name),
    })),
  ),
  card: number,
  by: number,
  of: number,
})
export type Step = Chance & { do: keyof typeof weights }

/** Does one of them; undefined where there is nothing to do it to. */
export const act = (play: Play, { do: name, ...chance }: Step & { do: keyof typeof acts }) =>
  acts[name](play, chance)
