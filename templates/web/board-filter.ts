import { linkOf } from './board-card.ts'
import type { Drawing } from './board-draw.ts'

const isTyping = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog') !== null

/** The filter by name: each letter counts at once, `/` goes there, Escape empties it and goes back. */
export const useFilter = (root: HTMLElement, drawing: Drawing) => {
  const input = root.querySelector<HTMLInputElement>('#filter')!
  const output = root.querySelector<HTMLOutputElement>('#filter-count')!
  let cameFrom: HTMLElement | null = null

  const show = ({ visible, total }: { visible: number; total: number }) => {
    const words = input.value.trim() ? `${visible} of ${total}` : String(total)
    if (output.textContent !== words) output.textContent = words
    root.toggleAttribute('data-nothing-found', Boolean(input.value.trim()) && visible === 0)
  }
  const firstFound = () => drawing.items().find(item => !item.hidden && item.offsetParent !== null)

  input.addEventListener('input', () => show(drawing.filter(input.value)))
  input.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      input.value = ''
      show(drawing.filter(''))
      if (cameFrom?.isConnected) cameFrom.focus()
      else input.blur()
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault()
      const item = firstFound()
      if (item) linkOf(item).focus()
    }
  })
  document.addEventListener('keydown', event => {
    if (event.key !== '/' || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    cameFrom = document.activeElement instanceof HTMLElement ? document.activeElement : null
    input.focus()
    input.select()
  })
  // A browser that comes back to the page brings what was typed.
  if (input.value) show(drawing.filter(input.value))
  return { refresh: () => show(drawing.counts()) }
}

/** `?` and its button show the keys. */
export const useKeysDialog = (dialog: HTMLDialogElement, button: HTMLElement) => {
  button.addEventListener('click', () => dialog.showModal())
  dialog.querySelector('[data-part="cancel"]')!.addEventListener('click', () => dialog.close())
  document.addEventListener('keydown', event => {
    if (event.key !== '?' || isTyping(event.target)) return
    event.preventDefault()
    dialog.showModal()
  })
}
