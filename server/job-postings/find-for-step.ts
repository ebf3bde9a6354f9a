import type { IJobPosting, JobStatus } from '../../db/entities/job-posting.ts'
import type { Actor } from '../actor.ts'
import { invalidTransition, stale } from '../errors.ts'
import { authorize } from '../policy.ts'
import type { Write } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { partyOf, policy } from './policy.ts'
import { findJobPosting, subjectOf } from './queries.ts'
import type { StepInput } from './schema.ts'
import { allowedSteps, doneIn, statusTable, type Step } from './statuses.ts'

interface Found {
  job: IJobPosting
  /** Where the step leads; nowhere when it has been taken already. */
  to: JobStatus | undefined
}

/**
 * Shared step: the job with its row held, and where this step of its life leads. 404, 403, 409 `stale` with the job as
 * it is now, 409 `invalid_transition` with the steps that are possible.
 */
export const findForStep = async (
  { em }: Write,
  actor: Actor,
  step: Step,
  { jobId, version }: StepInput,
): Promise<Found> => {
  const job = await findJobPosting(em, actor, jobId, { lock: true })
  const subject = await subjectOf(em, actor, job)
  authorize(policy, step, actor, subject)
  if (doneIn[step].includes(job.status)) return { job, to: undefined }
  if (version !== undefined && job.version !== version) throw stale(await answerWith(em, actor, job))
  // A recruiter who submits a client's draft does it for the client: it waits for a manager all the same.
  const forClient = step === 'submit' && subject.postedByClient && actor.role === 'recruiter'
  const party = forClient ? 'client' : partyOf(actor)
  const to = statusTable[job.status][step]?.[party]
  if (!to) throw invalidTransition(job.status, allowedSteps(job.status, party))
  return { job, to }
}
