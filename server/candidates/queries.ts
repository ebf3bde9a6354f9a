import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { reach, scope } from './policy.ts'

/** The candidates that an actor may look up. */
export const candidateRows = (db: Kysely<Tables>, actor: Actor) =>
  db
    .selectFrom('users as u')
    .leftJoin('candidate_profile as p', 'p.user_id', 'u.id')
    .select([
      'u.id',
      'u.name',
      'u.email',
      'u.phone_number',
      'p.headline',
      'p.location',
      'p.skills',
      'p.experience_years',
    ])
    .select(reach(actor).as('is_reachable'))
    .select(eb =>
      eb
        .selectFrom('suppression as s')
        .select('s.reason')
        .where('s.address', '=', sql<string>`lower(u.email)`)
        .where('s.stream', '=', 'outbound')
        .as('no_mail'),
    )
    .where('u.role', '=', 'candidate')
    .where('u.deactivated_at', 'is', null)
    .where(scope(actor))
export type CandidateRow = Awaited<ReturnType<ReturnType<typeof candidateRows>['execute']>>[number]

/** The candidate, if the actor may look them up. */
export const seekCandidate = (db: Kysely<Tables>, actor: Actor, id: string) =>
  candidateRows(db, actor).where('u.id', '=', id).executeTakeFirst()
