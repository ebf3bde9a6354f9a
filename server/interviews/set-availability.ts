import { newId } from '../../db/new-id.ts'
import type { Actor } from '../actor.ts'
import { invalid, type FieldError } from '../errors.ts'
import { transaction } from '../transaction.ts'
import type { AvailabilityInput } from './schema.ts'
import { mergeSpans, presentSpan } from './spans.ts'

/** Says when one can, in the place of what one said before. Overlapping windows become one. 400 for what has passed. */
export const setAvailability = (actor: Actor, { windows }: AvailabilityInput) =>
  transaction(actor, async ({ sql, now }) => {
    const errors = windows.flatMap(({ startsAt }, index): FieldError[] =>
      new Date(startsAt) < now
        ? [{ pointer: `/windows/${index}/startsAt`, code: 'past', detail: 'has passed already.' }]
        : [],
    )
    if (errors.length) throw invalid(errors)
    const spans = windows.map(({ startsAt, endsAt }) => ({
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
    }))
    const merged = mergeSpans(spans)
    await sql.deleteFrom('availability').where('user_id', '=', actor.id).execute()
    if (merged.length)
      await sql
        .insertInto('availability')
        .values(
          merged.map(({ startsAt, endsAt }) => ({
            id: newId(),
            user_id: actor.id,
            starts_at: startsAt,
            ends_at: endsAt,
          })),
        )
        .execute()
    return { windows: merged.map(presentSpan) }
  })
