import type { PlacementStatus, RecordedStatus } from './schema.ts'

/** What can be recorded of a placement next: the table of `domain.md`, and the correction of a joining or leaving. */
const next: Record<PlacementStatus, readonly RecordedStatus[]> = {
  expected: ['joined', 'postponed', 'fell_through'],
  postponed: ['joined', 'postponed', 'fell_through'],
  joined: ['left', 'joined', 'postponed', 'fell_through'],
  fell_through: [],
  left: ['left'],
}

/** What a placement has led to, and what therefore stands. */
export interface Answered {
  /** The client has been sent the invoice for the joining. */
  isInvoiced: boolean
  /** A credit note says what the guarantee gives back for the leaving. */
  isRebated: boolean
}

/**
 * The statuses that can be recorded from this one. A joining can be corrected until the client has been sent an invoice
 * for it, a leaving until a credit note answers it by the guarantee: from then on they stand.
 */
export const stepsFrom = (status: PlacementStatus, { isInvoiced, isRebated }: Answered): RecordedStatus[] =>
  next[status].filter(step => !isRebated && (!isInvoiced || step === 'left'))

/** Whether the staff may note what was agreed: no offer says it, nothing has been invoiced, and it has not ended. */
export const isEditable = (
  { status, isOffered }: { status: PlacementStatus; isOffered: boolean },
  { isInvoiced }: Answered,
) => !isOffered && !isInvoiced && status !== 'fell_through' && status !== 'left'
