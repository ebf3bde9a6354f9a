import { sql as raw } from 'kysely'
import type { Write } from '../transaction.ts'
import type { EditPlan } from './edit-plan.ts'
import type { InterviewRow } from './queries.ts'

const savePanel = async ({ sql }: Write, id: string, { invited, uninvited, isMoved }: EditPlan) => {
  if (uninvited.length)
    await sql
      .deleteFrom('interview_panelist')
      .where('interview_id', '=', id)
      .where(
        'user_id',
        'in',
        uninvited.map(person => person.id),
      )
      .execute()
  const unanswered = { answer: 'invited', reason: null, answered_at: null } as const
  // Who had said yes said it to another time.
  if (isMoved)
    await sql
      .updateTable('interview_panelist')
      .set(unanswered)
      .where('interview_id', '=', id)
      .where('answer', '=', 'accepted')
      .execute()
  if (invited.length)
    await sql
      .insertInto('interview_panelist')
      .values(
        invited.map(person => ({
          interview_id: id,
          user_id: person.id,
          user_name: person.name,
          ...unanswered,
        })),
      )
      .onConflict(conflict => conflict.columns(['interview_id', 'user_id']).doUpdateSet(unanswered))
      .execute()
}

/** Writes an edit: the interview, its panel, and how long its slots are. */
export const saveEdit = async (write: Write, interview: InterviewRow, plan: EditPlan) => {
  const { sql, now } = write
  const { details, minutes, times, isMoved, isFixed, isHeard, invited, uninvited } = plan
  const isProposed = interview.status === 'proposed' && !isFixed
  const [time] = times
  const isNews = isHeard || invited.length + uninvited.length > 0
  await sql
    .updateTable('interview')
    .set({
      ...details,
      minutes,
      ...(isFixed && { status: 'scheduled' as const }),
      ...(!isProposed && { starts_at: time!.startsAt, ends_at: time!.endsAt }),
      ...(isMoved && { status_since: now }),
      sequence: interview.sequence + (isNews ? 1 : 0),
      version: interview.version + 1,
      updated_at: now,
    })
    .where('id', '=', interview.id)
    .execute()
  if (isProposed && isMoved)
    await sql
      .updateTable('interview_slot')
      .set({ ends_at: raw<Date>`starts_at + make_interval(mins => ${minutes})` })
      .where('interview_id', '=', interview.id)
      .execute()
  await savePanel(write, interview.id, plan)
}
