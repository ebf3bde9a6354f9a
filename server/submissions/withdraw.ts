import type { Actor } from '../actor.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { cutOf, policy, subjectOf } from './policy.ts'
import { presentSubmission } from './presenter.ts'
import { holdSubmission, submissionRow } from './queries.ts'
import type { SubmissionInput } from './schema.ts'
import { refuseClosed, settle } from './settle.ts'

/**
 * The side that put the candidate forward takes it back, while it is not answered. Again is a success that changes
 * nothing. 409 `invalid_transition` once it is answered or expired.
 */
export const withdrawSubmission = (actor: Actor, { submissionId }: SubmissionInput) =>
  transaction(actor, async write => {
    const present = presentSubmission[cutOf(actor)]
    const row = await holdSubmission(write.sql, actor, submissionId)
    authorize(policy, 'withdraw', actor, subjectOf(row))
    if (row.status === 'withdrawn') return present(row)
    refuseClosed(row, write.now, present(row))
    await settle(write, row, { status: 'withdrawn' })
    return present(await submissionRow(write.sql, submissionId))
  })
