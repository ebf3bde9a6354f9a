import Handlebars from 'handlebars'

/** A time as templates receive it: a Date, an ISO string or epoch milliseconds. Nothing renders as nothing. */
type Moment = Date | string | number | null | undefined
type HashOptions = { hash: Record<string, unknown> }

const { SafeString, escapeExpression } = Handlebars
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

// The largest unit that fits is used; the first entry is the finest grain a reader cares about.
const units = [
  ['minute', 60],
  ['hour', 60 * 60],
  ['day', 24 * 60 * 60],
  ['week', 7 * 24 * 60 * 60],
  ['month', 30 * 24 * 60 * 60],
  ['year', 365 * 24 * 60 * 60],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[]

const inJson: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

const timeElement = (at: Moment, { hash }: HashOptions, words: (date: Date, zone: string) => string) => {
  if (at === null || at === undefined) return ''
  const date = new Date(at)
  const zone = text(hash.zone) ?? 'UTC'
  const attributes = `datetime="${date.toISOString()}" title="${escapeExpression(exactTime(date, zone))}"`
  return new SafeString(`<time ${attributes}>${escapeExpression(words(date, zone))}</time>`)
}

/** The instant and its zone, for the eye: `2026-03-05 14:00:00 GMT+01:00 (Europe/Berlin)`. */
export const exactTime = (date: Date, zone: string): string => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    timeZoneName: 'longOffset',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const part = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]))
  const clock = `${part.hour}:${part.minute}:${part.second}`
  return `${part.year}-${part.month}-${part.day} ${clock} ${part.timeZoneName} (${zone})`
}

/** How long ago or ahead `date` is, seen from `now`: `just now`, `3 hours ago`, `tomorrow`. */
export const relativeWords = (date: Date, now: Date): string => {
  const seconds = (date.getTime() - now.getTime()) / 1000
  const [unit, length] = units.findLast(([, length]) => Math.abs(seconds) >= length) ?? []
  return unit && length ? relative.format(Math.trunc(seconds / length), unit) : 'just now'
}

/** Up to two letters for a face without a picture: `Jonas Weber` → `JW`, `Maya` → `M`, nothing → `?`. */
export const initials = (name: string | null | undefined): string => {
  const words = (name ?? '').trim().split(/\s+/).filter(Boolean)
  const ends = words.length > 1 ? [words.at(0), words.at(-1)] : words
  const letters = ends.map(word => [...graphemes.segment(word ?? '')][0]?.segment ?? '')
  return letters.join('').toLocaleUpperCase('en') || '?'
}

/** JSON that may stand inside `<script type="application/json">`: it cannot close the element, and parses unchanged. */
export const embeddableJson = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replace(/[<>&\u2028\u2029]/g, character => inJson[character] ?? character)

/**
 * Every helper of every template, for mail and pages alike.
 *
 * - `{{#if (eq a b)}}` strict equality
 * - `{{json value}}` data for a `<script type="application/json">`
 * - `{{relativeTime at now=now zone=zone}}` and `{{dateTime at zone=zone}}` a `<time>` with the exact instant on hover
 * - `{{initials name}}`, `{{plural count "card"}}` or `{{plural count "person" "people"}}` with the number in front
 * - `{{lines text}}` escaped, its line breaks kept
 */
export const helpers = {
  eq: (a: unknown, b: unknown) => a === b,
  json: (value: unknown) => new SafeString(embeddableJson(value)),
  relativeTime: (at: Moment, options: HashOptions) =>
    timeElement(at, options, date =>
      relativeWords(date, options.hash.now === undefined ? new Date() : new Date(options.hash.now as Date)),
    ),
  dateTime: (at: Moment, options: HashOptions) =>
    timeElement(at, options, (date, timeZone) =>
      new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(date),
    ),
  initials: (name: string | null | undefined) => initials(name),
  plural: (count: number, one: string, many: unknown) =>
    `${count.toLocaleString('en')} ${count === 1 ? one : (text(many) ?? `${one}s`)}`,
  lines: (value: string) => new SafeString(escapeExpression(value).replace(/\r\n|\r|\n/g, '<br>')),
}
