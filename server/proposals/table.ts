import type { Stage } from '../../db/entities/application.ts'
import type { Actor } from '../actor.ts'
import { holdCard } from '../applications/hold-card.ts'
import { notFound, proposalClosed } from '../errors.ts'
import { authorize } from '../policy.ts'
import { policy as threads } from '../threads/policy.ts'
import { findThread, type PlaceRow } from '../threads/queries.ts'
import { holdThread } from '../threads/write-message.ts'
import type { Write } from '../transaction.ts'
import { authorizeDeciding, sideIn } from './policy.ts'
import { presentProposal } from './presenter.ts'
import { latestProposal, seekProposal, type ProposalRow } from './queries.ts'

type Place = Pick<PlaceRow, 'job_id' | 'application_id'>

/**
 * Shared step: holds all that a proposal in this thread may change, until the transaction ends: of an offer the card,
 * always the thread. `latest` is what lies on the table, whatever became of it.
 */
export const holdTable = async (
  write: Write,
  { job_id: jobId, application_id: applicationId }: Place,
  { to }: { to?: Stage } = {},
) => {
  const hand = applicationId ? await holdCard(write, applicationId, to ? { to } : {}) : null
  const thread = await holdThread(
    write,
    applicationId ? { kind: 'candidate', jobId, applicationId } : { kind: 'negotiation', jobId },
  )
  const latest = (await latestProposal(write.sql, [thread.id])).get(thread.id)
  return { hand, thread, latest }
}
export type Table = Awaited<ReturnType<typeof holdTable>>

/** How a proposal stands at this instant, also before the sweep has written it down. */
export const standingOf = (proposal: ProposalRow, { hand }: Pick<Table, 'hand'>, now: Date) => {
  if (proposal.status !== 'open') return proposal.status
  if (proposal.expires_at && proposal.expires_at <= now) return 'expired'
  return hand && hand.draft.card.stage !== 'offer' ? 'withdrawn' : 'open'
}

/** The proposal as this actor may see it, as it stands now. */
export const showStanding = (actor: Actor, proposal: ProposalRow, table: Pick<Table, 'hand'>, now: Date) =>
  presentProposal[sideIn(actor)]({ ...proposal, status: standingOf(proposal, table, now) })

/** The thread of this proposal, its place, and itself. 404 unless the actor may read it. */
export const findProposal = async ({ sql }: Pick<Write, 'sql'>, actor: Actor, id: string) => {
  const proposal = await seekProposal(sql, id)
  if (!proposal) throw notFound()
  return { proposal, ...(await findThread(sql, actor, proposal.thread_id)) }
}

interface Deciding {
  proposalId: string
  by: 'other' | 'own'
  /** What the proposal becomes: that it has become so already is a success, which changes nothing. */
  becomes?: ProposalRow['status']
  /** The stage that the card goes to with it. */
  to?: Stage
}

/**
 * Shared step: finds an open proposal through the actor and holds it for the decision of one side. 404, 403, 409
 * `proposal_closed` with the proposal that stands now. `isDone`: it has been decided so before.
 */
export const holdProposal = async (write: Write, actor: Actor, { proposalId, by, becomes, to }: Deciding) => {
  const { proposal: found, place, subject } = await findProposal(write, actor, proposalId)
  authorize(threads, 'write', actor, subject)
  authorizeDeciding(actor, by, found)
  const table = await holdTable(write, place, to ? { to } : {})
  const latest = table.latest!
  const isDone = latest.id === proposalId && latest.status === becomes
  if (!isDone && (latest.id !== proposalId || standingOf(latest, table, write.now) !== 'open'))
    throw proposalClosed(showStanding(actor, latest, table, write.now))
  return { ...table, proposal: latest, isDone }
}
