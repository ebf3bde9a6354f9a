import type { JobStatus } from '../../db/entities/job-posting.ts'

/** The part somebody plays in a job's life. Admins play the manager's. */
export type Party = 'manager' | 'recruiter' | 'client'
export type Step = 'submit' | 'approve' | 'return' | 'pause' | 'reopen' | 'close'

const byStaff = (to: JobStatus) => ({ manager: to, recruiter: to })
const byAll = (to: JobStatus) => ({ manager: to, recruiter: to, client: to })

/**
 * The whole life of a job: status → step → who may take it, and where it leads them. What a client submits waits for a
 * manager; what the staff submit opens at once. A job is filled by its last hire and by nobody's step. Pure.
 */
export const statusTable: Record<JobStatus, Partial<Record<Step, Partial<Record<Party, JobStatus>>>>> = {
  draft: { submit: { ...byStaff('open'), client: 'pending_approval' } },
  pending_approval: { approve: { manager: 'open' }, return: { manager: 'draft' } },
  open: { pause: byStaff('paused'), close: byAll('closed') },
  paused: { reopen: byStaff('open'), close: byAll('closed') },
  filled: { close: byAll('closed') },
  closed: { reopen: byStaff('open') },
}

/** Statuses in which a step has been taken already: taking it again is a success that changes nothing. */
export const doneIn: Record<Step, readonly JobStatus[]> = {
  submit: ['pending_approval', 'open'],
  approve: ['open'],
  // Its reason would be lost without a word
  return: [],
  pause: ['paused'],
  reopen: ['open'],
  close: ['closed'],
}

/** The steps this party may take from a status. */
export const allowedSteps = (status: JobStatus, party: Party): Step[] =>
  (Object.keys(statusTable[status]) as Step[]).filter(step => statusTable[status][step]?.[party])
