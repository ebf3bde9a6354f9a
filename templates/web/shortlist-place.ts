import { refreshPage } from './refresh.ts'

/**
 * Reads the page again without losing its reader's place: who is selected, which letters are open, where the focus is.
 * However often it is asked for, one reading is under way and one to come.
 */
export const keepPlace = (root: HTMLElement) => {
  const chosen = new Set<string>()
  const letters = new Set<string>()
  let focused: { element: Element; part: Element | null } | null = null

  const boxes = () => [...root.querySelectorAll<HTMLInputElement>('[data-pick]')]
  const idOf = (box: Element) => box.closest<HTMLElement>('.pick')!.dataset.id!

  const put = (set: Set<string>, id: string, isIn: boolean) => void (isIn ? set.add(id) : set.delete(id))
  root.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && 'pick' in target.dataset)
      put(chosen, idOf(target), target.checked)
  })
  root.addEventListener(
    'toggle',
    ({ target }) => {
      if (target instanceof HTMLDetailsElement) put(letters, target.id, target.open)
    },
    { capture: true },
  )
  root.addEventListener('focusin', ({ target }) => {
    focused = target instanceof Element ? { element: target, part: target.closest('[data-fresh]') } : null
  })

  /** What had the focus is gone: the same thing anew, or the first that can be done in its list. */
  const refocus = () => {
    if (!focused || focused.element.isConnected || document.activeElement !== document.body) return
    const same = document.getElementById(focused.element.id)
    const next = same ?? focused.part?.querySelector<HTMLElement>('button, a, input')
    next?.focus({ preventScroll: true })
  }
  const restore = () => {
    for (const box of boxes()) box.checked = chosen.has(idOf(box))
    for (const id of letters) document.getElementById(id)?.setAttribute('open', '')
    const present = new Set(boxes().map(idOf))
    for (const id of chosen) if (!present.has(id)) chosen.delete(id)
    refocus()
  }

  let reading: Promise<void> | undefined
  let next: Promise<void> | undefined
  const read = async () => {
    await refreshPage()
    restore()
    reading = undefined
  }
  const refresh = (): Promise<void> => {
    if (!reading) return (reading = read())
    return (next ??= reading.then(() => {
      next = undefined
      return refresh()
    }))
  }

  return {
    refresh,
    selected: () => [...chosen],
    /** Takes these, or everybody, out of what is selected. */
    deselect: (ids: string[] = [...chosen]) => {
      for (const id of ids) chosen.delete(id)
      for (const box of boxes()) box.checked = chosen.has(idOf(box))
    },
  }
}
