import { dateWords, exactTime, relativeWords } from './words.ts'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Puts every `<time>` under `root` into the reader's own zone, and its words to the present minute. */
export const refreshTimes = (root: ParentNode = document) => {
  const now = new Date()
  for (const element of root.querySelectorAll<HTMLTimeElement>('time[data-time]')) {
    const date = new Date(element.dateTime)
    const words = element.dataset.time === 'exact' ? dateWords(date, zone) : relativeWords(date, now)
    element.title = exactTime(date, zone)
    if (element.textContent !== words) element.textContent = words
  }
}

/** A `<time>` as the templates make it, for what the page itself puts in. */
export const timeElement = (at: string) => {
  const element = document.createElement('time')
  element.dateTime = at
  element.dataset.time = 'relative'
  element.title = exactTime(new Date(at), zone)
  element.textContent = relativeWords(new Date(at), new Date())
  return element
}

/** Keeps all times of the page true while it is open. */
export const keepTimes = () => {
  refreshTimes()
  setInterval(() => document.hidden || refreshTimes(), 30_000)
  document.addEventListener('visibilitychange', () => document.hidden || refreshTimes())
}
