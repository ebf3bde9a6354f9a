import type { Card } from '../../realtime/apply.ts'
import type { Lift } from './board-lift.ts'
import { labelOf } from './board-view.ts'

interface Parts {
  lift: Lift
  /** The stages from left to right. */
  stages(): string[]
  say(words: string): void
}

/** Lifting a card with the keyboard: the arrows aim, and each place is said aloud. */
export const makeLiftKeys = ({ lift, stages, say }: Parts) => {
  const aimAt = (stage: string, index: number) => {
    const items = lift.cardsOf(stage)
    const at = Math.min(Math.max(index, 0), items.length)
    lift.aim({ stage, before: items[at]?.dataset.id ?? null })
    say(`${labelOf(stage)}, place ${at + 1} of ${items.length + 1}`)
  }
  /** Which place of its column is aimed at now. */
  const aimed = () => {
    const { target } = lift.lifted() ?? {}
    if (!target) return undefined
    const items = lift.cardsOf(target.stage)
    const at = items.findIndex(item => item.dataset.id === target.before)
    return { stage: target.stage, index: at < 0 ? items.length : at }
  }
  const inColumn = (by: 1 | -1) => {
    const now = aimed()
    if (now) aimAt(now.stage, now.index + by)
  }
  const across = (by: 1 | -1) => {
    const now = aimed()
    const open = stages().filter(stage => lift.lifted()?.stages.includes(stage))
    const stage = now && open[open.indexOf(now.stage) + by]
    if (stage) aimAt(stage, now.index)
  }
  const putBack = () => {
    lift.cancel()
    say('Put back.')
  }

  return {
    lift: (card: Card, item: HTMLLIElement) => {
      const { name } = card.candidate
      const index = lift.cardsOf(card.stage).indexOf(item)
      if (!lift.lift(card.id)) return say(`${name} cannot be moved.`)
      say(`${name} lifted. Arrows choose the place, Space drops, Escape puts back.`)
      const stage = lift.lifted()!.stages[0]!
      lift.aim({
        stage,
        before: stage === card.stage ? (lift.cardsOf(stage)[index]?.dataset.id ?? null) : null,
      })
    },
    keys: {
      ArrowUp: () => inColumn(-1),
      ArrowDown: () => inColumn(1),
      ArrowLeft: () => across(-1),
      ArrowRight: () => across(1),
      ' ': lift.drop,
      Enter: lift.drop,
      Escape: putBack,
    } as Record<string, () => void>,
  }
}
