import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { conflict } from '../errors.ts'
import { calendarOf } from './calendar.ts'
import { findInterview } from './queries.ts'
import { showLine } from './presenter.ts'

/** One interview as a calendar file, cut for the actor. 409 while it has no time. */
export const readCalendar = async (actor: Actor, id: string) => {
  const { interview, application } = await findInterview(actor, id)
  if (!interview.starts_at) throw conflict('This interview has no time yet.')
  const { email } = await sqlOf(database().orm.em.fork())
    .selectFrom('users')
    .select('email')
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow()
  const reader = { id: actor.id, name: actor.name, email, isCandidate: actor.role === 'candidate' }
  const entry = {
    line: showLine(actor, interview, application),
    sequence: interview.sequence,
    changedAt: interview.updated_at,
  }
  return calendarOf(reader, [entry], interview.status === 'cancelled' ? 'CANCEL' : 'REQUEST')
}
