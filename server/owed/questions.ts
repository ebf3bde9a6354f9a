import { sql, type RawBuilder } from 'kysely'
import type { WaitingRule } from '../../db/entities/application.ts'
import { waitsFor } from '../applications/waiting.ts'
import {
  assigned,
  billed,
  hasWorked,
  managersOf,
  nearlyAlways,
  playing,
  runs,
  type Asking,
} from './people.ts'

/** What a question gives: who owes it, on what, since when. Nobody twice for one subject. */
export interface Owed {
  user_id: string
  job_id: string | null
  application_id: string | null
  subject_id: string
  since: Date
  /** What reminders are counted from; another one is another occurrence. */
  anchor: Date
}

/**
 * All that is owed now, by anybody. What stops a rule stands in it, so nothing is ever called off; so does whoever is
 * deactivated or may not see it any more. Each gives `user_id, job_id, application_id, subject_id, since, anchor`.
 */
export type Question = (now: Date, asking: Asking) => RawBuilder<Owed>

const noApplication = sql`null::uuid as application_id`

/** Whom each part of a waiting card `a` is. */
const partOf = {
  client: ({ playing }: Asking) => playing('client', sql`a.job_id`),
  recruiter: ({ playing }: Asking) => playing('recruiter', sql`a.job_id`),
  candidate: () => sql`join lateral (
    select u.id as user_id from users u where u.id = a.candidate_id and u.role = 'candidate' and u.deactivated_at is null
  ) who on true`,
}

/** What a card waits for is written on the card, by whatever changed it: see `waitingOf`. */
export const ofCard =
  (rule: Exclude<WaitingRule, 'feedback'>): Question =>
  (_now, asking) => sql`
    select who.user_id, a.job_id, a.id as application_id, a.id as subject_id, a.waiting_since as since,
      a.waiting_since as anchor
    from application a join job_posting j on j.id = a.job_id ${partOf[waitsFor[rule]](asking)}
    where a.waiting_rule = ${sql.lit(rule)} and ${runs}`

/** Those of a panel who may still see the application `a` of its interview `i`: an interviewer does by sitting in it. */
const panelist = sql`
  join interview_panelist p on p.interview_id = i.id
  join application a on a.id = i.application_id
  join job_posting j on j.id = i.job_id
  join users u on u.id = p.user_id and u.deactivated_at is null and ${nearlyAlways(sql`
    u.role in ('interviewer', 'admin')
    or u.role in ('manager', 'recruiter') and u.company_id = j.staffing_company_id
    or u.role = 'client' and u.company_id = j.company_id
      and (a.shown_to_client_at is not null or j.company_id = j.staffing_company_id)`)}`

export const jobApproval: Question = () => sql`
  select who.user_id, j.id as job_id, ${noApplication}, j.id as subject_id, j.submitted_at as since,
    j.submitted_at as anchor
  from job_posting j cross join ${managersOf(sql`j.staffing_company_id`)} who
  where j.status = 'pending_approval' and j.deleted_at is null`

export const termsApproval: Question = () => sql`
  select who.user_id, t.job_id, ${noApplication}, p.id as subject_id, p.decided_at as since, p.decided_at as anchor
  from proposal p join thread t on t.id = p.thread_id
  join job_posting j on j.id = t.job_id cross join ${managersOf(sql`j.staffing_company_id`)} who
  where p.status = 'accepted' and p.review = 'pending' and j.deleted_at is null and j.status <> 'closed'`

export const recruiterMissing: Question = (_now, { lacks }) => sql`
  select who.user_id, j.id as job_id, ${noApplication}, j.id as subject_id, j.opened_at as since, j.opened_at as anchor
  from job_posting j cross join ${managersOf(sql`j.staffing_company_id`)} who
  where j.status = 'open' and j.deleted_at is null
    and ${lacks('recruiter', sql`j.id`)}`

/** Of whoever was assigned before it opened, from then on: there was nothing to do for them. */
export const assignmentIdle: Question = () => sql`
  select t.user_id, t.job_id, ${noApplication}, t.job_id as subject_id, b.at as since, b.at as anchor
  from ${assigned('recruiter')} t join job_posting j on j.id = t.job_id
  cross join lateral (select greatest(t.created_at, j.opened_at) as at) b
  where j.status = 'open' and j.deleted_at is null and t.worked_at is null and not ${hasWorked}`

export const postingAcceptance: Question = now => sql`
  select s.candidate_id as user_id, s.job_id, ${noApplication}, s.id as subject_id, s.created_at as since,
    s.created_at as anchor
  from submission s join job_posting j on j.id = s.job_id
  join users u on u.id = s.candidate_id and u.role = 'candidate' and u.deactivated_at is null
  where s.status = 'proposed' and s.expires_at > ${now}
    and j.status = 'open' and j.deleted_at is null and (j.deadline is null or j.deadline > ${now})`

export const interviewAnswer: Question = now => sql`
  select p.user_id, i.job_id, i.application_id, i.id as subject_id, greatest(p.asked_at, i.status_since) as since,
    greatest(p.asked_at, i.status_since) as anchor
  from interview i ${panelist}
  where p.answer = 'invited' and i.status in ('proposed', 'scheduled') and ${runs}
    and (i.starts_at is null or i.starts_at > ${now}) and a.stage not in ('hired', 'rejected', 'withdrawn')`

/** Of whoever sits in an interview, from its end on: of the time that holds, so that a new one is another occurrence. */
export const feedback: Question = () => sql`
  select p.user_id, i.job_id, i.application_id, i.id as subject_id, i.ends_at as since, i.ends_at as anchor
  from interview i ${panelist}
  where p.answer <> 'declined' and i.status in ('scheduled', 'completed') and a.stage = 'interview' and ${runs}
    and not exists (select from feedback f where f.interview_id = i.id and f.by_id = p.user_id)`

/** Whoever sees to the deadline of a job owes it from seven days before. */
export const deadline: Question = now => sql`
  select who.user_id, j.id as job_id, ${noApplication}, j.id as subject_id,
    greatest(reminder_at(j.deadline, -7, 'days', who.zone), j.opened_at) as since, j.deadline as anchor
  from job_posting j
  join lateral (
    select u.id as user_id, u.zone from users u
    where u.company_id = j.staffing_company_id and u.deactivated_at is null and (
      u.role = 'manager'
      or u.role = 'recruiter' and exists (
        select from assignment t where t.job_id = j.id and t.kind = 'recruiter' and t.user_id = u.id
      )
    )
  ) who on true
  where ${runs} and j.deadline > ${now}::timestamptz and j.deadline < ${now}::timestamptz + interval '9 days'`

/**
 * Once it is issued: the days before it is due count as well. One that came after that day counts from when it came.
 */
export const invoicePayment: Question = () => sql`
  select who.user_id, i.job_id, ${noApplication}, i.id as subject_id, i.issued_at as since,
    greatest(i.due_at, i.issued_at) as anchor
  from invoice i join ${billed(sql`i.company_id`)} who on true
  where i.status = 'issued' and i.paid + i.credited < i.gross
    and not exists (select from invoice_dispute d where d.invoice_id = i.id and d.resolved_at is null)`

/** From 09:00 of the joining date on, where the staffing company is. A date that is moved is another occurrence. */
export const joiningStatus: Question = now => sql`
  select who.user_id, p.job_id, p.application_id, p.id as subject_id, p.anchor as since, p.anchor
  from (
    select p.*, first_instant(p.starts_on + time '09:00', s.zone) as anchor
    from placement p join company s on s.id = p.staffing_company_id
    where p.status in ('expected', 'postponed') and p.starts_on <= (${now}::timestamptz at time zone 'UTC')::date + 1
  ) p
  join job_posting j on j.id = p.job_id and j.deleted_at is null
  join ${playing('client', sql`p.job_id`)} who on true`

/** What everybody's profile has to say for others to find them. */
export const isIncomplete = sql`(p.headline is null or p.location is null or p.skills = '{}')`

/**
 * Candidates who are looking: a required part is missing since they signed up, which is when they were given a profile, or
 * nothing was changed for 90 days, of which they are reminded on that very day. Half a year later nobody is asked any more.
 */
export const profileUpdate: Question = now => sql`
  select c.user_id, null::uuid as job_id, ${noApplication}, c.user_id as subject_id, c.since, c.anchor
  from (
    select u.id as user_id, p.created_at as since, p.created_at as anchor
    from candidate_profile p join users u on u.id = p.user_id
    where ${isIncomplete} and u.role = 'candidate' and u.deactivated_at is null
    union all
    select u.id, p.updated_at + interval '90 days', p.updated_at + interval '87 days'
    from candidate_profile p join users u on u.id = p.user_id
    where not ${isIncomplete} and u.role = 'candidate' and u.deactivated_at is null
      and p.updated_at <= ${now}::timestamptz - interval '90 days'
      and p.updated_at > ${now}::timestamptz - interval '272 days'
  ) c
  where c.since > ${now}::timestamptz - interval '182 days' and not exists (
    select from placement h where h.candidate_id = c.user_id and h.status in ('expected', 'postponed', 'joined')
  )`
