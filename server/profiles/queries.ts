import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { notFound } from '../errors.ts'

/** A candidate’s profile; 404 for whoever has none. */
export const profileRow = async (db: Kysely<Tables>, userId: string) => {
  const row = await db
    .selectFrom('candidate_profile')
    .select(['headline', 'location', 'skills', 'experience_years'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}
