import { isDeepStrictEqual } from 'node:util'
import type { ServiceTerms, Terms } from '../../db/tables.ts'
import type { BoundTermsRow, ProposalRow } from './queries.ts'

/** Service terms, field by field: nothing else that may once be stored with them is shown. */
export const presentServiceTerms = (terms: ServiceTerms) => ({
  fee: terms.fee,
  currency: terms.currency,
  paymentDays: terms.paymentDays,
  invoiceDelayDays: terms.invoiceDelayDays,
  guaranteeDays: terms.guaranteeDays,
  rebate: terms.rebate,
})

const presentTerms = (terms: Terms) =>
  'salary' in terms
    ? { salary: terms.salary, startsOn: terms.startsOn, note: terms.note }
    : presentServiceTerms(terms)

/** What this round says otherwise than the one before, field by field. The first round changes nothing. */
const changesOf = ({ terms, terms_before: before }: ProposalRow) => {
  if (!before) return []
  const was = new Map<string, unknown>(Object.entries(presentTerms(before)))
  return Object.entries(presentTerms(terms))
    .map(([field, to]) => ({ field, from: was.get(field) ?? null, to }))
    .filter(({ from, to }) => !isDeepStrictEqual(from, to))
}

const shared = (row: ProposalRow) => ({
  id: row.id,
  kind: row.kind,
  round: row.round,
  side: row.side,
  status: row.status,
  by: { id: row.by_id, name: row.by_name },
  at: row.created_at.toISOString(),
  terms: presentTerms(row.terms),
  changes: changesOf(row),
  expiresAt: row.expires_at?.toISOString() ?? null,
  /** Why it was declined. */
  reason: row.reason,
  decidedBy: row.decided_by_name,
  decidedAt: row.decided_at?.toISOString() ?? null,
})

/** The client learns that the firm's manager looks at it and what comes of it, not why. */
const client = (row: ProposalRow) => ({
  ...shared(row),
  /** Of accepted service terms: whether the firm's manager has yet to approve them. */
  review: row.review,
  /** The version of the job's terms that it became. */
  boundVersion: row.bound_version,
})

/**
 * A proposal, for whoever takes part in its thread. Why a manager returned terms stays inside of the staffing company;
 * candidates, who read offers only, hear nothing of reviews.
 */
export const presentProposal = {
  staff: (row: ProposalRow) => ({
    ...client(row),
    reviewReason: row.review_reason,
    reviewedBy: row.reviewed_by_name,
    reviewedAt: row.reviewed_at?.toISOString() ?? null,
  }),
  client,
  candidate: shared,
}

const boundForClient = (row: BoundTermsRow) => ({
  version: row.version,
  proposalId: row.proposal_id,
  boundAt: row.bound_at.toISOString(),
  terms: presentServiceTerms(row.terms),
})

/** A version of a job's terms. Who of the firm said yes to it is the firm's own business. */
export const presentBoundTerms = {
  staff: (row: BoundTermsRow) => ({ ...boundForClient(row), approvedBy: row.approved_by_name }),
  client: boundForClient,
}
