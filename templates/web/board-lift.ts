import type { Card } from '../../realtime/apply.ts'
import type { Place } from './board-ahead.ts'
import { isCard } from './board-card.ts'
import type { Drawing } from './board-draw.ts'
import type { Store } from './board-store.ts'
import { movesOf, type Mover } from './board-view.ts'

/** Where a lifted card would come down: in this column, before this card or at the end. */
export interface Target {
  stage: string
  before: string | null
}

interface Lifted {
  card: Card
  stages: string[]
  target: Target | null
}

const makeDropPlace = () => {
  const element = document.createElement('li')
  element.className = 'drop-place'
  element.ariaHidden = 'true'
  return element
}

interface Parts {
  root: HTMLElement
  store: Store
  drawing: Drawing
  mover: Mover
  /** Takes the card to its target, which is another place than it has. */
  put(card: Card, stage: string, place: Place): void
}

/**
 * A card in the air, by pointer or by keyboard: which columns are open to it, where it would come down, and its coming
 * down. Only one card is lifted at a time.
 */
export const makeLift = ({ root, store, drawing, mover, put }: Parts) => {
  const dropPlace = makeDropPlace()
  let lifted: Lifted | null = null

  const cardsOf = (stage: string) =>
    [...drawing.listOf(stage).children].filter(
      item => isCard(item) && !item.hidden && item.dataset.id !== lifted?.card.id,
    ) as HTMLLIElement[]

  const showColumns = () => {
    for (const column of root.querySelectorAll<HTMLElement>('[data-stage]')) {
      column.toggleAttribute('data-closed', lifted !== null && !lifted.stages.includes(column.dataset.stage!))
      column.toggleAttribute('data-over', lifted?.target?.stage === column.dataset.stage)
    }
    root.toggleAttribute('data-lifting', lifted !== null)
  }

  const showTarget = () => {
    const { target, card } = lifted ?? {}
    if (!target || !card) return dropPlace.remove()
    const item = drawing.item(card.id)
    if (item?.offsetHeight) dropPlace.style.height = `${item.offsetHeight}px`
    const before = target.before && drawing.item(target.before)
    drawing.listOf(target.stage).insertBefore(dropPlace, before || null)
  }

  const end = () => {
    if (lifted) drawing.item(lifted.card.id)?.removeAttribute('data-lifted')
    lifted = null
    showTarget()
    showColumns()
  }

  const placeOf = ({ stage, before }: Target): Place => {
    if (before) return { before }
    const last = cardsOf(stage).at(-1)
    return last ? { after: last.dataset.id! } : {}
  }

  /** Where the card is already: dropping it there does nothing. */
  const isHome = ({ stage, before }: Target, card: Card) => {
    if (stage !== card.stage) return false
    let next = drawing.item(card.id)?.nextElementSibling ?? null
    while (next && (!isCard(next) || next.hidden)) next = next.nextElementSibling
    return (next as HTMLElement | null)?.dataset.id === (before ?? undefined)
  }

  return {
    cardsOf,
    lifted: () => lifted,
    /** Whether the card could be lifted at all: a card on its way, or one that may go nowhere, stays. */
    lift: (id: string) => {
      const card = store.card(id)
      if (!card || lifted || store.isPending(id)) return false
      const stages = [...(mover === 'staff' ? [card.stage] : []), ...movesOf(card, mover)]
      if (!stages.length) return false
      lifted = { card, stages, target: null }
      drawing.item(id)?.toggleAttribute('data-lifted', true)
      showColumns()
      return true
    },
    aim: (target: Target | null) => {
      if (!lifted) return
      const next = target && lifted.stages.includes(target.stage) ? target : null
      // A pointer aims at each frame, and mostly at the same place
      if (lifted.target?.stage === next?.stage && lifted.target?.before === next?.before) return
      lifted.target = next
      showTarget()
      showColumns()
    },
    drop: () => {
      if (!lifted) return
      const { card, target } = lifted
      const place = target && placeOf(target)
      const stays = !target || isHome(target, card)
      end()
      if (!stays && place) put(card, target.stage, place)
    },
    cancel: end,
    /** After the board was drawn again: the card may have gone elsewhere, or the place where it would come down. */
    refresh: () => {
      if (!lifted) return
      const now = store.card(lifted.card.id)
      if (now?.stage !== lifted.card.stage) return end()
      lifted.card = now
      if (lifted.target?.before && !drawing.item(lifted.target.before)) lifted.target.before = null
      drawing.item(now.id)?.toggleAttribute('data-lifted', true)
      showTarget()
    },
  }
}

export type Lift = ReturnType<typeof makeLift>
