import type { Actor } from '../actor.ts'
import { invalidField } from '../errors.ts'
import { firstInstant } from '../time.ts'
import { transaction, type Write } from '../transaction.ts'
import { findOwed } from './find-owed.ts'
import type { HoldInput } from './schema.ts'

const mostMs = 90 * 24 * 60 * 60 * 1000

/** The instant that is meant: a time without a zone is by the clocks of the actor's own. */
const instantOf = async ({ sql }: Write, actor: Actor, until: NonNullable<HoldInput['until']>) => {
  if (typeof until === 'string') return new Date(until)
  const { zone } = await sql
    .selectFrom('users')
    .select('zone')
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow()
  return firstInstant(until.local, zone)
}

/**
 * The actor is not reminded of something they owe until then, or (null) for as long as they owe it: what begins anew, as
 * after another deadline, is reminded of anew. It stays theirs to do, stays on their list, and is escalated in its time. The
 * same again changes nothing. 404 unless they owe it now, 400 for the past and for more than 90 days ahead.
 */
export const holdReminder = (actor: Actor, { rule, subjectId, until }: HoldInput) =>
  transaction(actor, async write => {
    const { sql, now } = write
    const { anchor } = await findOwed(sql, actor, { rule, subjectId, now })
    const at = until === null ? null : await instantOf(write, actor, until)
    if (at && at <= now) throw invalidField('/until', 'past', 'has passed already.')
    if (at && at.getTime() > now.getTime() + mostMs)
      throw invalidField('/until', 'too_far', 'is more than 90 days ahead.')
    await sql
      .insertInto('reminder_hold')
      .values({ user_id: actor.id, rule, subject_id: subjectId, anchor, until: at, created_at: now })
      .onConflict(held =>
        held.columns(['user_id', 'rule', 'subject_id']).doUpdateSet({ anchor, until: at, created_at: now }),
      )
      .execute()
    return { until: at?.toISOString() ?? null }
  })
