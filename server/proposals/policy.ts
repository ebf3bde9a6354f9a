import type { Tables, ThreadKind } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { forbidden } from '../errors.ts'
import { sideOf } from '../threads/policy.ts'

export type ProposalSide = Tables['proposal']['side']

/** What is proposed in which kind of thread: in a discussion nothing is. */
export const kindIn = {
  negotiation: 'service_terms',
  candidate: 'employment_offer',
  discussion: null,
} as const satisfies Record<ThreadKind, Tables['proposal']['kind'] | null>

/** The side of somebody who takes part in a thread with proposals. Interviewers sit in discussions alone. */
export const sideIn = (actor: Actor) => sideOf(actor) as ProposalSide

/** Throws 403 for whoever may speak in the thread, but not make the first proposal: a candidate counters. */
export const authorizeMaking = (actor: Actor) => {
  if (sideIn(actor) === 'candidate') throw forbidden('The first offer is the company’s: you may counter it.')
}

/** A proposal is answered by the other side, and taken back by its own. Throws 403. */
export const authorizeDeciding = (actor: Actor, by: 'other' | 'own', proposal: { side: ProposalSide }) => {
  const isOwn = proposal.side === sideIn(actor)
  if (by === 'other' && isOwn) throw forbidden('Your own side made this proposal: the other side answers it.')
  if (by === 'own' && !isOwn) throw forbidden('Only the side that made a proposal takes it back.')
}

/** Terms that a recruiter made or accepted are a manager's to approve. */
export const mayReview = ({ role }: Pick<Actor, 'role'>) => role === 'manager' || role === 'admin'

/** Whether accepted terms bind at once: if the one who spoke for the staffing company may review terms. */
export const bindsAtOnce = (
  proposal: { side: ProposalSide; by_role: Actor['role'] },
  accepter: Pick<Actor, 'role'>,
) => mayReview(proposal.side === 'staff' ? { role: proposal.by_role } : accepter)
