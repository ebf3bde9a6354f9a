import { now } from './clock.ts'
/** The board as it was: the instant is chosen, and shown, in the reader's own zone. */

const form = document.querySelector<HTMLFormElement>('#past-form')!
const field = form.querySelector<HTMLInputElement>('#past-at')!

/** What the field takes: the day and the minute on the reader's own clock. */
const local = (date: Date) =>
  new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

field.max = local(now())
field.value = local(new Date(field.dataset.at!))

form.addEventListener('submit', event => {
  event.preventDefault()
  const at = new Date(field.value)
  // Of the minute that runs now nothing lies ahead.
  const chosen = new Date(Math.min(at.getTime(), now().getTime()))
  location.assign(`?at=${encodeURIComponent(chosen.toISOString())}`)
})
