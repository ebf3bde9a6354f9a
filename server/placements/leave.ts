import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { checkDay, checkStep, untilToday } from './check-step.ts'
import { holdPlacement } from './hold.ts'
import { cutOf } from './policy.ts'
import { presentPlacement } from './presenter.ts'
import { saveChange } from './save-change.ts'
import type { LeaveInput } from './schema.ts'

/**
 * Records that whoever had joined left again, with their last day, or that it was another day or for another reason: what
 * the guarantee gives back is settled by it. The same again is a success that changes nothing. 409 as `checkStep` has it,
 * 400 for a day before the first or in the future.
 */
export const leavePlacement = (actor: Actor, { placementId, version, leftOn, reason }: LeaveInput) =>
  transaction(actor, async write => {
    const { now } = write
    const held = await holdPlacement(write, actor, 'record', placementId)
    const { row } = held
    if (row.status === 'left' && row.left_on === leftOn && row.reason === reason)
      return presentPlacement[cutOf(actor)](row, now)
    checkStep(held, 'left', { actor, now, version })
    checkDay('/leftOn', leftOn, { from: [row.joined_on!, 'lies before the first day'], to: untilToday(held) })

    const fields = { status: 'left', left_on: leftOn, reason } as const
    return saveChange(write, actor, held, 'placement.left', fields)
  })
