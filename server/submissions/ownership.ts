import { sql as raw } from 'kysely'
import { Application } from '../../db/entities/application.ts'
import type { Actor } from '../actor.ts'
import { presentApplication } from '../applications/presenter.ts'
import { applicationRow } from '../applications/queries.ts'
import { alreadyApplied, candidateOwned } from '../errors.ts'
import type { Write } from '../transaction.ts'
import { cutOf } from './policy.ts'

/** What would come of a submission: whose it is, and who for which job of which employer. */
interface Claim {
  jobId: string
  /** The employer. Candidates are owned by employer, not by job. */
  companyId: string
  candidateId: string
  /** The company that submits: the agency, or the job’s staffing company. */
  side: string
}

/**
 * Who owns a candidate for an employer now: whoever was accepted first of those whose days have not passed. They are
 * counted from the acceptance, to the instant.
 */
const ownerOf = ({ sql, now }: Write, { candidateId, companyId }: Claim) =>
  sql
    .selectFrom('submission as s')
    .innerJoin('company as c', 'c.id', 's.company_id')
    .innerJoin('job_posting as j', 'j.id', 's.job_id')
    .select(['s.by_company_name', 's.company_name'])
    .select([
      raw<string>`coalesce(s.agency_company_id, j.staffing_company_id)`.as('side'),
      raw<Date>`s.decided_at + make_interval(hours => 24 * c.ownership_days)`.as('until'),
    ])
    .where('s.candidate_id', '=', candidateId)
    .where('s.company_id', '=', companyId)
    .where('s.status', '=', 'accepted')
    .where(raw<boolean>`s.decided_at + make_interval(hours => 24 * c.ownership_days) > ${now}`)
    .orderBy('s.decided_at')
    .executeTakeFirst()

/**
 * Shared step, with the person held: throws 409 `already_applied` if they have an application to this job, however they
 * came to it, 409 `candidate_owned` if they are somebody else’s with this employer. An agency is told of neither: it
 * reads the same words for both, and no more.
 */
export const refuseTaken = async (write: Write, actor: Actor, claim: Claim) => {
  const cut = cutOf(actor)
  const { jobId, candidateId, side } = claim
  const application = await write.em.findOne(Application, { job: jobId, candidate: candidateId })
  const owner = await ownerOf(write, claim)
  const isOthers = owner !== undefined && owner.side !== side
  if (cut === 'agency') {
    if (application || isOthers) throw candidateOwned()
    return
  }
  if (application) {
    const current = presentApplication[cut](await applicationRow(write.sql, application.id))
    throw alreadyApplied(
      current,
      cut === 'staff' ? 'This candidate has applied to this job before.' : undefined,
    )
  }
  if (!isOthers) return
  const whom = cut === 'staff' ? 'this candidate' : 'you'
  const until = owner.until.toISOString().slice(0, 10)
  throw candidateOwned(
    `${owner.by_company_name} represents ${whom} with ${owner.company_name} until ${until}.`,
  )
}
