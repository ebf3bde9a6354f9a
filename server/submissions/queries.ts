import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { policy, subjectOf } from './policy.ts'

/** What a submission's presenters are made of. */
export const rowsOf = (db: Kysely<Tables>) =>
  db
    .selectFrom('submission as s')
    .innerJoin('job_posting as j', 'j.id', 's.job_id')
    .innerJoin('users as u', 'u.id', 's.candidate_id')
    .leftJoin('application as a', 'a.id', 's.application_id')
    .selectAll('s')
    .select(['j.staffing_company_id', 'u.email as account_email', 'a.stage', 'a.stage_since'])
export type SubmissionRow = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

/** One submission, whoever asks. */
export const submissionRow = (db: Kysely<Tables>, id: string) =>
  rowsOf(db).where('s.id', '=', id).executeTakeFirstOrThrow()

/** The submission, if the actor may see it; 404 otherwise. */
export const findSubmission = async (db: Kysely<Tables>, actor: Actor, id: string) => {
  const row = await rowsOf(db).where('s.id', '=', id).executeTakeFirst()
  if (!row || !policy.can(actor, 'read', subjectOf(row))) throw notFound()
  return row
}

/** The same, its row held until the transaction ends: what it says now stays so. */
export const holdSubmission = async (db: Kysely<Tables>, actor: Actor, id: string) => {
  await db.selectFrom('submission').select('id').where('id', '=', id).forUpdate().execute()
  return findSubmission(db, actor, id)
}
