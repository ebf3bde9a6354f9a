import { sql, type Kysely, type Selectable } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { subjectOf, type ApplicationSubject } from '../applications/policy.ts'
import { findApplication } from '../applications/queries.ts'
import type { CardFacts } from '../applications/waiting.ts'
import { notFound } from '../errors.ts'
import { policy, type InterviewSubject } from './policy.ts'
import type { Party } from './taken.ts'

type SlotRow = Pick<Selectable<Tables['interview_slot']>, 'id' | 'starts_at' | 'ends_at'>
type PanelistRow = Pick<
  Selectable<Tables['interview_panelist']>,
  'user_id' | 'user_name' | 'answer' | 'reason'
>

/** An interview with the times it may still have, earliest first, and who was asked to sit in it. */
export type InterviewRow = Selectable<Tables['interview']> & { slots: SlotRow[]; panel: PanelistRow[] }

/** These interviews, in the order they were made. */
export const interviewRows = async (db: Kysely<Tables>, ids: string[]): Promise<InterviewRow[]> => {
  if (!ids.length) return []
  const [interviews, slots, panelists] = await Promise.all([
    db.selectFrom('interview').selectAll().where('id', 'in', ids).orderBy('id').execute(),
    db
      .selectFrom('interview_slot')
      .selectAll()
      .where('interview_id', 'in', ids)
      .orderBy('starts_at')
      .execute(),
    db
      .selectFrom('interview_panelist')
      .select(['interview_id', 'user_id', 'user_name', 'answer', 'reason'])
      .where('interview_id', 'in', ids)
      .orderBy('user_name')
      .orderBy('user_id')
      .execute(),
  ])
  const slotsOf = Map.groupBy(slots, slot => slot.interview_id)
  const panelOf = Map.groupBy(panelists, panelist => panelist.interview_id)
  return interviews.map(row => ({
    ...row,
    slots: slotsOf.get(row.id) ?? [],
    panel: panelOf.get(row.id) ?? [],
  }))
}

export const interviewRow = async (db: Kysely<Tables>, id: string) => (await interviewRows(db, [id]))[0]!

/** Who is to come to an interview: those of its panel who did not decline. */
export const seatedIn = ({ panel }: InterviewRow): Party[] =>
  panel.flatMap(({ user_id, user_name, answer }) =>
    answer === 'declined' ? [] : [{ id: user_id, name: user_name }],
  )

/** The interviews of an application, in the order they were made. */
export const interviewsOf = async (db: Kysely<Tables>, applicationId: string) => {
  const ids = await db
    .selectFrom('interview')
    .select('id')
    .where('application_id', '=', applicationId)
    .execute()
  return interviewRows(
    db,
    ids.map(({ id }) => id),
  )
}

/** The application that an interview is for; 404 if there is no such interview. */
export const applicationOf = async (interviewId: string) => {
  const row = await sqlOf(database().orm.em.fork())
    .selectFrom('interview')
    .select('application_id')
    .where('id', '=', interviewId)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row.application_id
}

/** What an actor's rights on an interview are decided from; without one, on the interviews of the application. */
export const interviewSubject = (
  application: ApplicationSubject,
  row: InterviewRow | null,
  actor: Actor,
): InterviewSubject => ({
  application,
  asked: row?.panel.some(({ user_id }) => user_id === actor.id) ?? false,
})

/** The application whose interviews the actor may read; 404 otherwise. */
export const findInterviewed = async (actor: Actor, applicationId: string) => {
  const application = await findApplication(pooled, actor, applicationId)
  const subject = interviewSubject(subjectOf(application, actor), null, actor)
  if (!policy.can(actor, 'read', subject)) throw notFound()
  return {
    application,
    subject,
    interviews: await interviewsOf(sqlOf(database().orm.em.fork()), applicationId),
  }
}

/** The interview for reading, with its application; 404 unless the actor may see it. */
export const findInterview = async (actor: Actor, id: string) => {
  const { application, interviews } = await findInterviewed(actor, await applicationOf(id))
  return { application, interview: interviews.find(row => row.id === id)! }
}

/** What a card says of its interviews and their feedback. */
type InterviewFacts = Pick<
  CardFacts,
  | 'interview_status'
  | 'interview_since'
  | 'interview_at'
  | 'interview_ends_at'
  | 'feedback_of'
  | 'feedback_given'
  | 'feedback_at'
> & { feedback_yes: number }

/**
 * What the card of this application is to say of its interviews, from the rows as they are now: of the latest that was
 * not cancelled (one without a time yet is later than all), and how many of the panels' feedback are in. Whoever changes
 * an interview, its panel or its feedback puts this on the card, in the same transaction, and then `renewCard`.
 */
export const cardFactsOf = async (db: Kysely<Tables>, applicationId: string): Promise<InterviewFacts> => {
  const { rows } = await sql<InterviewFacts>`
    select latest.status as interview_status, latest.starts_at as interview_at, latest.ends_at as interview_ends_at,
      coalesce(latest.status_since, cancelled.at) as interview_since,
      panels.of as feedback_of, panels.given as feedback_given, panels.yes as feedback_yes, panels.at as feedback_at
    from (
      select count(*)::int as of, count(f.id)::int as given, max(f.given_at) as at,
        (count(*) filter (where f.overall in ('yes', 'strong_yes')))::int as yes
      from interview i
      join interview_panelist p on p.interview_id = i.id and p.answer <> 'declined'
      left join feedback f on f.interview_id = i.id and f.by_id = p.user_id
      where i.application_id = ${applicationId} and i.status in ('scheduled', 'completed')
    ) panels
    left join lateral (
      select status, status_since, starts_at, ends_at from interview
      where application_id = ${applicationId} and status <> 'cancelled'
      order by starts_at desc nulls first, id desc limit 1
    ) latest on true
    -- Without one it is to be scheduled anew, from the day that the last was cancelled.
    left join lateral (
      select max(status_since) as at from interview
      where application_id = ${applicationId} and status = 'cancelled'
    ) cancelled on latest.status is null`.execute(db)
  return rows[0]!
}
