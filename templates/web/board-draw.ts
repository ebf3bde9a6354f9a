import type { Card, Column } from '../../realtime/apply.ts'
import { fillCard, isCard, linkOf, makeCard } from './board-card.ts'
import { matches, total, type Reader } from './board-view.ts'

interface Drawn {
  item: HTMLLIElement
  card: Card
}
interface Looks extends Reader {
  isPending(id: string): boolean
}

const nextCard = (element: Element | null): Element | null =>
  element && !isCard(element) ? nextCard(element.nextElementSibling) : element

/**
 * Draws the board over what the server painted, and afterwards only what changed: columns and cards are new objects
 * when they changed and the same ones when they did not, so a board of a thousand cards costs what its changes cost.
 */
export const makeDrawing = (root: HTMLElement, painted: Column[], { mover, turns, isPending }: Looks) => {
  const drawn = new Map<string, Drawn>()
  let shown = painted
  let query = ''

  const listOf = (stage: string) => root.querySelector<HTMLElement>(`[data-list="${stage}"]`)!
  for (const { stage, cards } of painted)
    for (const [index, item] of [...listOf(stage).children].entries())
      drawn.set(cards[index]!.id, { item: item as HTMLLIElement, card: cards[index]! })

  const drawCard = (card: Card) => {
    const known = drawn.get(card.id)
    const item = known?.item ?? makeCard()
    if (known?.card !== card) fillCard(item, card, { mover, turns })
    item.toggleAttribute('data-pending', isPending(card.id))
    item.hidden = !matches(card, query)
    drawn.set(card.id, { item, card })
    return item
  }

  /** Takes out first what is not in the column any more, so that the rest need not be moved around it. */
  const takeOut = ({ stage, cards }: Column) => {
    const ids = new Set(cards.map(({ id }) => id))
    for (const item of listOf(stage).querySelectorAll<HTMLElement>('.board-card'))
      if (!ids.has(item.dataset.id!)) item.remove()
  }
  const putIn = ({ stage, cards }: Column) => {
    const list = listOf(stage)
    let at = nextCard(list.firstElementChild)
    for (const card of cards) {
      const item = drawCard(card)
      if (item === at) at = nextCard(at.nextElementSibling)
      else list.insertBefore(item, at)
    }
  }

  /** Its count, here and on its tab, and one card that the Tab key stops at. */
  const tally = ({ stage, cards }: Column) => {
    const list = listOf(stage)
    const visible = [...list.querySelectorAll('.board-card:not([hidden])')]
    const count = query ? `${visible.length} of ${cards.length}` : String(cards.length)
    for (const element of root.querySelectorAll(`[data-count="${stage}"]`)) element.textContent = count
    list.toggleAttribute('data-empty', !visible.length)
    const stops = [...list.querySelectorAll<HTMLElement>('[data-part="name"][tabindex="0"]')]
    const stop = stops.find(link => !link.closest('[hidden]')) ?? (visible[0] && linkOf(visible[0]))
    for (const link of stops) link.tabIndex = -1
    if (stop) stop.tabIndex = 0
  }

  const forgetGone = () => {
    for (const [id, { item }] of drawn) if (!item.isConnected) drawn.delete(id)
  }

  const visibleCount = () => [...drawn.values()].filter(({ item }) => !item.hidden).length

  return {
    draw: (columns: Column[]) => {
      const changed = columns.filter((column, index) => column !== shown[index])
      if (!changed.length) return
      const focused = document.activeElement
      changed.forEach(takeOut)
      changed.forEach(putIn)
      changed.forEach(tally)
      forgetGone()
      shown = columns
      // An element that is moved in the document loses the focus
      if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected)
        focused.focus({ preventScroll: true })
    },
    /** Shows only the cards with these letters in their name. Returns how many those are, and of how many. */
    filter: (letters: string) => {
      query = letters
      for (const { item, card } of drawn.values()) item.hidden = !matches(card, query)
      shown.forEach(tally)
      return { visible: visibleCount(), total: total(shown) }
    },
    item: (id: string) => drawn.get(id)?.item,
    items: () => [...drawn.values()].map(({ item }) => item),
    listOf,
    counts: () => ({ visible: visibleCount(), total: total(shown) }),
  }
}

export type Drawing = ReturnType<typeof makeDrawing>
