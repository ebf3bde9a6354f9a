import { scrollAt, targetAt, type Point } from './board-aim.ts'
import { cardOf } from './board-card.ts'
import type { Drawing } from './board-draw.ts'
import type { Lift } from './board-lift.ts'
import { makeGhost } from './board-travel.ts'

const mouseSlackPx = 5
const touchSlackPx = 8
const longPressMs = 350

interface Grip {
  item: HTMLLIElement
  pointerId: number
  start: Point
  at: Point
  touch: boolean
  timer?: ReturnType<typeof setTimeout>
  ghost?: HTMLElement
}

interface Parts {
  lift: Lift
  drawing: Drawing
  /** Gets where a card was let go, for it to travel from, before it is put where it goes. */
  dropped(id: string, from: DOMRect): void
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

/**
 * Carries cards with the mouse, a pen or a finger, which lifts by a long press. Near an edge the column and the board
 * scroll; Escape lets the card go back.
 */
export const makeDrag = (root: HTMLElement, { lift, drawing, dropped }: Parts) => {
  let grip: Grip | null = null

  const follow = ({ ghost, start, at }: Grip) => {
    if (ghost) ghost.style.translate = `${at.x - start.x}px ${at.y - start.y}px`
  }
  const aim = ({ at }: Grip) => lift.aim(targetAt(root, { lift, drawing }, at))
  const eachFrame = () => {
    if (!grip?.ghost) return
    scrollAt(root, grip.at)
    aim(grip)
    requestAnimationFrame(eachFrame)
  }

  const release = () => {
    clearTimeout(grip?.timer)
    grip?.ghost?.remove()
    grip = null
    root.toggleAttribute('data-carrying', false)
  }
  const putBack = () => {
    if (grip?.ghost) lift.cancel()
    release()
  }
  const begin = () => {
    if (!grip || !lift.lift(grip.item.dataset.id!)) return release()
    root.setPointerCapture(grip.pointerId)
    grip.ghost = makeGhost(grip.item, grip.item.getBoundingClientRect())
    grip.ghost.classList.add('carried')
    root.toggleAttribute('data-carrying', true)
    if (grip.touch) navigator.vibrate?.(10)
    follow(grip)
    requestAnimationFrame(eachFrame)
  }

  root.addEventListener('pointerdown', event => {
    const { target, pointerId, pointerType, clientX: x, clientY: y } = event
    const item = cardOf(target)
    if (!item || grip || event.button !== 0 || !event.isPrimary) return
    if (target instanceof Element && target.closest('button')) return
    const touch = pointerType === 'touch'
    grip = { item, pointerId, start: { x, y }, at: { x, y }, touch }
    if (touch) grip.timer = setTimeout(begin, longPressMs)
  })
  window.addEventListener('pointermove', ({ pointerId, clientX: x, clientY: y }) => {
    if (pointerId !== grip?.pointerId) return
    grip.at = { x, y }
    const far = Math.hypot(x - grip.start.x, y - grip.start.y)
    if (grip.ghost) follow(grip)
    else if (grip.touch && far > touchSlackPx) release()
    else if (!grip.touch && far > mouseSlackPx) begin()
  })
  window.addEventListener('pointerup', ({ pointerId }) => {
    if (pointerId !== grip?.pointerId) return
    const { ghost, item } = grip
    if (!ghost) return release()
    swallowClick()
    aim(grip)
    const from = ghost.getBoundingClientRect()
    release()
    dropped(item.dataset.id!, from)
    lift.drop()
  })
  window.addEventListener('pointercancel', putBack)
  window.addEventListener('blur', putBack)
  window.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !grip?.ghost) return
    event.stopPropagation()
    putBack()
  })
  // Once a finger carries a card it does not scroll the page, nor open the browser's own menu.
  root.addEventListener('touchmove', event => grip?.ghost && event.preventDefault(), { passive: false })
  root.addEventListener('contextmenu', event => grip?.touch && event.preventDefault())
  root.addEventListener('dragstart', event => event.preventDefault())

  return { isCarrying: () => Boolean(grip?.ghost) }
}
