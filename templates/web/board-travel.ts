import { face } from './faces.ts'

const travelMs = 150
const markMs = 2_000
const still = matchMedia('(prefers-reduced-motion: reduce)')

/** The part of a card that can be seen: lists scroll, and what is beyond their edge starts and ends at the edge. */
const seen = (rect: DOMRect, within: DOMRect) =>
  new DOMRect(
    rect.x,
    Math.min(Math.max(rect.y, within.top - rect.height), within.bottom),
    rect.width,
    rect.height,
  )

/** A copy that lies over the page, above lists that would clip it. */
export const makeGhost = (item: HTMLElement, rect: DOMRect) => {
  const ghost = item.cloneNode(true) as HTMLElement
  ghost.className = 'board-card ghost'
  ghost.inert = true
  for (const name of ['data-id', 'data-lifted', 'data-pending', 'data-marked']) ghost.removeAttribute(name)
  for (const element of ghost.querySelectorAll('[id]')) element.removeAttribute('id')
  Object.assign(ghost.style, {
    left: `${rect.x}px`,
    top: `${rect.y}px`,
    width: `${rect.width}px`,
    height: `${rect.height}px`,
  })
  document.body.append(ghost)
  return ghost
}

/** Where a card is seen now; nothing if it cannot be seen, as in a folded column. */
export const whereIs = (item: HTMLElement | undefined) => {
  const list = item?.parentElement
  if (!item || !list) return undefined
  const rect = item.getBoundingClientRect()
  return rect.width ? seen(rect, list.getBoundingClientRect()) : undefined
}

/** Lets a card travel to where it has been drawn from where it was seen before. */
export const travel = (item: HTMLElement, from: DOMRect | undefined) => {
  const to = whereIs(item)
  if (still.matches || !from || !to || Math.hypot(from.x - to.x, from.y - to.y) < 2) return
  const ghost = makeGhost(item, to)
  item.style.opacity = '0'
  const start = `translate(${from.x - to.x}px, ${from.y - to.y}px)`
  const end = () => {
    ghost.remove()
    item.style.opacity = ''
  }
  ghost
    .animate([{ transform: start }, { transform: 'none' }], {
      duration: travelMs,
      easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)',
    })
    .finished.then(end, end)
}

/** The card carries the initials of who moved it, for two seconds. */
export const mark = (item: HTMLElement, actor: { id: string; name: string }) => {
  item.querySelector('.mark')?.remove()
  const badge = face(actor, `Moved by ${actor.name}`)
  badge.classList.add('mark')
  item.append(badge)
  item.toggleAttribute('data-marked', true)
  setTimeout(() => {
    badge.remove()
    if (!item.querySelector('.mark')) item.removeAttribute('data-marked')
  }, markMs)
}
