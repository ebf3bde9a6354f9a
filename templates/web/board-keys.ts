import type { Card } from '../../realtime/apply.ts'
import type { Acts } from './board-acts.ts'
import { cardOf, linkOf } from './board-card.ts'
import type { makeColumns } from './board-columns.ts'
import type { Drawing } from './board-draw.ts'
import type { Lift } from './board-lift.ts'
import type { Store } from './board-store.ts'
import { labelOf } from './board-view.ts'

interface Parts {
  root: HTMLElement
  store: Store
  drawing: Drawing
  lift: Lift
  acts: Acts
  columns: ReturnType<typeof makeColumns>
  say(words: string): void
  openMenu(card: Card): void
  isCarrying(): boolean
}

const clamp = (index: number, length: number) => Math.min(Math.max(index, 0), Math.max(length - 1, 0))

/** The board by keyboard: a card's link has the focus, and the keys do to the card what a hand would. */
export const useKeys = ({ root, store, drawing, lift, acts, columns, say, openMenu, isCarrying }: Parts) => {
  const stages = () => store.columns().map(({ stage }) => stage)
  const focus = (item: HTMLElement | undefined) => item && linkOf(item).focus()

  const walkInColumn = (item: HTMLElement, to: (index: number, length: number) => number) => {
    const items = lift.cardsOf(store.card(item.dataset.id!)!.stage)
    focus(items[clamp(to(items.indexOf(item as HTMLLIElement), items.length), items.length)])
  }
  const walkAcross = (item: HTMLElement, by: 1 | -1) => {
    const { stage } = store.card(item.dataset.id!)!
    const index = lift.cardsOf(stage).indexOf(item as HTMLLIElement)
    const order = stages()
    for (let at = order.indexOf(stage) + by; order[at]; at += by) {
      const items = columns.canShow(order[at]!) ? lift.cardsOf(order[at]!) : []
      if (!items.length) continue
      columns.show(order[at]!)
      return focus(items[clamp(index, items.length)])
    }
  }

  const aimAt = (stage: string, index: number) => {
    const items = lift.cardsOf(stage)
    const at = Math.min(Math.max(index, 0), items.length)
    lift.aim({ stage, before: items[at]?.dataset.id ?? null })
    say(`${labelOf(stage)}, place ${at + 1} of ${items.length + 1}`)
  }
  const aimedIndex = (stage: string, before: string | null) => {
    const items = lift.cardsOf(stage)
    const at = items.findIndex(item => item.dataset.id === before)
    return at < 0 ? items.length : at
  }
  const aimInColumn = (by: 1 | -1) => {
    const { target } = lift.lifted()!
    if (target) aimAt(target.stage, aimedIndex(target.stage, target.before) + by)
  }
  const aimAcross = (by: 1 | -1) => {
    const { target, stages: open } = lift.lifted()!
    if (!target) return
    const order = stages().filter(stage => open.includes(stage))
    const stage = order[clamp(order.indexOf(target.stage) + by, order.length)]!
    if (stage !== target.stage) aimAt(stage, aimedIndex(target.stage, target.before))
  }
  const liftCard = (card: Card, item: HTMLElement) => {
    const index = lift.cardsOf(card.stage).indexOf(item as HTMLLIElement)
    if (!lift.lift(card.id)) return say(`${card.candidate.name} cannot be moved.`)
    const [first] = lift.lifted()!.stages
    say(`${card.candidate.name} lifted. Arrows choose the place, Space drops, Escape cancels.`)
    lift.aim({
      stage: first!,
      before: first === card.stage ? (lift.cardsOf(card.stage)[index]?.dataset.id ?? null) : null,
    })
  }

  const whileLifted: Record<string, () => void> = {
    ArrowUp: () => aimInColumn(-1),
    ArrowDown: () => aimInColumn(1),
    ArrowLeft: () => aimAcross(-1),
    ArrowRight: () => aimAcross(1),
    ' ': lift.drop,
    Enter: lift.drop,
    Escape: () => {
      lift.cancel()
      say('Put back.')
    },
  }
  const onCard: Record<string, (card: Card, item: HTMLElement) => void> = {
    ArrowUp: (_card, item) => walkInColumn(item, index => index - 1),
    ArrowDown: (_card, item) => walkInColumn(item, index => index + 1),
    Home: (_card, item) => walkInColumn(item, () => 0),
    End: (_card, item) => walkInColumn(item, (_index, length) => length - 1),
    ArrowLeft: (_card, item) => walkAcross(item, -1),
    ArrowRight: (_card, item) => walkAcross(item, 1),
    ' ': liftCard,
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
    const lifted = lift.lifted()?.card.id === card.id
    const act = lifted ? whileLifted[event.key] : onCard[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act(card, item)
  })
  // The card that had the focus last is where the Tab key comes back to, in its column.
  root.addEventListener('focusin', event => {
    const item = cardOf(event.target)
    if (!item || event.target !== linkOf(item)) return
    for (const link of item.parentElement!.querySelectorAll<HTMLElement>('[data-part="name"][tabindex="0"]'))
      link.tabIndex = -1
    linkOf(item).tabIndex = 0
  })
  root.addEventListener('focusout', event => {
    const leaves = event.relatedTarget instanceof Element && !isCarrying()
    if (leaves && lift.lifted() && cardOf(event.relatedTarget)?.dataset.id !== lift.lifted()!.card.id)
      lift.cancel()
  })
  return { focus: (id: string) => focus(drawing.item(id)) }
}
