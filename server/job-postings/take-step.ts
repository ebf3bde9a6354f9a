import type { IJobPosting, JobStatus } from '../../db/entities/job-posting.ts'
import type { Actor } from '../actor.ts'
import { invalidTransition, stale } from '../errors.ts'
import type { EventName } from '../events.ts'
import { authorize } from '../policy.ts'
import type { Write } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterStatus } from './enter-status.ts'
import { partyOf, policy } from './policy.ts'
import { findJobPosting, subjectOf } from './queries.ts'
import type { StepInput } from './schema.ts'
import { allowedSteps, doneIn, statusTable, type Step } from './statuses.ts'

interface Found {
  job: IJobPosting
  /** Where the step leads; nowhere when it has been taken already. */
  to: JobStatus | undefined
}

/** What is heard of each step. */
const eventOf = {
  submit: 'job.submitted',
  approve: 'job.approved',
  return: 'job.returned',
  pause: 'job.paused',
  reopen: 'job.reopened',
  close: 'job.closed',
} as const satisfies Record<Step, EventName>

/** The job with its row held, and where this step of its life leads. */
const findForStep = async (
  write: Write,
  actor: Actor,
  step: Step,
  { jobId, version }: StepInput,
): Promise<Found> => {
  const { em } = write
  const job = await findJobPosting(em, actor, jobId, { lock: true })
  const subject = await subjectOf(em, actor, job)
  authorize(policy, step, actor, subject)
  if (doneIn[step].includes(job.status)) return { job, to: undefined }
  if (version !== undefined && job.version !== version) throw stale(await answerWith(write, actor, job))
  // A recruiter who submits a client's draft does it for the client: it waits for a manager all the same.
  const forClient = step === 'submit' && subject.postedByClient && actor.role === 'recruiter'
  const party = forClient ? 'client' : partyOf(actor)
  const to = statusTable[job.status][step]?.[party]
  if (!to) throw invalidTransition(job.status, allowedSteps(job.status, party))
  return { job, to }
}

/**
 * Shared step: takes a job a step further in its life; `prepare` checks or sets what belongs to this step alone. The
 * step that has been taken already is a success that changes nothing. 404, 403, 409 `stale` with the job as it is now,
 * 409 `invalid_transition` with the steps that are possible.
 */
export const takeStep = async (
  write: Write,
  actor: Actor,
  step: Step,
  input: StepInput,
  prepare?: (job: IJobPosting) => Promise<void> | void,
) => {
  const { job, to } = await findForStep(write, actor, step, input)
  if (to) {
    await prepare?.(job)
    enterStatus(job, to, write.now)
    write.record(eventOf[step], { jobId: job.id })
  }
  return answerWith(write, actor, job)
}
