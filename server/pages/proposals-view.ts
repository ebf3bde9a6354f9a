import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Proposal } from '../../realtime/apply.ts'
import {
  isTableFree,
  proposalView,
  termLines,
  type ProposalReader,
} from '../../templates/web/proposal-view.ts'
import type { Actor } from '../actor.ts'
import * as clock from '../clock.ts'
import { mayReview, sideIn } from '../proposals/policy.ts'
import { presentProposal } from '../proposals/presenter.ts'
import { proposalRounds } from '../proposals/queries.ts'
import { readTerms } from '../proposals/read-terms.ts'
import { policy as threads } from '../threads/policy.ts'
import { seekPlace, subjectOf } from '../threads/queries.ts'

interface Words {
  /** On the button of whoever may make the next proposal. */
  make: string
  empty: { title: string; words: string }
}

/** What lies on a table, the rounds before it, and whether its reader may make the next one. */
const tableView = (rounds: Proposal[], reader: ProposalReader, mayMake: boolean, { make, empty }: Words) => {
  const now = clock.now()
  const [latest, ...earlier] = rounds
  return {
    proposal: latest ? proposalView(latest, reader, now) : null,
    earlier: earlier.map(round => proposalView(round, reader, now)),
    make: mayMake && isTableFree(latest, now) ? make : null,
    empty,
  }
}

/** The negotiation of a job as this reader, who takes part in it, finds it. */
export const negotiationView = async (db: Kysely<Tables>, actor: Actor, jobId: string) => {
  const place = (await seekPlace(db, { jobId }))!
  const speaks = threads.can(actor, 'write', subjectOf(place, 'negotiation', actor))
  const reader = { side: sideIn(actor), speaks, reviews: speaks && mayReview(actor) }
  const rounds = (await proposalRounds(db, { jobId })).map(presentProposal[reader.side])
  const { data } = await readTerms(actor, jobId)
  return {
    table: tableView(rounds, reader, speaks, {
      make: 'Propose terms',
      empty: {
        title: 'Nothing is on the table',
        words: speaks
          ? 'Propose what a hire costs and how it is paid. The other side accepts it, or answers with terms of its own.'
          : 'Terms are proposed by the recruiters, or by whoever of your company is responsible for this job.',
      },
    }),
    bound: data.map(({ version, boundAt, terms, ...more }) => ({
      version,
      boundAt,
      lines: termLines(terms),
      approvedBy: 'approvedBy' in more ? more.approvedBy : null,
    })),
  }
}

interface Offered {
  id: string
  stage: string
  expectedSalary?: { currency: string } | null | undefined
}

/**
 * The offers on an application, to its candidate and the staff, who alone take part in them. There is something to show
 * from the stage on in which they are made.
 */
export const offersView = async (
  db: Kysely<Tables>,
  actor: Actor,
  { id, stage, expectedSalary }: Offered,
) => {
  const place = (await seekPlace(db, { applicationId: id }))!
  const subject = subjectOf(place, 'candidate', actor)
  if (!threads.can(actor, 'read', subject)) return { takesOffers: false, offer: null }
  const reader = { side: sideIn(actor), speaks: threads.can(actor, 'write', subject), reviews: false }
  const rounds = (await proposalRounds(db, { applicationId: id })).map(presentProposal[reader.side])
  const makes = reader.speaks && stage === 'offer' && reader.side === 'staff'
  const words = {
    make: 'Make an offer',
    empty: {
      title: 'No offer has been made yet',
      words: makes
        ? 'Say what the employer offers: the candidate accepts it, declines it, or answers with a wish.'
        : 'The recruiters prepare it. You answer it here.',
    },
  }
  return {
    takesOffers: true,
    isOffer: true,
    currency: expectedSalary?.currency ?? 'EUR',
    offer: rounds.length || stage === 'offer' ? tableView(rounds, reader, makes, words) : null,
  }
}

/** Whether this reader finds a negotiation behind the board of a job. */
export const hasNegotiation = async (db: Kysely<Tables>, actor: Actor, jobId: string) => {
  const place = (await seekPlace(db, { jobId }))!
  return threads.can(actor, 'read', subjectOf(place, 'negotiation', actor))
}
