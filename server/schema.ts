import { z } from 'zod'
import { isLocalTime, isZone } from './time.ts'

/**
 * Text as people write it, trimmed, at least `least` and at most `most` characters, not all of them invisible. Without
 * what PostgreSQL cannot hold: a NUL, or half of a character, which JSON can write as `\ud83d` and which reaches the
 * database only inside of JSON.
 */
export const text = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine(value => !value.includes('\0'), 'must not contain a NUL character')
    .refine(value => value.isWellFormed(), 'must not contain half a character')
    .refine(value => value === '' || /[^\p{C}\p{Z}]/u.test(value), 'must contain something to read')

/** In lower case, as the database and room names write it. */
export const id = z.uuid().toLowerCase()

const currencies = new Set(Intl.supportedValuesOf('currency'))
const noCurrency = 'must be an ISO 4217 code such as EUR'
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: noCurrency, abort: true })
  .refine(code => currencies.has(code), noCurrency)
  .meta({ examples: ['EUR'] })

/** Minor units and an ISO 4217 code: `{ amount: 120000, currency: 'EUR' }` is 1,200 euros. */
export const money = z.strictObject({
  amount: z
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .meta({ examples: [120_000] }),
  currency,
})

export const webAddress = text(1, 2_000)
  .refine(url => /^https?:\/\/\S+$/i.test(url) && URL.canParse(url), 'must be an http or https address')
  .meta({ examples: ['https://employer.example'] })

/** An instant, with `Z` or an offset, of a year that every part of the product can write. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine(at => at >= '1970-01-02' && at < '2200', 'must be between 1970 and 2200')

/** What a clock shows in some zone: `2026-10-25T14:00`. */
export const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'must be a local time such as 2026-10-25T14:00')
  .refine(isLocalTime, 'is no time of any day')
  .meta({ examples: ['2026-10-25T14:00'] })

/** An IANA time zone. */
export const zone = text(1, 64)
  .refine(isZone, 'must be an IANA time zone such as Europe/Berlin')
  .meta({ examples: ['Europe/Berlin'] })

/** Several values in one parameter, as `a,b`. */
export const anyOf = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .max(600)
    .transform(list => list.split(','))
    .pipe(z.array(item))

/** What every list has; see `readPage`. */
export const listQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'How many; 25 unless told.' }),
  cursor: z
    .string()
    .max(8_000)
    .optional()
    .meta({ description: '`nextCursor` of the page before. It stands alone: it holds the filters as well.' }),
}

/** A list's answer: `{ data, page: { nextCursor } }`. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ data: z.array(item), page: z.strictObject({ nextCursor: z.string().nullable() }) })
