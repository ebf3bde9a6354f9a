import { newId } from '../../db/new-id.ts'
import type { Actor } from '../actor.ts'
import { conflict, forbidden, jobClosed } from '../errors.ts'
import { takesApplications } from '../job-postings/policy.ts'
import { findJobPosting, lockJobPosting } from '../job-postings/queries.ts'
import { transaction, type Write } from '../transaction.ts'
import { consentText } from './consent.ts'
import { refuseTaken } from './ownership.ts'
import { holdPerson, personNamed } from './person.ts'
import { cutOf, mayPropose } from './policy.ts'
import { presentSubmission } from './presenter.ts'
import { submissionRow } from './queries.ts'
import { answerDays, type ProposeInput } from './schema.ts'
import { settle } from './settle.ts'

interface Place {
  jobId: string
  candidateId: string
  agencyCompanyId: string | null
}

/** Nobody is asked twice at once by the same side. One whose time is over makes way, whenever the sweep comes by. */
const makeWay = async (write: Write, { jobId, candidateId, agencyCompanyId }: Place) => {
  const before = await write.sql
    .selectFrom('submission')
    .select(['id', 'job_id', 'expires_at'])
    .where('job_id', '=', jobId)
    .where('candidate_id', '=', candidateId)
    .where('agency_company_id', agencyCompanyId === null ? 'is' : '=', agencyCompanyId)
    .where('status', '=', 'proposed')
    .forUpdate()
    .executeTakeFirst()
  if (!before) return
  if (before.expires_at > write.now)
    throw conflict('You have put this candidate forward for this job already. They have not answered yet.')
  await settle(write, before, { status: 'expired' })
}

/** What it says of itself for good: who, by whom, for what, under the names of today. */
const namesOf = async (
  { sql }: Write,
  actor: Actor,
  { companyId, side }: { companyId: string; side: string },
) => {
  const companies = await sql
    .selectFrom('company')
    .select(['id', 'name', 'ownership_days'])
    .where('id', 'in', [companyId, side])
    .execute()
  const employer = companies.find(({ id }) => id === companyId)!
  return {
    byName: actor.name,
    byCompanyName: companies.find(({ id }) => id === side)!.name,
    companyName: employer.name,
    ownershipDays: employer.ownership_days,
  }
}

/**
 * Puts a candidate forward for a job: they are asked to agree, in words that are kept, and have 14 days to answer.
 * 400 for a candidate the actor cannot look up, 409 `job_closed`, `already_applied`, `candidate_owned`, or `conflict` if
 * the same side has asked them already.
 */
export const proposeCandidate = (actor: Actor, { jobId, note, ...named }: ProposeInput) =>
  transaction(actor, async write => {
    const { em, sql, now, record } = write
    const job = await findJobPosting(em, actor, jobId)
    if (!mayPropose(actor)) throw forbidden()
    // Before anybody is looked for: a closed job answers alike, whoever is named.
    if (!takesApplications(job, now)) throw jobClosed()
    const person = await personNamed(write, actor, named)
    await holdPerson(write, person.id)
    if (!takesApplications(await lockJobPosting(em, jobId, 'share'), now)) throw jobClosed()

    const agencyCompanyId = actor.role === 'agency' ? actor.companyId : null
    const companyId = job.company.id
    const side = agencyCompanyId ?? job.staffingCompany.id
    await makeWay(write, { jobId, candidateId: person.id, agencyCompanyId })
    await refuseTaken(write, actor, { jobId, companyId, candidateId: person.id, side })

    const id = newId()
    const names = await namesOf(write, actor, { companyId, side })
    await sql
      .insertInto('submission')
      .values({
        id,
        job_id: jobId,
        candidate_id: person.id,
        company_id: companyId,
        source: agencyCompanyId ? 'agency' : 'recruiter',
        agency_company_id: agencyCompanyId,
        by_id: actor.id,
        by_name: names.byName,
        by_company_name: names.byCompanyName,
        candidate_name: person.name,
        candidate_email: person.email,
        job_title: job.title,
        company_name: names.companyName,
        note: note ?? null,
        status: 'proposed',
        consent_text: consentText({ ...names, jobTitle: job.title }),
        expires_at: new Date(now.getTime() + answerDays * 86_400_000),
        created_at: now,
        updated_at: now,
      })
      .execute()
    record('submission.proposed', { submissionId: id, jobId })
    return presentSubmission[cutOf(actor)](await submissionRow(sql, id))
  })
