import type { Message } from '../../realtime/apply.ts'
import { fetchMessages } from './thread-pages.ts'

interface Search {
  form: HTMLFormElement
  results: HTMLElement
  /** What is shown instead of the results. */
  thread: HTMLElement
  threadId(): string | undefined
  draw(message: Message): HTMLElement
}

const waitMs = 250

/** Looks for messages while one types; an empty field, or Escape, shows the thread again. */
export const makeSearch = ({ form, results, thread, threadId, draw }: Search) => {
  const field = form.querySelector('input')!
  const found = results.querySelector<HTMLElement>('[data-part="found"]')!
  const said = results.querySelector<HTMLElement>('[data-part="said"]')!
  const more = results.querySelector<HTMLButtonElement>('[data-part="more"]')!
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  let cursor: string | null = null

  const show = (isSearch: boolean) => {
    results.hidden = !isSearch
    thread.hidden = isSearch
  }
  const ask = async (query: { q: string } | { cursor: string }) => {
    const id = threadId()
    const mine = ++asked
    const answer = id ? await fetchMessages(id, query) : { data: [], page: { nextCursor: null } }
    // Another was asked meanwhile.
    if (mine !== asked) return
    const elements = answer?.data.map(draw) ?? []
    if ('q' in query) found.replaceChildren(...elements)
    else found.append(...elements)
    cursor = answer?.page.nextCursor ?? null
    more.hidden = !cursor
    const count = found.childElementCount
    said.textContent = !answer
      ? 'The search got no answer. Look at your connection, and try again.'
      : count
        ? `${count}${cursor ? ' or more' : ''} found, newest first`
        : 'No message says that.'
  }
  const look = () => {
    const q = field.value.trim()
    show(q !== '')
    asked += 1
    if (q) void ask({ q })
  }

  field.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(look, waitMs)
  })
  field.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !field.value) return
    event.preventDefault()
    field.value = ''
    look()
  })
  form.addEventListener('submit', event => {
    event.preventDefault()
    look()
  })
  more.addEventListener('click', () => cursor && void ask({ cursor }))
}
