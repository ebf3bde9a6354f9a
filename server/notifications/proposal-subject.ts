import type { Tables } from '../../db/tables.ts'
import type { Notice } from './notice.ts'
import { cardFacts, jobOf, seeing, whoDid, whoFor, type JobFacts, type Subject } from './subjects.ts'

type Proposal = Tables['proposal']

export interface ProposalFacts extends JobFacts {
  kind: Proposal['kind']
  round: number
  review: Proposal['review']
  /** The candidate whom an offer is made to; nobody for terms. */
  candidate: string | null
}

/** Who of the firm approves terms, or does not, is the firm's own business. */
const isReview = ({ event }: Notice) => event === 'proposal.approved' || event === 'proposal.returned'

/** Terms or an offer, to those who may read its thread. What they say is read there. */
export const proposal: Subject<ProposalFacts> = async (write, notice, listeners) => {
  const row = await write.sql
    .selectFrom('proposal as p')
    .innerJoin('thread as t', 't.id', 'p.thread_id')
    .select(['p.kind', 'p.round', 'p.review', 't.kind as thread', 't.job_id', 't.application_id'])
    .where('p.id', '=', notice.proposalId!)
    .executeTakeFirstOrThrow()
  const applicationId = row.application_id
  const jobId = applicationId ? null : row.job_id
  const [seen, did] = await Promise.all([
    seeing(write, listeners, { applicationId, jobId, thread: row.thread }),
    whoDid(write, notice),
  ])
  return seen.map(({ listener, seen: place }) => {
    const shown = place.application && cardFacts(place.application, undefined, listener, did)
    const facts: ProposalFacts = {
      who: shown
        ? shown.who
        : whoFor(isReview(notice) && listener.actor.role === 'client' ? undefined : did, listener.actor),
      zone: listener.zone,
      job: shown?.job ?? jobOf(place.job!),
      kind: row.kind,
      round: row.round,
      review: row.review,
      candidate: shown?.card.candidate ?? null,
    }
    const url = applicationId ? `/applications/${applicationId}` : `/jobs/${facts.job.id}/negotiation`
    const body = [facts.job.title, facts.job.company, facts.who].filter(Boolean).join(' · ')
    return { listener, facts, frame: { body, url, applicationId, jobId } }
  })
}
