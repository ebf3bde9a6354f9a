import type { PlacementStatus, RecordedStatus } from './schema.ts'

/** What can be recorded of a placement next: the table of `domain.md`, and the correction of a joining. */
const next: Record<PlacementStatus, readonly RecordedStatus[]> = {
  expected: ['joined', 'postponed', 'fell_through'],
  postponed: ['joined', 'postponed', 'fell_through'],
  joined: ['left', 'joined', 'postponed', 'fell_through'],
  fell_through: [],
  left: [],
}

/**
 * The statuses that can be recorded from this one. A joining can be corrected until the client has been sent an invoice
 * for it: from then on it stands, and the invoice is credited instead.
 */
export const stepsFrom = (status: PlacementStatus, isInvoiced: boolean): RecordedStatus[] =>
  next[status].filter(step => !isInvoiced || step === 'left')

/** Whether the staff may note what was agreed: no offer says it, nothing has been invoiced, and it has not ended. */
export const isEditable = (
  { status, isOffered }: { status: PlacementStatus; isOffered: boolean },
  isInvoiced: boolean,
) => !isOffered && !isInvoiced && next[status].length > 0
