import {
  seeing,
  whoDid,
  whoFor,
  type Frame,
  type Heard,
  type JobFacts,
  type Listener,
  type Subject,
} from './subjects.ts'

export interface SubmissionFacts extends JobFacts {
  candidate: string
  /** The agency that made it; null if the staff did. */
  agency: string | null
}

/**
 * A candidate who was put forward. It is the candidate's own, and the agency's that made it, whoever may see the job;
 * to the staff it hangs on that.
 */
export const submission: Subject<SubmissionFacts> = async (write, notice, listeners) => {
  const row = await write.sql
    .selectFrom('submission as s')
    .innerJoin('job_posting as j', 'j.id', 's.job_id')
    .innerJoin('company as c', 'c.id', 'j.company_id')
    .leftJoin('company as k', 'k.id', 's.agency_company_id')
    .select([
      's.job_id',
      's.candidate_id',
      's.agency_company_id',
      'j.title',
      'c.name as company',
      // To an agency they are who it named, until they agree: the account may be under another name.
      's.candidate_name as name',
      'k.name as agency',
    ])
    .where('s.id', '=', notice.submissionId!)
    .executeTakeFirstOrThrow()
  const isOwn = ({ actor }: Listener) =>
    actor.id === row.candidate_id || (actor.role === 'agency' && actor.companyId === row.agency_company_id)
  const [seen, did] = await Promise.all([
    seeing(
      write,
      listeners.filter(listener => !isOwn(listener)),
      { applicationId: null, jobId: row.job_id, thread: null },
    ),
    whoDid(write, notice),
  ])
  const heard = (listener: Listener, jobId: string | null): Heard<SubmissionFacts> => {
    const who = whoFor(did, listener.actor, row.candidate_id)
    const job = { id: row.job_id, title: row.title, company: row.company }
    const isCandidate = listener.actor.id === row.candidate_id
    const frame: Frame = {
      body: [row.title, row.company, who].filter(Boolean).join(' · '),
      url: isCandidate ? '/my-applications' : `/jobs/${row.job_id}/put-forward`,
      applicationId: null,
      jobId,
    }
    return {
      listener,
      facts: { who, zone: listener.zone, job, candidate: row.name, agency: row.agency },
      frame,
    }
  }
  return [
    ...listeners.filter(isOwn).map(listener => heard(listener, null)),
    ...seen.map(({ listener }) => heard(listener, row.job_id)),
  ]
}
