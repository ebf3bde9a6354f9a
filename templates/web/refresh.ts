import { focusPlace, placeOf } from './focus.ts'
import { refreshTimes } from './times.ts'
import { refreshWaitingCount } from './waiting-count.ts'

const shown = new WeakMap<Element, string>()
let under = Promise.resolve()

/** Somebody is at work in a form marked `data-keep`: what they have typed, and where, is theirs until it is sent. */
const isWrittenIn = (part: Element) =>
  part.querySelector('form[data-keep]:is([data-typed], :focus-within)') !== null

const replace = (part: Element, fresh: Element) => {
  const html = fresh.innerHTML
  if (shown.get(part) === html || isWrittenIn(part)) return
  shown.set(part, html)
  const active = document.activeElement
  const held = active && part.contains(active) ? placeOf(active) : null
  part.replaceChildren(...document.importNode(fresh, true).childNodes)
  refreshTimes(part)
  if (held) focusPlace(held, part)
}

const refresh = async () => {
  const response = await fetch(location.href).catch(() => null)
  // No answer: the page stays as it is, and the next reason to look comes by itself.
  if (!response) return
  if (response.redirected || !response.ok) return location.reload()
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  for (const part of document.querySelectorAll('[data-fresh]')) {
    const fresh = page.getElementById(part.id)
    if (fresh) replace(part, fresh)
  }
  void refreshWaitingCount()
}

/** Asks the server for this page again, and puts in the parts marked `data-fresh` that read differently. One at a time. */
export const refreshPage = () => (under = under.then(refresh))
