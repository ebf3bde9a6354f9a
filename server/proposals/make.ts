import type { Actor } from '../actor.ts'
import { conflict, invalidField, proposalOpen } from '../errors.ts'
import { authorize } from '../policy.ts'
import { policy as threads } from '../threads/policy.ts'
import { findPlace, findThread, subjectOf } from '../threads/queries.ts'
import { transaction, type Write } from '../transaction.ts'
import { closeProposal } from './close.ts'
import { authorizeMaking, kindIn } from './policy.ts'
import { putOnTable } from './put-on-table.ts'
import type { MakeInput } from './schema.ts'
import { show } from './show.ts'
import { holdTable, showStanding, standingOf, type Table } from './table.ts'

/** The thread that is named, or the one that the first proposal opens. */
const findWhere = async ({ sql }: Write, actor: Actor, { threadId, jobId, applicationId }: MakeInput) => {
  if ([threadId, jobId, applicationId].filter(Boolean).length !== 1)
    throw invalidField('/threadId', 'one_of', 'Name the thread, or the job, or the application.')
  if (threadId) {
    const { thread, place, subject } = await findThread(sql, actor, threadId)
    return { kind: thread.kind, place, subject }
  }
  const kind = jobId ? ('negotiation' as const) : ('candidate' as const)
  const place = await findPlace(sql, actor, { kind, of: (jobId ?? applicationId)! })
  return { kind, place, subject: subjectOf(place, kind, actor) }
}

/** One lies there at a time. What has expired makes room, also before the sweep has come by. */
const clearTable = async (write: Write, actor: Actor, table: Table) => {
  const { latest, thread } = table
  if (!latest) return
  const standing = standingOf(latest, table, write.now)
  if (standing === 'open' || latest.review === 'pending')
    throw proposalOpen(showStanding(actor, latest, table, write.now))
  if (latest.status !== 'open') return
  await closeProposal({ ...write, actor: null }, latest, { status: 'expired' })
  write.record('proposal.expired', { proposalId: latest.id, thread })
}

/**
 * Puts terms before the client or the staffing company, or an offer before a candidate: the next round of its thread.
 * 409 `proposal_open` with the one that
 * lies there, also while it waits for the manager; 409 `conflict` for an offer outside of the stage Offer; 400 for terms
 * that do not fit.
 */
export const makeProposal = (actor: Actor, input: MakeInput) =>
  transaction(actor, async write => {
    const { kind, place, subject } = await findWhere(write, actor, input)
    authorize(threads, 'write', actor, subject)
    if (!kindIn[kind]) throw conflict('Nothing is proposed in a discussion.')
    authorizeMaking(actor)
    const table = await holdTable(write, place)
    const card = table.hand?.draft.card
    if (card && card.stage !== 'offer') throw conflict('An offer is made in the stage Offer.')
    await clearTable(write, actor, table)

    const proposalId = await putOnTable(write, actor, table, input)
    write.record('proposal.made', { proposalId, thread: table.thread, card })
    return show(write, actor, proposalId)
  })
