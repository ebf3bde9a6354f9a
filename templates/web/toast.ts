interface ToastOptions {
  tone?: 'plain' | 'good' | 'bad'
  /** A button in the toast, such as Undo. */
  action?: { label: string; run: () => void }
  /** How long it stays, in ms. It waits while it is pointed at or has the focus. */
  stayMs?: number
}

/** Says something in passing, at the foot of the page and to a screen reader. Returns how to take it away again. */
export const toast = (words: string, { tone = 'plain', action, stayMs = 6_000 }: ToastOptions = {}) => {
  const element = document.createElement('div')
  element.className = `toast ${tone}`
  element.append(Object.assign(document.createElement('span'), { textContent: words }))
  const remove = () => element.remove()
  if (action) {
    const button = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'button small',
      textContent: action.label,
    })
    button.addEventListener('click', () => {
      remove()
      action.run()
    })
    element.append(button)
  }
  const removeUnlessHeld = () => {
    if (element.matches(':hover, :focus-within')) setTimeout(removeUnlessHeld, 1_000)
    else remove()
  }
  setTimeout(removeUnlessHeld, stayMs)
  document.getElementById('toasts')?.append(element)
  return remove
}
