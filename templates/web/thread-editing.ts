import type { Message } from '../../realtime/apply.ts'
import { Refused, type HirewireClient } from '../../realtime/client.ts'

/** Opens a field in place of the message's words: Enter saves, Escape leaves it as it was. A refusal keeps what was typed. */
export const editInPlace = (
  client: HirewireClient,
  element: HTMLElement,
  message: Message,
  done: (saved: Message | null) => void,
) => {
  const body = element.querySelector<HTMLElement>('.message-body')!
  const form = document.createElement('form')
  form.className = 'message-editing'
  const field = document.createElement('textarea')
  field.className = 'input'
  field.ariaLabel = 'Your message'
  field.maxLength = 4_000
  field.value = message.text
  const refusal = document.createElement('p')
  refusal.className = 'field-error'
  refusal.role = 'alert'
  refusal.hidden = true
  const button = (words: string, className: string, type: 'submit' | 'button') =>
    Object.assign(document.createElement('button'), { type, className, textContent: words })
  const row = document.createElement('p')
  row.className = 'row'
  const cancel = button('Cancel', 'button small', 'button')
  row.append(button('Save', 'button small primary', 'submit'), cancel)
  form.append(field, refusal, row)

  const leave = (saved: Message | null) => {
    delete element.dataset.editing
    form.remove()
    body.hidden = false
    done(saved)
  }
  const save = async () => {
    const text = field.value.trim()
    if (!text) return
    try {
      const { id: messageId, version } = message
      leave(await client.send('message:edit', { messageId, text, version }))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refusal.hidden = false
      refusal.textContent = error.problem.detail
      // What it says now is what one would be changing: with that in view, saving again is meant.
      if (error.problem.code === 'stale') message = error.problem.current as Message
    }
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    void save()
  })
  field.addEventListener('keydown', event => {
    if (event.isComposing || (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey))) return
    event.preventDefault()
    if (event.key === 'Escape') leave(null)
    else void save()
  })
  cancel.addEventListener('click', () => leave(null))

  element.dataset.editing = ''
  body.hidden = true
  body.after(form)
  field.focus()
}
