import { z } from 'zod'

/** Text as people write it, without NUL (PostgreSQL cannot hold one), trimmed, at least `least` and at most `most` characters. */
export const text = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    // eslint-disable-next-line no-control-regex
    .regex(/^[^\u0000]*$/, 'must not contain a NUL character')

export const id = z.uuid()

/** Minor units and an ISO 4217 code: `{ amount: 120000, currency: 'EUR' }` is 1,200 euros. */
export const money = z.strictObject({
  amount: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR'),
})

export const listQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(200).optional(),
}
