import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from './env.ts'
import { invalidField } from './errors.ts'

interface ListQuery {
  limit?: number | undefined
  cursor?: string | undefined
}

/** One page of a list: what is asked for, and after which row it goes on. */
export interface Page<Filters> {
  list: string
  filters: Filters
  limit: number
  /** What placed the last row of the page before, as `cutPage` was told. */
  after: string[] | undefined
}

const sealLength = 12

/** Ties a cursor to its list and to this installation: a made-up one is as wrong as one of another list. */
const sealOf = (list: string, content: Buffer) =>
  createHmac('sha256', env().AUTH_SECRET)
    .update(`cursor of ${list}\n`)
    .update(content)
    .digest()
    .subarray(0, sealLength)

const write = (list: string, content: object) => {
  const bytes = Buffer.from(JSON.stringify(content))
  return Buffer.concat([sealOf(list, bytes), bytes]).toString('base64url')
}

const read = <Filters>(list: string, cursor: string): Omit<Page<Filters>, 'list'> => {
  const bytes = Buffer.from(cursor, 'base64url')
  const [seal, content] = [bytes.subarray(0, sealLength), bytes.subarray(sealLength)]
  // Decoding is lenient, so the text itself is compared as well
  const ours =
    seal.length === sealLength &&
    timingSafeEqual(seal, sealOf(list, content)) &&
    bytes.toString('base64url') === cursor
  if (!ours)
    throw invalidField('/query/cursor', 'invalid', 'This is no cursor of this list: start again without it.')
  return JSON.parse(content.toString()) as Omit<Page<Filters>, 'list'>
}

/**
 * The page that a query asks for: the first one, of 25 unless `limit` says otherwise, or the one a cursor leads to. A
 * cursor stands alone, it holds the filters and the limit it was made under; what is said beside it must be the same.
 * Throws 400 for a cursor we did not make.
 */
export const readPage = <Query extends ListQuery>(
  list: string,
  { cursor, limit, ...filters }: Query,
): Page<Omit<Query, keyof ListQuery>> => {
  if (cursor === undefined) return { list, filters, limit: limit ?? 25, after: undefined }
  const page = read<Record<string, unknown>>(list, cursor)
  for (const [name, value] of Object.entries(filters))
    if (value !== undefined && JSON.stringify(value) !== JSON.stringify(page.filters[name]))
      throw invalidField(`/query/${name}`, 'not_with_cursor', 'The cursor was made under other filters.')
  return {
    list,
    filters: page.filters as Omit<Query, keyof ListQuery>,
    limit: limit ?? page.limit,
    after: page.after,
  }
}

/** Cuts rows, asked for with `limit + 1`, to the page; `placeOf` says after what the next one goes on. */
export const cutPage = <Row>(
  { list, filters, limit }: Page<unknown>,
  rows: Row[],
  placeOf: (row: Row) => string[],
): { rows: Row[]; nextCursor: string | null } => {
  const last = rows[limit - 1]
  return {
    rows: rows.slice(0, limit),
    nextCursor: last && rows.length > limit ? write(list, { filters, limit, after: placeOf(last) }) : null,
  }
}
