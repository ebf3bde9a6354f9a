import { cardOf, linkOf } from './board-card.ts'
import type { Lift } from './board-lift.ts'

/**
 * Where the keyboard is on the board. The Tab key stops once in each column, at the card that had the focus last. When
 * the card with the focus goes out of sight, into a folded column or behind another tab, the focus goes to the card
 * that took its place. Returns what looks after that, to be called when the board or a dialog has changed.
 */
export const keepFocus = (root: HTMLElement, lift: Lift) => {
  let last: { stage: string; index: number } | null = null

  document.addEventListener('focusin', ({ target }) => {
    const item = cardOf(target)
    if (!item || target !== linkOf(item)) {
      const isPassing = target instanceof Element && target.closest('dialog, [popover]')
      if (!isPassing) last = null
      return
    }
    const list = item.parentElement!
    const stage = list.dataset.list!
    last = { stage, index: lift.cardsOf(stage).indexOf(item) }
    for (const link of list.querySelectorAll<HTMLElement>('[data-part="name"][tabindex="0"]'))
      link.tabIndex = -1
    linkOf(item).tabIndex = 0
  })

  // A card is not left hanging in the air.
  root.addEventListener('focusout', ({ relatedTarget }) => {
    const lifted = lift.lifted()
    if (!lifted || 'carrying' in root.dataset || !(relatedTarget instanceof Element)) return
    if (cardOf(relatedTarget)?.dataset.id !== lifted.card.id) lift.cancel()
  })

  const look = () => {
    const active = document.activeElement
    const isLost = !active || active === document.body || !active.checkVisibility()
    if (!last || !isLost) return
    const items = lift.cardsOf(last.stage)
    const near = items[Math.min(last.index, items.length - 1)]
    const candidates = [...(near ? [near] : []), ...root.querySelectorAll('.board-card')]
    const item = candidates.find(item => item.checkVisibility())
    if (item) linkOf(item).focus()
  }
  // The browser takes the focus from what is hidden when it draws, not before.
  return () => void requestAnimationFrame(() => requestAnimationFrame(look))
}
