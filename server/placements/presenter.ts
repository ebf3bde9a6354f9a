import { presentServiceTerms } from '../proposals/presenter.ts'
import { localDate } from '../time.ts'
import { guaranteeOf, rebateOf, type RebateShare } from './guarantee.ts'
import type { PlacementRow } from './queries.ts'
import { isEditable, stepsFrom, type Answered } from './statuses.ts'

/** What stands already, and so decides what can still be recorded. */
export const answered = (row: PlacementRow): Answered => ({
  isInvoiced: row.invoice_status === 'issued',
  isRebated: row.is_rebated,
})

/** What such a share of the invoice comes to; null where none stands. */
const owed = ({ net, invoice_currency: currency }: PlacementRow, share: RebateShare) =>
  net !== null && currency !== null ? { amount: rebateOf(Number(net), share), currency } : null

/** How the guarantee stood when they left, or stands today where the staffing company is. */
const guarantee = (row: PlacementRow, now: Date, seesFee: boolean) => {
  if (!row.terms || row.joined_on === null) return null
  const { guaranteeDays, rebate } = row.terms
  const on = row.left_on ?? localDate(now, row.zone)
  const { endsOn, daysServed, daysLeft, isInside, share } = guaranteeOf({
    joinedOn: row.joined_on,
    guaranteeDays,
    rebate,
    on,
  })
  return {
    days: guaranteeDays,
    endsOn,
    daysServed,
    daysLeft,
    inside: isInside,
    owed: seesFee ? owed(row, share) : null,
  }
}

const shared = (row: PlacementRow) => ({
  id: row.id,
  version: row.version,
  status: row.status,
  since: row.status_since.toISOString(),
  application: { id: row.application_id },
  job: { id: row.job_id, title: row.job_title },
  company: { id: row.company_id, name: row.company_name },
  candidate: { name: row.candidate_name },
  salary:
    row.salary !== null && row.salary_currency !== null
      ? { amount: Number(row.salary), currency: row.salary_currency }
      : null,
  startsOn: row.starts_on,
  joinedOn: row.joined_on,
  leftOn: row.left_on,
  reason: row.reason,
  madeAt: row.created_at.toISOString(),
  next: stepsFrom(row.status, answered(row)),
})

/**
 * A placement, per audience, as it is at an instant: the employer reads what was agreed with the person, the staff also
 * what it is paid for it. What a leaver would be owed says what the fee is: the employer reads it once it has the invoice.
 */
export const presentPlacement = {
  staff: (row: PlacementRow, now: Date) => ({
    ...shared(row),
    candidate: { id: row.candidate_id, name: row.candidate_name },
    terms: row.terms &&
      row.terms_version !== null && {
        version: row.terms_version,
        ...presentServiceTerms(row.terms),
      },
    guarantee: guarantee(row, now, true),
    canEdit: isEditable({ status: row.status, isOffered: row.proposal_id !== null }, answered(row)),
  }),
  client: (row: PlacementRow, now: Date) => ({
    ...shared(row),
    guarantee: guarantee(row, now, answered(row).isInvoiced),
  }),
  /** Whoever was placed reads when they start: nothing of what others wrote down about them, and of no fee. */
  candidate: (row: PlacementRow) => ({
    id: row.id,
    status: row.status,
    startsOn: row.starts_on,
    joinedOn: row.joined_on,
    leftOn: row.left_on,
  }),
}
