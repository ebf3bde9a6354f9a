import type { Actor } from '../actor.ts'
import { conflict } from '../errors.ts'
import { transaction } from '../transaction.ts'
import { checkDay, checkVersion, withinTwoYears } from './check-step.ts'
import { holdPlacement, type HeldPlacement } from './hold.ts'
import { cutOf } from './policy.ts'
import { presentPlacement } from './presenter.ts'
import type { PlacementRow } from './queries.ts'
import { saveChange } from './save-change.ts'
import type { EditInput } from './schema.ts'

/** Throws 409 where it is not, or not any more, the staff's to say what was agreed. */
const checkEditable = ({ status, proposal_id: offer, invoice_status: invoice }: PlacementRow) => {
  if (offer !== null) throw conflict('The offer that was accepted says what was agreed.')
  if (invoice === 'issued') throw conflict('It has been invoiced: credit the invoice instead.')
  if (status === 'fell_through' || status === 'left')
    throw conflict('This placement has ended: what was agreed stays as it was.')
}

/** Throws 409 once they have joined, 400 for a day before the hire or more than two years off. */
const checkStart = (held: HeldPlacement, startsOn: string) => {
  if (held.row.status === 'joined')
    throw conflict('They have joined: if it was on another day, record that day.')
  checkDay('/startsOn', startsOn, { from: [held.hiredOn, 'lies before the hire'], to: withinTwoYears(held) })
}

const isNoted = (row: PlacementRow, { salary, startsOn }: EditInput) =>
  (startsOn === undefined || row.starts_on === startsOn) &&
  (salary === undefined || (row.salary === String(salary.amount) && row.salary_currency === salary.currency))

/**
 * Notes what was agreed at a hire that came about without an offer: the salary, from which the fee may be reckoned, and
 * the day of the start. The same again is a success that changes nothing. 409 where an offer says it, once the invoice
 * has been issued, and after the end; 409 `stale`; 400 for a day that cannot be.
 */
export const editPlacement = (actor: Actor, input: EditInput) =>
  transaction(actor, async write => {
    const { now } = write
    const { placementId, version, salary, startsOn } = input
    const held = await holdPlacement(write, actor, 'edit', placementId)
    if (isNoted(held.row, input)) return presentPlacement[cutOf(actor)](held.row, now)
    checkVersion(held, { actor, now, version })
    checkEditable(held.row)
    if (startsOn !== undefined) checkStart(held, startsOn)

    return saveChange(write, actor, held, 'placement.edited', {
      ...(salary && { salary: String(salary.amount), salary_currency: salary.currency }),
      ...(startsOn !== undefined && { starts_on: startsOn }),
    })
  })
