import { sql, type RawBuilder } from 'kysely'
import type { WaitingRule } from '../../db/entities/application.ts'
import type { Role } from '../../db/entities/user.ts'
import { waitsFor } from '../applications/waiting.ts'
import { assigned, managers, playing } from './people.ts'

/** What a rule gives: who owes it, on what, since when. Nobody twice for one subject. */
export interface Owed {
  user_id: string
  job_id: string
  application_id: string | null
  subject_id: string
  since: Date
}

interface Rule {
  /** What `subject_id` is the id of. */
  subject: 'job' | 'application' | 'interview' | 'submission' | 'proposal'
  /** Nobody else ever owes it, and need not be asked about it. */
  by: readonly Role[]
  /** The question: all that is owed now, by anybody. What stops a rule stands in it, so nothing is ever called off. */
  owed(now: Date): RawBuilder<Owed>
}

/** Something can still come of this job. On one that is filled, closed or taken away nobody owes anything. */
const runs = sql`j.deleted_at is null and j.status in ('open', 'paused')`

/** The roles of those who play each part, of whoever judges, and of whoever leads. */
const roles = {
  client: ['client', 'manager'],
  recruiter: ['recruiter', 'manager'],
  candidate: ['candidate'],
  panel: ['interviewer', 'client', 'recruiter', 'manager', 'admin'],
  managers: ['manager'],
} as const satisfies Record<string, Role[]>

/** Whom each part of a waiting card is, on its job `j`. */
const partOf = {
  client: sql`join ${playing('client', sql`a.job_id`)} who on true`,
  recruiter: sql`join ${playing('recruiter', sql`a.job_id`)} who on true`,
  candidate: sql`join lateral (
    select u.id as user_id from users u where u.id = a.candidate_id and u.role = 'candidate' and u.deactivated_at is null
  ) who on true`,
}

/** What a card waits for is written on the card, by whatever changed it: see `waitingOf`. */
const ofCard = (rule: Exclude<WaitingRule, 'feedback'>): Rule => ({
  subject: 'application',
  by: roles[waitsFor[rule]],
  owed: () => sql`
    select who.user_id, a.job_id, a.id as application_id, a.id as subject_id, a.waiting_since as since
    from application a join job_posting j on j.id = a.job_id ${partOf[waitsFor[rule]]}
    where a.waiting_rule = ${sql.lit(rule)} and ${runs}`,
})

/** Those of a panel who may still see the application `a` of its interview `i`: an interviewer does by sitting in it. */
const panelist = sql`
  join interview_panelist p on p.interview_id = i.id
  join application a on a.id = i.application_id
  join job_posting j on j.id = i.job_id
  join users u on u.id = p.user_id and u.deactivated_at is null and (
    u.role in ('interviewer', 'admin')
    or u.role in ('manager', 'recruiter') and u.company_id = j.staffing_company_id
    or u.role = 'client' and u.company_id = j.company_id
      and (a.shown_to_client_at is not null or j.company_id = j.staffing_company_id)
  )`

/**
 * Who owes what, since when, in the names of the reminders: one question for the badge, the page, the reminder and its
 * explanation, so that they cannot disagree.
 */
export const rules = {
  'job-approval': {
    subject: 'job',
    by: roles.managers,
    owed: () => sql`
      select who.user_id, j.id as job_id, null::uuid as application_id, j.id as subject_id, j.submitted_at as since
      from job_posting j join ${managers} who on who.job_id = j.id
      where j.status = 'pending_approval' and j.deleted_at is null`,
  },
  'terms-approval': {
    subject: 'proposal',
    by: roles.managers,
    owed: () => sql`
      select who.user_id, t.job_id, null::uuid as application_id, p.id as subject_id, p.decided_at as since
      from proposal p join thread t on t.id = p.thread_id
      join job_posting j on j.id = t.job_id join ${managers} who on who.job_id = t.job_id
      where p.status = 'accepted' and p.review = 'pending' and j.deleted_at is null and j.status <> 'closed'`,
  },
  'recruiter-missing': {
    subject: 'job',
    by: roles.managers,
    owed: () => sql`
      select who.user_id, j.id as job_id, null::uuid as application_id, j.id as subject_id, j.opened_at as since
      from job_posting j join ${managers} who on who.job_id = j.id
      where j.status = 'open' and j.deleted_at is null
        and not exists (select from ${assigned('recruiter')} t where t.job_id = j.id)`,
  },
  'assignment-idle': {
    subject: 'job',
    by: roles.recruiter,
    // Whatever is done on a job is in the log of its board, but for what is said in a thread.
    owed: () => sql`
      select t.user_id, t.job_id, null::uuid as application_id, t.job_id as subject_id, t.created_at as since
      from ${assigned('recruiter')} t join job_posting j on j.id = t.job_id
      where j.status = 'open' and j.deleted_at is null
        and not exists (
          select from event e where e.stream_id = 'job:' || t.job_id || ':staff' and e.at > t.created_at
            and e.actor ->> 'id' = t.user_id::text
        )
        and not exists (
          select from thread h join message m on m.thread_id = h.id
          where h.job_id = t.job_id and m.by_id = t.user_id and m.created_at > t.created_at
        )`,
  },
  'posting-acceptance': {
    subject: 'submission',
    by: roles.candidate,
    owed: now => sql`
      select s.candidate_id as user_id, s.job_id, null::uuid as application_id, s.id as subject_id,
        s.created_at as since
      from submission s join job_posting j on j.id = s.job_id
      join users u on u.id = s.candidate_id and u.role = 'candidate' and u.deactivated_at is null
      where s.status = 'proposed' and s.expires_at > ${now}
        and j.status = 'open' and j.deleted_at is null and (j.deadline is null or j.deadline > ${now})`,
  },
  'interview-answer': {
    subject: 'interview',
    by: roles.panel,
    owed: now => sql`
      select p.user_id, i.job_id, i.application_id, i.id as subject_id,
        greatest(p.asked_at, i.status_since) as since
      from interview i ${panelist}
      where p.answer = 'invited' and i.status in ('proposed', 'scheduled') and ${runs}
        and (i.starts_at is null or i.starts_at > ${now}) and a.stage not in ('hired', 'rejected', 'withdrawn')`,
  },
  feedback: {
    subject: 'interview',
    by: roles.panel,
    owed: () => sql`
      select p.user_id, i.job_id, i.application_id, i.id as subject_id, i.ends_at as since
      from interview i ${panelist}
      where p.answer <> 'declined' and i.status in ('scheduled', 'completed') and a.stage = 'interview' and ${runs}
        and not exists (select from feedback f where f.interview_id = i.id and f.by_id = p.user_id)`,
  },
  'shortlist-action': ofCard('shortlist-action'),
  'interview-scheduling': ofCard('interview-scheduling'),
  'interview-choice': ofCard('interview-choice'),
  'candidate-selection': ofCard('candidate-selection'),
  'offer-making': ofCard('offer-making'),
  'offer-answer': ofCard('offer-answer'),
  'counter-answer': ofCard('counter-answer'),
} as const satisfies Record<WaitingRule, Rule> & Record<string, Rule>

export type RuleName = keyof typeof rules
export const ruleNames = Object.keys(rules) as RuleName[]
/** The rules by which somebody in this role can owe anything at all. */
export const rulesFor = (role: Role) =>
  ruleNames.filter(name => (rules[name].by as readonly Role[]).includes(role))
