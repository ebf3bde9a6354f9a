import type { Actor } from '../actor.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { policy, subjectOf } from './policy.ts'
import { presentSubmission } from './presenter.ts'
import { holdSubmission, submissionRow } from './queries.ts'
import type { DeclineInput } from './schema.ts'
import { refuseClosed, settle } from './settle.ts'

/**
 * The candidate does not want to be put forward for this position. Again is a success that changes nothing.
 * 409 `invalid_transition` if it is answered otherwise, taken back or expired.
 */
export const declineSubmission = (actor: Actor, { submissionId, reason }: DeclineInput) =>
  transaction(actor, async write => {
    const row = await holdSubmission(write.sql, actor, submissionId)
    authorize(policy, 'decline', actor, subjectOf(row))
    if (row.status === 'declined') return presentSubmission.candidate(row)
    refuseClosed(row, write.now, presentSubmission.candidate(row))
    await settle(write, row, { status: 'declined', reason: reason ?? null })
    return presentSubmission.candidate(await submissionRow(write.sql, submissionId))
  })
