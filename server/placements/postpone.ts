import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { checkDay, checkStep, withinTwoYears } from './check-step.ts'
import { holdPlacement } from './hold.ts'
import { cutOf } from './policy.ts'
import { presentPlacement } from './presenter.ts'
import { saveChange } from './save-change.ts'
import type { PostponeInput } from './schema.ts'

/**
 * Records that whoever was hired starts on another day than was agreed; of a joining that was recorded, that it has not
 * taken place. The same again is a success that changes nothing. 409 as `checkStep` has it, 400 for a day that has
 * passed or is more than two years off.
 */
export const postponePlacement = (actor: Actor, input: PostponeInput) =>
  transaction(actor, async write => {
    const { now } = write
    const { placementId, version, startsOn } = input
    const reason = input.reason ?? null
    const held = await holdPlacement(write, actor, 'record', placementId)
    const { row, today } = held
    if (row.status === 'postponed' && row.starts_on === startsOn && row.reason === reason)
      return presentPlacement[cutOf(actor)](row, now)
    checkStep(held, 'postponed', { actor, now, version })
    checkDay('/startsOn', startsOn, { from: [today, 'lies in the past'], to: withinTwoYears(held) })

    const fields = { status: 'postponed', starts_on: startsOn, joined_on: null, reason } as const
    return saveChange(write, actor, held, 'placement.postponed', fields)
  })
