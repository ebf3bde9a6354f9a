import type { IJobPosting } from '../../db/entities/job-posting.ts'
import type { Actor } from '../actor.ts'
import { conflict, stale } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction, type Write } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { readFields } from './fields.ts'
import { settleOpenings } from './fill.ts'
import { policy } from './policy.ts'
import { findJobPosting, subjectOf } from './queries.ts'
import type { EditInput } from './schema.ts'

/** Whoever was shown under a pseudonym is not named by a switch, but by an approval. Throws 409 if anybody was shown. */
const keepAsShown = async ({ sql }: Pick<Write, 'sql'>, { id, company, staffingCompany }: IJobPosting) => {
  const shown = await sql
    .selectFrom('application')
    .select('id')
    .where('job_id', '=', id)
    .$if(company.id !== staffingCompany.id, query => query.where('shown_to_client_at', 'is not', null))
    .limit(1)
    .executeTakeFirst()
  if (shown)
    throw conflict('Candidates were shown to the client: the shortlist stays blind, or not, as it is.')
}

/**
 * Changes the fields that are given; a replacement gives them all. 409 `stale` with the job as it is now, 400 for a
 * deadline in the past, 409 `conflict` for fewer openings than people hired, and for a blind shortlist that is in use.
 */
export const editJobPosting = (actor: Actor, { jobId, version, ...fields }: EditInput) =>
  transaction(actor, async write => {
    const { em, now } = write
    const job = await findJobPosting(em, actor, jobId, { lock: true })
    authorize(policy, 'edit', actor, await subjectOf(em, actor, job))
    if (job.version !== version) throw stale(await answerWith(write, actor, job))
    if (!Object.keys(fields).length) return answerWith(write, actor, job)

    if (fields.blindShortlist !== undefined && fields.blindShortlist !== job.blindShortlist)
      await keepAsShown(write, job)

    const { openings, title } = job
    Object.assign(job, readFields(fields, now, job), { version: job.version + 1, updatedAt: now })
    write.record('job.edited', { jobId, retitled: job.title !== title })
    if (job.openings !== openings) await settleOpenings(write, job)
    return answerWith(write, actor, job)
  })
