import type { Card } from '../../realtime/apply.ts'
import type { Acts } from './board-acts.ts'
import { cardOf, linkOf } from './board-card.ts'
import type { makeColumns } from './board-columns.ts'
import { makeLiftKeys } from './board-lift-keys.ts'
import type { Lift } from './board-lift.ts'
import type { Store } from './board-store.ts'

interface Parts {
  root: HTMLElement
  store: Store
  lift: Lift
  acts: Acts
  columns: ReturnType<typeof makeColumns>
  say(words: string): void
  openMenu(card: Card): void
  isCarrying(): boolean
}

const clamp = (index: number, length: number) => Math.min(Math.max(index, 0), Math.max(length - 1, 0))
/** A letter means the same with CapsLock on. */
const keyOf = ({ key }: KeyboardEvent) => (key.length === 1 ? key.toLowerCase() : key)

/** The board by keyboard: a card's link has the focus, and the keys do to the card what a hand would. */
export const useKeys = ({ root, store, lift, acts, columns, say, openMenu, isCarrying }: Parts) => {
  const stages = () => store.columns().map(({ stage }) => stage)
  const lifting = makeLiftKeys({ lift, stages, say })
  const focus = (item: HTMLElement | undefined) => item && linkOf(item).focus()

  const walkInColumn =
    (to: (index: number, length: number) => number) =>
    ({ stage }: Card, item: HTMLLIElement) => {
      const items = lift.cardsOf(stage)
      focus(items[clamp(to(items.indexOf(item), items.length), items.length)])
    }
  const walkAcross =
    (by: 1 | -1) =>
    ({ stage }: Card, item: HTMLLIElement) => {
      const index = lift.cardsOf(stage).indexOf(item)
      const order = stages()
      for (let at = order.indexOf(stage) + by; order[at]; at += by) {
        const items = columns.canShow(order[at]!) ? lift.cardsOf(order[at]!) : []
        if (!items.length) continue
        columns.show(order[at]!)
        return focus(items[clamp(index, items.length)])
      }
    }

  const keys: Record<string, (card: Card, item: HTMLLIElement) => void> = {
    ArrowUp: walkInColumn(index => index - 1),
    ArrowDown: walkInColumn(index => index + 1),
    Home: walkInColumn(() => 0),
    End: walkInColumn((_index, length) => length - 1),
    ArrowLeft: walkAcross(-1),
    ArrowRight: walkAcross(1),
    ' ': lifting.lift,
    ']': acts.forward,
    '[': acts.back,
    p: acts.propose,
    r: acts.reject,
    m: openMenu,
  }

  root.addEventListener('keydown', event => {
    const item = cardOf(event.target)
    const card = item && store.card(item.dataset.id!)
    if (!card || event.target !== linkOf(item) || isCarrying()) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const isLifted = lift.lifted()?.card.id === card.id
    const act = isLifted ? lifting.keys[event.key] : keys[keyOf(event)]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act(card, item)
  })
}
