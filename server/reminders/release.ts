import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { findOwed } from './find-owed.ts'
import type { OwnOwed } from './schema.ts'

/** The actor is reminded of it again. Again is a success that changes nothing. 404 unless they owe it now. */
export const releaseReminder = (actor: Actor, { rule, subjectId }: OwnOwed) =>
  transaction(actor, async ({ sql, now }) => {
    await findOwed(sql, actor, { rule, subjectId, now })
    await sql
      .deleteFrom('reminder_hold')
      .where('user_id', '=', actor.id)
      .where('rule', '=', rule)
      .where('subject_id', '=', subjectId)
      .execute()
  })
