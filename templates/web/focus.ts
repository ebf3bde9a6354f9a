/** Where somebody is on a page, so that they go on there when it is drawn anew under them. */

const within = ':is(h1[tabindex], a[href], button:not([disabled], [hidden]))'

/** How to find an element again in what comes in its place: by its id or as the link it is; else what stands there first. */
export const placeOf = (element: Element): string[] => {
  const href = element.getAttribute('href')
  const around = element.parentElement?.closest('[id]')
  return [
    ...(element.id ? [`#${CSS.escape(element.id)}`] : []),
    ...(href === null ? [] : [`[href="${CSS.escape(href)}"]`]),
    ...(around ? [`#${CSS.escape(around.id)} ${within}`] : []),
  ]
}

/** Puts the focus there; where nothing of it is left under `root`, on the heading of the page. */
export const focusPlace = (place: string[], root: ParentNode = document) => {
  const [found] = place.flatMap(selector => root.querySelector<HTMLElement>(selector) ?? [])
  const next = found ?? document.querySelector<HTMLElement>('h1[tabindex]')
  next?.focus({ preventScroll: true })
}

/**
 * A dialog gives the focus back to what opened it. Where that was drawn anew meanwhile, the browser leaves it nowhere:
 * then it goes to what has come in its place.
 */
export const keepFocusOfDialogs = () => {
  let opener: string[] = []
  const note = ({ target }: Event) => {
    if (!(target instanceof Element) || target.closest('dialog')) return
    const pressed = target.closest('a, button, summary, input')
    if (pressed) opener = placeOf(pressed)
  }
  document.addEventListener('focusin', note)
  // Not every browser gives a button the focus when it is clicked.
  document.addEventListener('click', note, true)
  const isNowhere = () => document.activeElement?.matches('body, dialog:not([open]) *') ?? true
  document.addEventListener('close', () => isNowhere() && focusPlace(opener), true)
}
