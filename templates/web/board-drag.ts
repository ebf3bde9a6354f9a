import { cardOf } from './board-card.ts'
import type { Drawing } from './board-draw.ts'
import type { Lift } from './board-lift.ts'
import { makeGhost } from './board-travel.ts'

const mouseSlackPx = 5
const touchSlackPx = 8
const longPressMs = 350
const edgePx = 56
const fastestPx = 16

interface Grip {
  item: HTMLLIElement
  pointerId: number
  start: { x: number; y: number }
  at: { x: number; y: number }
  touch: boolean
  timer?: ReturnType<typeof setTimeout>
  ghost?: HTMLElement
}

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

/**
 * Carries cards with the mouse, a pen or a finger, which lifts by a long press. Near an edge the column and the board
 * scroll; Escape lets the card go back. `dropped` gets where the card was let go, for it to travel from.
 */
export const makeDrag = (
  root: HTMLElement,
  { lift, drawing, dropped }: { lift: Lift; drawing: Drawing; dropped(id: string, from: DOMRect): void },
) => {
  const strip = root.querySelector<HTMLElement>('.columns')!
  let grip: Grip | null = null

  const aim = ({ at }: Grip) => {
    const over = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('[data-stage]')
    const stage = over && root.contains(over) ? over.dataset.stage! : undefined
    const list = stage === undefined ? undefined : drawing.listOf(stage)
    lift.aim(
      stage === undefined || !list
        ? null
        : {
            stage,
            before: list.contains(over!) || over!.contains(list) ? beforeAt(lift.cardsOf(stage), at.y) : null,
          },
    )
  }

  const scroll = () => {
    if (!grip?.ghost) return
    const { at } = grip
    const list = document
      .elementFromPoint(at.x, at.y)
      ?.closest('.column')
      ?.querySelector<HTMLElement>('[data-list]')
    const box = strip.getBoundingClientRect()
    strip.scrollLeft += pull(at.x, box.left, box.right)
    if (list) {
      const { top, bottom } = list.getBoundingClientRect()
      list.scrollTop += pull(at.y, top, bottom)
    }
    aim(grip)
    requestAnimationFrame(scroll)
  }

  const follow = ({ ghost, start, at }: Grip) => {
    if (ghost) ghost.style.translate = `${at.x - start.x}px ${at.y - start.y}px`
  }

  const begin = () => {
    if (!grip || !lift.lift(grip.item.dataset.id!)) return release()
    root.setPointerCapture(grip.pointerId)
    grip.ghost = makeGhost(grip.item, grip.item.getBoundingClientRect())
    grip.ghost.classList.add('carried')
    root.toggleAttribute('data-carrying', true)
    if (grip.touch) navigator.vibrate?.(10)
    follow(grip)
    requestAnimationFrame(scroll)
  }

  const release = () => {
    clearTimeout(grip?.timer)
    grip?.ghost?.remove()
    grip = null
    root.toggleAttribute('data-carrying', false)
  }
  const letGo = () => {
    if (grip?.ghost) lift.cancel()
    release()
  }

  /** The click that ends a drag is not a click on the card's link. */
  const swallowClick = () => {
    const swallow = (event: Event) => {
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
  }

  root.addEventListener('pointerdown', event => {
    const item = cardOf(event.target)
    if (!item || grip || event.button !== 0 || !event.isPrimary) return
    if (event.target instanceof Element && event.target.closest('button')) return
    const start = { x: event.clientX, y: event.clientY }
    const touch = event.pointerType === 'touch'
    grip = { item, pointerId: event.pointerId, start, at: start, touch }
    if (touch) grip.timer = setTimeout(begin, longPressMs)
  })
  root.addEventListener('pointermove', event => {
    if (!grip || event.pointerId !== grip.pointerId) return
    grip.at = { x: event.clientX, y: event.clientY }
    const far = Math.hypot(grip.at.x - grip.start.x, grip.at.y - grip.start.y)
    if (grip.ghost) follow(grip)
    else if (grip.touch && far > touchSlackPx) release()
    else if (!grip.touch && far > mouseSlackPx) begin()
  })
  root.addEventListener('pointerup', event => {
    if (!grip || event.pointerId !== grip.pointerId) return
    const { ghost, item } = grip
    if (!ghost) return release()
    swallowClick()
    aim(grip)
    const from = ghost.getBoundingClientRect()
    release()
    dropped(item.dataset.id!, from)
    lift.drop()
  })
  root.addEventListener('pointercancel', letGo)
  window.addEventListener('blur', letGo)
  window.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !grip?.ghost) return
    event.stopPropagation()
    letGo()
  })
  // Once a finger carries a card it does not scroll the page, nor open the browser's own menu.
  root.addEventListener('touchmove', event => grip?.ghost && event.preventDefault(), { passive: false })
  root.addEventListener('contextmenu', event => grip?.touch && event.preventDefault())
  root.addEventListener('dragstart', event => event.preventDefault())

  return { isCarrying: () => Boolean(grip?.ghost) }
}
