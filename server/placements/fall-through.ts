import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { checkStep } from './check-step.ts'
import { holdPlacement } from './hold.ts'
import { cutOf } from './policy.ts'
import { presentPlacement } from './presenter.ts'
import { saveChange } from './save-change.ts'
import type { FallThroughInput } from './schema.ts'

/**
 * Records that whoever was hired did not start, and will not. The same again is a success that changes nothing. 409 as
 * `checkStep` has it.
 */
export const fallThroughPlacement = (actor: Actor, { placementId, version, reason }: FallThroughInput) =>
  transaction(actor, async write => {
    const { now } = write
    const held = await holdPlacement(write, actor, 'record', placementId)
    const { row } = held
    if (row.status === 'fell_through' && row.reason === reason)
      return presentPlacement[cutOf(actor)](row, now)
    checkStep(held, 'fell_through', { actor, now, version })

    const fields = { status: 'fell_through', joined_on: null, reason } as const
    return saveChange(write, actor, held, 'placement.fell_through', fields)
  })
