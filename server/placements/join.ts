import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { checkDay, checkStep, untilToday } from './check-step.ts'
import { holdPlacement } from './hold.ts'
import { cutOf } from './policy.ts'
import { presentPlacement } from './presenter.ts'
import { saveChange } from './save-change.ts'
import type { JoinInput } from './schema.ts'

/**
 * Records that whoever was hired has joined, or that it was on another day: the guarantee runs from there, and the
 * invoice is planned. The same again is a success that changes nothing. 409 as `checkStep` has it, 400 for a day before
 * the hire or in the future.
 */
export const joinPlacement = (actor: Actor, { placementId, version, joinedOn }: JoinInput) =>
  transaction(actor, async write => {
    const { now } = write
    const held = await holdPlacement(write, actor, 'record', placementId)
    const { row, hiredOn } = held
    if (row.status === 'joined' && row.joined_on === joinedOn) return presentPlacement[cutOf(actor)](row, now)
    checkStep(held, 'joined', { actor, now, version })
    checkDay('/joinedOn', joinedOn, { from: [hiredOn, 'lies before the hire'], to: untilToday(held) })

    const fields = { status: 'joined', joined_on: joinedOn, reason: null } as const
    return saveChange(write, actor, held, 'placement.joined', fields)
  })
