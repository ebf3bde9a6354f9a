import type { Actor } from '../actor.ts'
import { enterBoard } from '../applications/enter-stage.ts'
import { applicationRow, historyRows } from '../applications/queries.ts'
import { conflict, jobClosed } from '../errors.ts'
import { takesApplications } from '../job-postings/policy.ts'
import { isInvited, lockJobPosting } from '../job-postings/queries.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { refuseTaken } from './ownership.ts'
import { holdPerson } from './person.ts'
import { policy, subjectOf } from './policy.ts'
import { presentSubmission } from './presenter.ts'
import { findSubmission, holdSubmission, submissionRow } from './queries.ts'
import type { SubmissionInput } from './schema.ts'
import { refuseClosed, settle } from './settle.ts'

/**
 * The candidate agrees to be put forward for this position: their application is on the board, and whoever asked first
 * owns them for this employer. Who agreed when to which words stays with the submission.
 * Again is a success that changes nothing. 409 `invalid_transition` if it is answered, taken back or expired, 409
 * `job_closed`, `already_applied`, `candidate_owned`, 409 `conflict` if the agency is not on the job any more.
 */
export const acceptSubmission = (actor: Actor, { submissionId }: SubmissionInput) =>
  transaction(actor, async write => {
    const { em, sql, now, record } = write
    const found = await findSubmission(sql, actor, submissionId)
    authorize(policy, 'accept', actor, subjectOf(found))
    await holdPerson(write, found.candidate_id)
    const row = await holdSubmission(sql, actor, submissionId)
    if (row.status === 'accepted') return presentSubmission.candidate(row)
    refuseClosed(row, now, presentSubmission.candidate(row))
    const { job_id: jobId, candidate_id: candidateId, agency_company_id: agencyCompanyId } = row
    // Closing the job waits for us.
    if (!takesApplications(await lockJobPosting(em, jobId, 'share'), now)) throw jobClosed()
    if (agencyCompanyId && !(await isInvited(em, jobId, agencyCompanyId)))
      throw conflict(`${row.by_company_name} does not work on this job any more.`)
    const side = agencyCompanyId ?? row.staffing_company_id
    await refuseTaken(write, actor, { jobId, companyId: row.company_id, candidateId, side })

    const { id, historyId } = await enterBoard(write, {
      jobId,
      candidateId,
      source: row.source,
      agencyCompanyId,
    })
    const [entry] = await historyRows(sql, id, historyId)
    record('application.applied', { card: await applicationRow(sql, id), entry })
    await settle(write, row, { status: 'accepted', application_id: id })
    return presentSubmission.candidate(await submissionRow(sql, submissionId))
  })
