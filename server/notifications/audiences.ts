import { sql, type RawBuilder } from 'kysely'
import type { Write } from '../transaction.ts'
import type { Notice } from './notice.ts'

/**
 * Who may hear of an event, each as a query of the ids of people. `s` is what the event is about: its `job_id`,
 * `application_id`, `interview_id`, `thread_id`, `message_id`, `submission_id`, `invoice_id`, and the people it names.
 */
export const audiences = {
  recruiters: sql`select user_id from assignment where job_id = s.job_id and kind = 'recruiter'`,
  hiringManagers: sql`select user_id from assignment where job_id = s.job_id and kind = 'hiring_manager'`,
  managers: sql`
    select u.id from job_posting j join users u on u.company_id = j.staffing_company_id and u.role = 'manager'
    where j.id = s.job_id`,
  author: sql`select created_by_id from job_posting where id = s.job_id`,
  candidate: sql`select candidate_id from application where id = s.application_id`,
  agency: sql`
    select u.id from application a join users u on u.company_id = a.agency_company_id and u.role = 'agency'
    where a.id = s.application_id`,
  panel: sql`
    select user_id from interview_panelist where interview_id = s.interview_id and answer <> 'declined'`,
  newOnPanel: sql`
    select user_id from interview_panelist
    where interview_id = s.interview_id and answer <> 'declined' and user_id = any(s.invited)`,
  offThePanel: sql`
    select x from unnest(s.uninvited) x where not exists (
      select from interview_panelist p where p.interview_id = s.interview_id and p.user_id = x
    )`,
  /** Those of the panel who have given their own: before that nobody hears of a fellow's. */
  fellows: sql`select by_id from feedback where interview_id = s.interview_id`,
  mentioned: sql`select unnest(mentions) from message where id = s.message_id`,
  /** Who is tied to a thread by its kind, and whoever spoke in it lately. Each may read it, or hears nothing. */
  members: sql`
    select b.user_id from thread t join assignment b on b.job_id = t.job_id
    where t.id = s.thread_id and b.user_id is not null
      and (b.kind = 'recruiter' or (b.kind = 'hiring_manager' and t.kind <> 'candidate'))
    union
    select p.user_id from thread t join interview i on i.application_id = t.application_id and i.status <> 'cancelled'
    join interview_panelist p on p.interview_id = i.id and p.answer <> 'declined'
    where t.id = s.thread_id and t.kind = 'discussion'
    union
    select a.candidate_id from thread t join application a on a.id = t.application_id
    where t.id = s.thread_id and t.kind = 'candidate'
    union
    select by_id from (
      select by_id from message where thread_id = s.thread_id order by number desc limit 200
    ) latest`,
  /** Whom a candidate was put forward by, and who that is. */
  proposed: sql`select candidate_id from submission where id = s.submission_id`,
  proposer: sql`select by_id from submission where id = s.submission_id and source = 'recruiter'`,
  proposingAgency: sql`
    select u.id from submission b join users u on u.company_id = b.agency_company_id and u.role = 'agency'
    where b.id = s.submission_id`,
  /** Of an invoice that was issued: the client's billing contacts, or all its users where there is none. */
  billingContacts: sql`
    with payer as (
      select u.id, exists (
        select from billing_contact b where b.company_id = i.company_id and b.user_id = u.id
      ) as is_contact
      from invoice i join users u on u.company_id = i.company_id and u.role = 'client' and u.deactivated_at is null
      where i.id = s.invoice_id and i.status = 'issued'
    )
    select id from payer where is_contact or not exists (select from payer where is_contact)`,
  /** Those who came by this very assignment and are still tied to the job, by what they are in it. */
  newRecruiters: sql`
    select user_id from assignment where job_id = s.job_id and kind = 'recruiter' and user_id = any(s.assigned)`,
  newHiringManagers: sql`
    select user_id from assignment
    where job_id = s.job_id and kind = 'hiring_manager' and user_id = any(s.assigned)`,
  newAgencies: sql`
    select u.id from assignment b join users u on u.company_id = b.company_id and u.role = 'agency'
    where b.job_id = s.job_id and b.company_id = any(s.assigned)`,
} satisfies Record<string, RawBuilder<unknown>>
export type AudienceName = keyof typeof audiences

/** Everybody in these audiences, but whoever did it: one statement, and each person once, with theirs in this order. */
export const audienceOf = async (
  { sql: db }: Pick<Write, 'sql'>,
  notice: Notice,
  names: AudienceName[],
): Promise<{ id: string; audiences: AudienceName[] }[]> => {
  const found = names.map(
    (name, place) =>
      sql`select user_id, ${sql.lit(name)} as audience, ${sql.lit(place)} as place from (${audiences[name]}) as a(user_id)`,
  )
  const { rows } = await sql<{ id: string; audiences: AudienceName[] }>`
    select r.user_id as id, array_agg(r.audience order by r.place) as audiences
    from (
      select coalesce(${notice.jobId ?? null}::uuid, a.job_id) as job_id, a.id as application_id,
        ${notice.interviewId ?? null}::uuid as interview_id, ${notice.threadId ?? null}::uuid as thread_id,
        ${notice.messageId ?? null}::uuid as message_id, ${notice.submissionId ?? null}::uuid as submission_id,
        ${notice.invoiceId ?? null}::uuid as invoice_id,
        ${notice.assigned ?? []}::uuid[] as assigned, ${notice.invited ?? []}::uuid[] as invited,
        ${notice.uninvited ?? []}::uuid[] as uninvited
      from (select ${notice.applicationId ?? null}::uuid as id) given
      left join application a on a.id = given.id
    ) s cross join lateral (${sql.join(found, sql` union all `)}) r
    where r.user_id is distinct from ${notice.by}::uuid
    group by r.user_id`.execute(db)
  return rows
}
