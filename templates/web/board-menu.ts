/** Something that can be done to a card, as its menu names it. */
export interface Act {
  label: string
  key?: string
  run(): void
}

const menuItem = ({ label, key, run }: Act, menu: HTMLElement) => {
  const button = document.createElement('button')
  button.type = 'button'
  button.role = 'menuitem'
  button.tabIndex = -1
  button.append(label)
  if (key) {
    const hint = document.createElement('kbd')
    hint.ariaHidden = 'true'
    hint.textContent = key
    button.append(hint)
  }
  button.addEventListener('click', () => {
    menu.hidePopover()
    run()
  })
  return button
}

const gapPx = 6

/** Below what it belongs to, or above where there is no room. */
const placeAt = (menu: HTMLElement, { left, right, top, bottom }: DOMRect) => {
  const { offsetWidth: width, offsetHeight: height } = menu
  const fitsRight = left + width + gapPx <= innerWidth
  const fitsBelow = bottom + gapPx + height <= innerHeight
  menu.style.left = `${Math.max(gapPx, fitsRight ? left : right - width)}px`
  menu.style.top = `${Math.max(gapPx, fitsBelow ? bottom + gapPx : top - gapPx - height)}px`
}

/** The one menu of all cards. The arrow keys walk it, Escape or a click elsewhere closes it. */
export const makeMenu = (menu: HTMLElement) => {
  let opener: HTMLElement | null = null
  const items = () => [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')]
  const step = (by: number) => {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    all.at((at + by) % all.length)?.focus()
  }
  const keys: Record<string, () => void> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Home: () => items()[0]?.focus(),
    End: () => items().at(-1)?.focus(),
    Tab: () => menu.hidePopover(),
  }
  menu.addEventListener('keydown', event => {
    const act = keys[event.key]
    event.stopPropagation()
    if (!act) return
    event.preventDefault()
    act()
  })
  menu.addEventListener('toggle', event => {
    if (event.newState === 'closed' && menu.contains(document.activeElement)) opener?.focus()
  })
  return {
    /** Opens it at a place of the window; the focus comes back to `back`. */
    open: (acts: Act[], at: DOMRect, back: HTMLElement) => {
      if (!acts.length) return
      opener = back
      menu.replaceChildren(...acts.map(act => menuItem(act, menu)))
      menu.showPopover()
      placeAt(menu, at)
      items()[0]?.focus()
    },
  }
}
