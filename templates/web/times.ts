import { now } from './clock.ts'
import { ageWords, dateWords, exactTime, lastingWords, relativeWords, slotWords } from './words.ts'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

const wordsOf: Record<string, (date: Date, now: Date) => string> = {
  exact: date => dateWords(date, zone),
  relative: relativeWords,
  age: ageWords,
  lasting: lastingWords,
  slot: (date, now) => slotWords(date, now, zone),
}

const isNow = ({ from, until }: DOMStringMap, now: Date) =>
  (!from || new Date(from) <= now) && (!until || now < new Date(until))

/**
 * Puts every `<time>` under `root` into the reader's own zone, and its words to the present minute. What is shown only
 * `data-from` an instant, or `data-until` one, is shown or not.
 */
export const refreshTimes = (root: ParentNode = document) => {
  const at = now()
  for (const element of root.querySelectorAll<HTMLTimeElement>('time[data-time]')) {
    const date = new Date(element.dateTime)
    const words = wordsOf[element.dataset.time!]?.(date, at) ?? ''
    if (element.textContent !== words) element.textContent = words
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-from], [data-until]'))
    element.hidden = !isNow(element.dataset, at)
}

/** A `<time>` as the templates make it, for what the page itself puts in. */
export const timeElement = (at: string) => {
  const element = document.createElement('time')
  element.dateTime = at
  element.dataset.time = 'relative'
  element.title = exactTime(new Date(at), zone)
  element.textContent = relativeWords(new Date(at), now())
  return element
}

/** The exact instant in the reader's own zone, made when it is pointed at: a board has a thousand times. */
const showExact = ({ target }: Event) => {
  if (target instanceof HTMLTimeElement && target.dataset.time)
    target.title = exactTime(new Date(target.dateTime), zone)
}

/** Keeps all times of the page true while it is open. */
export const keepTimes = () => {
  refreshTimes()
  document.addEventListener('pointerover', showExact)
  setInterval(() => document.hidden || refreshTimes(), 30_000)
  document.addEventListener('visibilitychange', () => document.hidden || refreshTimes())
}
