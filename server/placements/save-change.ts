import type { Updateable } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { followPlacement } from '../invoices/follow-placement.ts'
import type { Write } from '../transaction.ts'
import type { placementEvents } from './events.ts'
import type { HeldPlacement } from './hold.ts'
import { cutOf } from './policy.ts'
import { presentPlacement } from './presenter.ts'
import { placementRow } from './queries.ts'
import type { RecordedStatus } from './schema.ts'

type Fields = Pick<
  Updateable<Tables['placement']>,
  'starts_on' | 'joined_on' | 'left_on' | 'reason' | 'salary' | 'salary_currency'
>

/**
 * Shared step: writes what has changed of a placement, lets its invoice follow, and tells of it. Throws 409 where the
 * invoice cannot follow.
 */
export const saveChange = async (
  write: Write,
  actor: Actor,
  { row }: HeldPlacement,
  event: keyof typeof placementEvents,
  fields: Fields & { status?: RecordedStatus },
) => {
  const { sql, now } = write
  await sql
    .updateTable('placement')
    .set({
      ...fields,
      ...(fields.status && { status_since: now }),
      version: row.version + 1,
      updated_at: now,
    })
    .where('id', '=', row.id)
    .execute()
  await followPlacement(write, row.id)
  write.record(event, { placementId: row.id, applicationId: row.application_id })
  return presentPlacement[cutOf(actor)](await placementRow(sql, row.id), now)
}
