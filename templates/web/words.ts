/** How times, names and money read, for templates and for the modules in the browser alike. Pure, no imports. */

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

/** The day and the minute, for reading: `5 Mar 2026, 14:00`. */
export const dateWords = (date: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' }).format(date)

/** How long ago or ahead `date` is, seen from `now`: `just now`, `3 hours ago`, `tomorrow`. */
export const relativeWords = (date: Date, now: Date): string => {
  const seconds = (date.getTime() - now.getTime()) / 1000
  const [unit, length] = units.findLast(([, length]) => Math.abs(seconds) >= length) ?? []
  return unit && length ? relative.format(Math.trunc(seconds / length), unit) : 'just now'
}

const ages = [
  ['min', 60],
  ['h', 60 * 60],
  ['d', 24 * 60 * 60],
  ['wk', 14 * 24 * 60 * 60],
  ['mo', 60 * 24 * 60 * 60],
  ['y', 365 * 24 * 60 * 60],
] as const
const ageUnits: Record<string, number> = { wk: 7 * 24 * 60 * 60, mo: 30 * 24 * 60 * 60 }

/** How long something has been so, in the room of a card: `now`, `12 min`, `3 h`, `9 d`, `5 wk`. */
export const ageWords = (since: Date, now: Date): string => {
  const seconds = (now.getTime() - since.getTime()) / 1000
  const [unit, from] = ages.findLast(([, from]) => seconds >= from) ?? []
  return unit && from ? `${Math.floor(seconds / (ageUnits[unit] ?? from))} ${unit}` : 'now'
}

const count = (seconds: number, unit: number) => Math.floor(seconds / unit)

/** How long something has been waited for: `now`, `12 min`, `3 h`, `2 d 3 h`, `16 d`. */
export const lastingWords = (since: Date, now: Date): string => {
  const seconds = (now.getTime() - since.getTime()) / 1000
  if (seconds < 60) return 'now'
  if (seconds < 3_600) return `${count(seconds, 60)} min`
  const [days, hours] = [count(seconds, 86_400), count(seconds, 3_600)]
  if (days === 0) return `${hours} h`
  return days < 10 && hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`
}

/** When something takes place, in the room of a card: `Tue 14:00` within the week, `12 Mar, 14:00` beyond. */
export const slotWords = (at: Date, now: Date, zone: string): string => {
  const days = (at.getTime() - now.getTime()) / 86_400_000
  const day =
    Math.abs(days) < 6 ? ({ weekday: 'short' } as const) : ({ day: 'numeric', month: 'short' } as const)
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...day, hour: '2-digit', minute: '2-digit' })
    .format(at)
    .replace(/^(\p{L}+),/u, '$1')
}

/** Up to two letters for a face without a picture: `Jonas Weber` → `JW`, `Maya` → `M`, nothing → `?`. */
export const initials = (name: string | null | undefined): string => {
  const words = (name ?? '').trim().split(/\s+/).filter(Boolean)
  const ends = words.length > 1 ? [words.at(0), words.at(-1)] : words
  const letters = ends.map(word => [...graphemes.segment(word ?? '')][0]?.segment ?? '')
  return letters.join('').toLocaleUpperCase('en') || '?'
}

/** The decimals of those currencies that have not two, by ISO 4217. Runtimes do not agree: of HUF one knows none, one two. */
const exponents = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
] as const

/** How many decimals a currency is written with: 2 for EUR, none for JPY. */
export const decimalsOf = (currency: string): number =>
  exponents.find(([, codes]) => codes.includes(currency))?.[0] ?? 2

/** How many minor units make one of a currency: 100 for EUR, 1 for JPY. */
export const minorUnits = (currency: string): number => 10 ** decimalsOf(currency)

/** A whole number of so many decimals, written out: (5200050, 2) → `52000.50`. Digit by digit: a float would round. */
export const decimalText = (whole: number, decimals: number): string => {
  const digits = String(whole).padStart(decimals + 1, '0')
  return decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits
}

/** Money in words, whole where it is: `{ amount: 5200000, currency: 'EUR' }` → `€52,000`. */
export const moneyWords = ({ amount, currency }: { amount: number; currency: string }): string => {
  const decimals = decimalsOf(currency)
  const text = decimalText(amount, decimals)
  const digits = /\.0+$|^\d+$/.test(text) ? 0 : decimals
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(text as `${number}`)
}

/**
 * Money to the last digit, as it stands on an invoice: `{ amount: 1800000, currency: 'EUR' }` → `18,000.00 EUR`. The space
 * does not break.
 */
export const exactMoney = ({ amount, currency }: { amount: number; currency: string }): string => {
  const decimals = decimalsOf(currency)
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  const number = new Intl.NumberFormat('en', digits).format(decimalText(amount, decimals) as `${number}`)
  return `${number}\u00a0${currency}`
}

/** An IBAN as it is printed: in groups of four. */
export const ibanText = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')

/** A date in words: `2026-03-05` → `5 Mar 2026`. */
export const dayWords = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(date))
