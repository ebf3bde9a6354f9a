import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { owedRows } from '../owed/queries.ts'
import type { OwnOwed } from './schema.ts'

/** What the actor owes by this rule on this subject now; 404 if it is nothing. */
export const findOwed = async (
  db: Kysely<Tables>,
  actor: Actor,
  { rule, subjectId, now }: OwnOwed & { now: Date },
) => {
  const asked = { now, userId: actor.id, only: [rule], subjects: { [rule]: [subjectId] } }
  const [row] = await owedRows(db, asked)
  if (!row) throw notFound()
  return row
}
