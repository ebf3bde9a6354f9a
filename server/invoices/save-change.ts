import type { UpdateObject } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Write } from '../transaction.ts'

/**
 * Shared step: writes what has changed of an invoice whose row is held, or of what hangs on it: its version tells whoever
 * saw it before.
 */
export const saveChange = async (
  { sql, now }: Pick<Write, 'sql' | 'now'>,
  id: string,
  fields: UpdateObject<Tables, 'invoice'> = {},
) => {
  await sql
    .updateTable('invoice')
    .set(fields)
    .set(eb => ({ version: eb('version', '+', 1), updated_at: now }))
    .where('id', '=', id)
    .execute()
}
