import { sql as raw, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** An interview as somebody's seat in it: when it is, what it judges by, and what they answered to the invitation. */
export const seatIn = (db: Kysely<Tables>, interviewId: string, userId: string) =>
  db
    .selectFrom('interview as i')
    .innerJoin('job_posting as j', 'j.id', 'i.job_id')
    .leftJoin('interview_panelist as p', join =>
      join.onRef('p.interview_id', '=', 'i.id').on('p.user_id', '=', userId),
    )
    .select(['i.id', 'i.status', 'i.starts_at', 'j.scorecard', 'p.answer'])
    .where('i.id', '=', interviewId)
    .executeTakeFirstOrThrow()

const feedback = (db: Kysely<Tables>) =>
  db
    .selectFrom('feedback as f')
    .innerJoin('users as u', 'u.id', 'f.by_id')
    .innerJoin('interview as i', 'i.id', 'f.interview_id')
    .selectAll('f')
    .select(['u.name as by_name', 'i.title', 'i.starts_at'])

/** What somebody gave after an interview, if they did. */
export const feedbackBy = (db: Kysely<Tables>, interviewId: string, userId: string) =>
  feedback(db).where('f.interview_id', '=', interviewId).where('f.by_id', '=', userId).executeTakeFirst()

/** All feedback on an application, in the order of its interviews. */
export const feedbackOn = (db: Kysely<Tables>, applicationId: string) =>
  feedback(db)
    .where('f.application_id', '=', applicationId)
    .orderBy('i.starts_at')
    .orderBy('f.given_at')
    .orderBy('f.id')
    .execute()
export type FeedbackRow = Awaited<ReturnType<typeof feedbackOn>>[number]

/**
 * The interviews of an application that somebody sits in, and whether they have given their feedback. One that is only
 * proposed is among them: who is to judge there has not read others before.
 */
export const seatsOn = (db: Kysely<Tables>, applicationId: string, userId: string) =>
  db
    .selectFrom('interview as i')
    .innerJoin('interview_panelist as p', 'p.interview_id', 'i.id')
    .select([
      'i.id',
      'i.title',
      'i.status',
      'i.starts_at',
      'i.ends_at',
      raw<boolean>`exists (select from feedback f where f.interview_id = i.id and f.by_id = p.user_id)`.as(
        'given',
      ),
    ])
    .where('i.application_id', '=', applicationId)
    .where('p.user_id', '=', userId)
    .where('p.answer', '<>', 'declined')
    .where('i.status', 'in', ['proposed', 'scheduled', 'completed'])
    .orderBy('i.starts_at')
    .orderBy('i.id')
    .execute()
export type SeatRow = Awaited<ReturnType<typeof seatsOn>>[number]

/** What the interviewers of a job judge by. */
export const criteriaOf = async (db: Kysely<Tables>, jobId: string) =>
  (await db.selectFrom('job_posting').select('scorecard').where('id', '=', jobId).executeTakeFirstOrThrow())
    .scorecard
