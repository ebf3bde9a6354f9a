import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { subjectOf } from '../applications/policy.ts'
import { findApplication } from '../applications/queries.ts'
import { authorize } from '../policy.ts'
import { policy, seesFellows } from './policy.ts'
import { presentFeedback, presentSeat } from './presenter.ts'
import { criteriaOf, feedbackOn, seatsOn } from './queries.ts'

/**
 * The feedback on an application, as far as this actor may read it: their own, and their fellows' once they have given
 * all of their own. 404 unless they see the application, 403 for its candidate and agency.
 */
export const readFeedback = async (actor: Actor, applicationId: string, now: Date) => {
  const row = await findApplication(pooled, actor, applicationId)
  authorize(policy, 'read', actor, { application: subjectOf(row, actor) })
  const db = sqlOf(database().orm.em.fork())
  const [all, seats, criteria] = await Promise.all([
    feedbackOn(db, applicationId),
    seatsOn(db, applicationId, actor.id),
    criteriaOf(db, row.job_id),
  ])
  const own = all.filter(({ by_id }) => by_id === actor.id)
  const owed = seats.filter(({ given }) => !given).length
  const isOpen = seesFellows(actor, { owed, given: own.length })
  const shown = isOpen ? all : own
  const allIn = row.feedback_of > 0 && row.feedback_given >= row.feedback_of
  return {
    data: shown.map(each => presentFeedback(each, actor)),
    page: { nextCursor: null },
    criteria,
    yours: seats.map(seat => presentSeat(seat, now)),
    withheld: all.length - shown.length,
    summary: {
      given: row.feedback_given,
      of: row.feedback_of,
      ...(isOpen && allIn && { yes: row.feedback_yes }),
    },
  }
}
