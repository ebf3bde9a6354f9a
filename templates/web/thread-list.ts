import type { Message } from '../../realtime/apply.ts'

const weekday = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

const dayWords = (date: Date) => {
  const days = Math.round(
    (new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000,
  )
  return days === 0 ? 'Today' : days === 1 ? 'Yesterday' : weekday.format(date)
}

const separator = (className: string, words: string) => {
  const element = document.createElement('li')
  element.className = className
  element.textContent = words
  return element
}

interface Drawing {
  messages: Message[]
  /** Made anew only where the message is another than it was. */
  draw(message: Message): HTMLElement
  /** What others said behind this number is new to the reader; null for no line. */
  newAfter: number | null
  isNew(message: Message): boolean
  /** What stands behind the messages. */
  waiting: HTMLElement[]
}

/** Puts these in the list in this order, and touches only what is not there yet: nothing else loses its focus. */
const arrange = (list: HTMLElement, elements: HTMLElement[]) => {
  const wanted = new Set<Element>(elements)
  for (const element of [...list.children]) if (!wanted.has(element)) element.remove()
  elements.forEach((element, index) => {
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null)
  })
}

/** The messages of a thread as a list that scrolls, kept where the reader is. */
export const makeThreadList = (scroll: HTMLElement, list: HTMLElement) => {
  const shown = new Map<string, { text: string; element: HTMLElement }>()
  const separators = new Map<string, HTMLElement>()

  const separatorOf = (className: string, words: string) => {
    const key = `${className} ${words}`
    const element = separators.get(key) ?? separator(className, words)
    separators.set(key, element)
    return element
  }
  const elementOf = (message: Message, draw: Drawing['draw']) => {
    const text = JSON.stringify(message)
    const before = shown.get(message.id)
    const isHeld = before?.element.dataset.editing !== undefined
    if (before && (before.text === text || isHeld)) return before.element
    const element = draw(message)
    shown.set(message.id, { text, element })
    return element
  }

  const elementsOf = ({ messages, draw, newAfter, isNew }: Drawing) => {
    let day = ''
    let marked = newAfter === null
    return messages.flatMap(message => {
      const its = dayWords(new Date(message.at))
      const before: HTMLElement[] = []
      if (its !== day) before.push(separatorOf('thread-day', (day = its)))
      if (!marked && message.number > newAfter! && isNew(message)) {
        marked = true
        before.push(separatorOf('thread-new', 'New'))
      }
      return [...before, elementOf(message, draw)]
    })
  }

  let first: number | undefined
  const isAtEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 24

  return {
    isAtEnd,
    toEnd: () => (scroll.scrollTop = scroll.scrollHeight),
    /** Draws a message anew, whether or not it changed: its editing is over. */
    forget: (id: string) => void shown.delete(id),
    draw: (drawing: Drawing) => {
      const wasAtEnd = isAtEnd()
      const fromEnd = scroll.scrollHeight - scroll.scrollTop
      arrange(list, [...elementsOf(drawing), ...drawing.waiting])
      // Earlier ones came above: what was read stays under the reader's eyes.
      if (wasAtEnd) scroll.scrollTop = scroll.scrollHeight
      else if (first !== undefined && (drawing.messages[0]?.number ?? first) < first)
        scroll.scrollTop = scroll.scrollHeight - fromEnd
      first = drawing.messages[0]?.number
    },
  }
}
