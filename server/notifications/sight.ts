import type { Sender } from '../../db/statement.ts'
import type { ThreadKind } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { subjectOf } from '../applications/policy.ts'
import { findApplications, type HeldApplication } from '../applications/queries.ts'
import { isOwnJob, jobRows, type JobRow } from '../job-postings/queries.ts'
import { policy as threads } from '../threads/policy.ts'

/** What somebody is told of, as far as their right to read it hangs on it: an application or a job, and the thread there. */
export interface About {
  applicationId: string | null
  jobId: string | null
  thread: ThreadKind | null
}

export interface Seen {
  application?: HeldApplication
  job?: JobRow
}

const applicationThread = (row: HeldApplication, actor: Actor, kind: ThreadKind) =>
  threads.can(actor, 'read', { ...subjectOf(row, actor), kind, speaksForClient: false, own: false })

const jobThread = (row: JobRow, actor: Actor, kind: ThreadKind) =>
  threads.can(actor, 'read', {
    kind,
    companyId: row.company_id,
    staffingCompanyId: row.staffing_company_id,
    candidateId: null,
    shownToClient: false,
    jobDeleted: row.deleted_at !== null,
    onPanel: false,
    speaksForClient: false,
    own: false,
  })

/**
 * What each of these people may see of what they are told of, decided by the features' own policies from the rows as
 * they are now; undefined for what they may not. Two statements, however many ask.
 */
export const seenBy = async (sender: Sender, asks: (About & { actor: Actor })[]) => {
  const onApplications = asks.filter(({ applicationId }) => applicationId !== null)
  const onJobs = asks.filter(({ applicationId, jobId }) => applicationId === null && jobId !== null)
  const [applications, jobs] = await Promise.all([
    findApplications(
      sender,
      onApplications.map(({ actor, applicationId }) => ({ actor, id: applicationId! })),
    ),
    jobRows(sender, [...new Set(onJobs.map(({ jobId }) => jobId!))]),
  ])
  const applicationOf = new Map(onApplications.map((ask, index) => [ask, applications[index]]))
  const jobOf = new Map(jobs.map(row => [row.id, row]))

  return asks.map((ask): Seen | undefined => {
    const { actor, applicationId, jobId, thread } = ask
    if (applicationId !== null) {
      const row = applicationOf.get(ask)
      return row && (!thread || applicationThread(row, actor, thread)) ? { application: row } : undefined
    }
    // What hangs on nothing is its reader's own.
    if (jobId === null) return {}
    const row = jobOf.get(jobId)
    return row && isOwnJob(actor, row) && (!thread || jobThread(row, actor, thread))
      ? { job: row }
      : undefined
  })
}
