import { makeMentions, type Member } from './thread-mentions.ts'

interface Composer {
  form: HTMLFormElement
  list: HTMLElement
  /** Whom one can mention now: asked for when one begins to write. */
  members(): Promise<Member[]>
  onTyping(): void
  onSend(text: string, mentions: string[]): void
}

/** Where one writes: Enter sends, Shift and Enter breaks the line, `@` offers people. */
export const makeComposer = ({ form, list, members, onTyping, onSend }: Composer) => {
  const field = form.querySelector('textarea')!
  const button = form.querySelector('button')!
  const mentions = makeMentions(field, list, members)

  const grow = () => {
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight + 2}px`
  }
  const send = () => {
    const text = field.value.trim()
    if (!text) return field.focus()
    onSend(text, mentions.mentioned(text))
    field.value = ''
    mentions.clear()
    grow()
    field.focus()
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    send()
  })
  field.addEventListener('input', () => {
    grow()
    onTyping()
  })
  field.addEventListener('keydown', event => {
    if (event.isComposing) return
    const isTaken = mentions.onKey(event)
    const sends = !isTaken && event.key === 'Enter' && !event.shiftKey
    if (isTaken || sends) event.preventDefault()
    if (sends) send()
  })
  button.disabled = false

  return {
    focus: () => field.focus(),
    /** Puts text into the field, above what stands there. */
    put: (text: string) => {
      field.value = field.value ? `${text}\n${field.value}` : text
      grow()
      field.focus()
    },
  }
}
