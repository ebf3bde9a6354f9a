import type { Drawing } from './board-draw.ts'
import type { Lift, Target } from './board-lift.ts'

export interface Point {
  x: number
  y: number
}

const edgePx = 56
const fastestPx = 16

/** How far to scroll for a pointer this near an edge of a scrolling box, in px per frame. */
const pull = (at: number, from: number, to: number) => {
  if (at < from + edgePx) return -Math.min(fastestPx, (from + edgePx - at) / 4)
  if (at > to - edgePx) return Math.min(fastestPx, (at - to + edgePx) / 4)
  return 0
}

/** The card that a card dropped at this height comes before. The cards stand in order, so the search can halve. */
const beforeAt = (items: HTMLLIElement[], y: number) => {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const { top, height } = items[middle]!.getBoundingClientRect()
    if (top + height / 2 > y) high = middle
    else low = middle + 1
  }
  return items[low]?.dataset.id ?? null
}

/** What a card let go at this point would come down on: a place in a column, or a tab and so the end of its column. */
export const targetAt = (
  root: HTMLElement,
  { lift, drawing }: { lift: Lift; drawing: Drawing },
  { x, y }: Point,
): Target | null => {
  const over = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-stage]')
  if (!over || !root.contains(over)) return null
  const stage = over.dataset.stage!
  const inColumn = over.contains(drawing.listOf(stage))
  return { stage, before: inColumn ? beforeAt(lift.cardsOf(stage), y) : null }
}

/** Scrolls what is under the pointer while it is near an edge: the columns and their tabs sideways, a list up and down. */
export const scrollAt = (root: HTMLElement, { x, y }: Point) => {
  const over = document.elementFromPoint(x, y)
  const strip = root.querySelector('.columns')!
  for (const box of [strip, over?.closest('[role="tablist"]')]) {
    const rect = box?.getBoundingClientRect()
    if (box && rect) box.scrollLeft += pull(x, rect.left, rect.right)
  }
  const list = over?.closest('.column')?.querySelector('[data-list]')
  const rect = list?.getBoundingClientRect()
  if (list && rect) list.scrollTop += pull(y, rect.top, rect.bottom)
}
