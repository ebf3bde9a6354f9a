import Handlebars from 'handlebars'
import { dateWords, exactTime, initials, moneyWords, relativeWords } from './web/words.ts'

/** A time as templates receive it: a Date, an ISO string or epoch milliseconds. Nothing renders as nothing. */
type Moment = Date | string | number | null | undefined
type HashOptions = { hash: Record<string, unknown>; data?: { root?: { shownAt?: unknown } } }

const { SafeString, escapeExpression } = Handlebars

const inJson: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** `kind` tells the browser how to keep it true: in its own zone, and from minute to minute (`templates/web/times.ts`). */
const timeElement = (
  kind: 'relative' | 'exact',
  at: Moment,
  { hash }: HashOptions,
  words: (date: Date, zone: string) => string,
) => {
  if (at === null || at === undefined) return ''
  const date = new Date(at)
  const zone = text(hash.zone) ?? 'UTC'
  const title = escapeExpression(exactTime(date, zone))
  const attributes = `datetime="${date.toISOString()}" title="${title}" data-time="${kind}"`
  return new SafeString(`<time ${attributes}>${escapeExpression(words(date, zone))}</time>`)
}

/** JSON that may stand inside `<script type="application/json">`: it cannot close the element, and parses unchanged. */
export const embeddableJson = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replace(/[<>&\u2028\u2029]/g, character => inJson[character] ?? character)

/**
 * Every helper of every template, for mail and pages alike.
 *
 * - `{{#if (eq a b)}}` strict equality
 * - `{{json value}}` data for a `<script type="application/json">`
 * - `{{relativeTime at now=now zone=zone}}` (now is the page's `shownAt` unless told) and `{{dateTime at zone=zone}}` a `<time>` with the exact instant on hover
 * - `{{money amount}}` of `{ amount, currency }` in minor units
 * - `{{initials name}}`, `{{plural count "card"}}` or `{{plural count "person" "people"}}` with the number in front
 * - `{{lines text}}` escaped, its line breaks kept
 */
export const helpers = {
  eq: (a: unknown, b: unknown) => a === b,
  json: (value: unknown) => new SafeString(embeddableJson(value)),
  relativeTime: (at: Moment, options: HashOptions) =>
    timeElement('relative', at, options, date =>
      relativeWords(date, new Date((options.hash.now ?? options.data?.root?.shownAt ?? Date.now()) as Date)),
    ),
  dateTime: (at: Moment, options: HashOptions) => timeElement('exact', at, options, dateWords),
  money: (amount: { amount: number; currency: string }) => moneyWords(amount),
  initials: (name: string | null | undefined) => initials(name),
  plural: (count: number, one: string, many: unknown) =>
    `${count.toLocaleString('en')} ${count === 1 ? one : (text(many) ?? `${one}s`)}`,
  lines: (value: string) => new SafeString(escapeExpression(value).replace(/\r\n|\r|\n/g, '<br>')),
}
