import { sql } from 'kysely'
import type { Transaction } from '../db/in-transaction.ts'
import { invalidField } from './errors.ts'

/**
 * Throws 400 at this field for a time zone that the database does not know, or reads otherwise than we do: one such row
 * would break every question that is asked for many people at once.
 */
export const checkZone = async (write: Pick<Transaction, 'sql'>, zone: string, pointer = '/zone') => {
  const { isKnown } = await write.sql
    .selectNoFrom(sql<boolean>`is_zone(${zone})`.as('isKnown'))
    .executeTakeFirstOrThrow()
  if (!isKnown) throw invalidField(pointer, 'custom', 'must be an IANA time zone such as Europe/Berlin')
}
