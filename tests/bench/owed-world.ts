import type { Copy } from './cluster.ts'

/** A Wednesday morning: nobody's quiet hours, and working time for all. */
export const owedAt = new Date('2027-03-10T10:00:00Z')

const id = (kind: number, number: string) =>
  `('0190000${kind}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`

const staffing = 200
const employers = 800
const candidates = 200_000
const jobs = 20_000
const cardsPerJob = 50

const at = `timestamptz '${owedAt.toISOString()}'`
/** Somewhere in the last 20 days, another for each number. */
const lately = (number: string) => `${at} - (${number}::bigint * 7919 % 28800) * interval '1 minute'`

/**
 * A million applications on 20,000 jobs of 200 staffing companies, and about a hundred thousand things that somebody owes
 * at `owedAt`, by every rule that has many.
 */
const statements = [
  `insert into company (id, name, kind) select ${id(1, 'n')}, 'Staffing ' || n, 'staffing' from generate_series(1, ${staffing}) n`,
  `insert into company (id, name, kind, served_by_id)
   select ${id(2, 'n')}, 'Employer ' || n, 'employer', ${id(1, `1 + n % ${staffing}`)} from generate_series(1, ${employers}) n`,
  // Per staffing company 5 managers and 20 recruiters, per employer 5 clients and an interviewer.
  `insert into users (id, name, email, email_verified, role, company_id)
   select ${id(3, 'n')}, 'Staff ' || n, 'staff' || n || '@people.example', true,
     case when n % 25 < 5 then 'manager' else 'recruiter' end, ${id(1, '1 + n / 25')}
   from generate_series(0, ${staffing * 25 - 1}) n`,
  `insert into users (id, name, email, email_verified, role, company_id)
   select ${id(4, 'n')}, 'Client ' || n, 'client-' || n || '@people.example', true,
     case when n % 6 < 5 then 'client' else 'interviewer' end, ${id(2, '1 + n / 6')}
   from generate_series(0, ${employers * 6 - 1}) n`,
  `insert into users (id, name, email, email_verified, role, created_at)
   select ${id(5, 'n')}, 'Person ' || n, 'person' || n || '@people.example', true, 'candidate', ${lately('n')}
   from generate_series(1, ${candidates}) n`,
  `insert into candidate_profile (user_id, headline, location, skills, updated_at)
   select ${id(5, 'n')}, case when n % 100 > 0 then 'Baker' end, 'Wien', '{bread}', ${lately('n')}
   from generate_series(1, ${candidates}) n`,
  // One in 40 waits for approval, and one in 4 is over; 500 are to close within a week.
  `insert into job_posting (id, company_id, staffing_company_id, title, description, type, status, created_by_id,
     opened_at, submitted_at, created_at, openings, deadline)
   select ${id(6, 'n')}, ${id(2, `1 + n % ${employers}`)}, ${id(1, `1 + (1 + n % ${employers}) % ${staffing}`)}, 'Job ' || n,
     'What there is to do.', 'full_time',
     case when n % 4 = 0 then 'closed' when n % 40 = 1 then 'pending_approval' else 'open' end,
     ${id(3, '0')}, ${lately('n')}, ${lately('n')}, ${lately('n')}, 3,
     case when n % 40 = 2 then ${at} + interval '5 days' else ${at} + interval '60 days' end
   from generate_series(1, ${jobs}) n`,
  // Every 40th has no recruiter, and of every 50th the recruiter has done nothing.
  `insert into assignment (id, job_id, kind, user_id, assigned_by_id, created_at, worked_at)
   select gen_random_uuid(), ${id(6, 'n')}, 'recruiter',
     ${id(3, `(1 + n % ${employers}) % ${staffing} * 25 + 5 + n % 20`)}, ${id(3, '0')}, ${lately('n')},
     case when n % 50 > 0 then ${at} end
   from generate_series(1, ${jobs}) n where n % 40 <> 3`,
  `insert into assignment (id, job_id, kind, user_id, assigned_by_id, created_at)
   select gen_random_uuid(), ${id(6, 'n')}, 'hiring_manager', ${id(4, `n % ${employers} * 6 + n % 5`)}, ${id(3, '0')}, ${lately('n')}
   from generate_series(1, ${jobs}) n`,
  // Of the 50 cards of a job five wait for somebody.
  `insert into application (id, job_id, candidate_id, stage, stage_since, rank, shortlist, shown_to_client_at,
     interview_status, interview_since, interview_at, interview_ends_at, feedback_of, waiting_rule, waiting_since,
     created_at, updated_at)
   select ${id(7, 'n')}, ${id(6, `1 + n / ${cardsPerJob}`)}, ${id(5, `1 + n % ${candidates}`)},
     case when n % 50 < 2 then 'screening' when n % 50 < 5 then 'interview' when n % 50 < 25 then 'applied' else 'rejected' end,
     ${lately('n')}, 'a' || lpad(to_hex(n % 50), 2, '0'), case when n % 50 < 2 then 'proposed' else 'none' end,
     case when n % 50 < 5 then ${lately('n')} end,
     case when n % 50 = 4 then 'completed' end, case when n % 50 = 4 then ${lately('n')} end,
     case when n % 50 = 4 then ${lately('n')} end, case when n % 50 = 4 then ${lately('n')} end,
     case when n % 50 = 4 then 2 else 0 end,
     case n % 50 when 0 then 'shortlist-action' when 1 then 'shortlist-action' when 2 then 'candidate-selection'
       when 3 then 'interview-scheduling' when 4 then 'feedback' end,
     case when n % 50 < 5 then ${lately('n')} end, ${lately('n')}, ${lately('n')}
   from generate_series(0, ${jobs * cardsPerJob - 1}) n`,
  `insert into interview (id, application_id, job_id, status, title, starts_at, ends_at, minutes, zone, created_by_id,
     created_at, updated_at)
   select a.id, a.id, a.job_id, 'completed', 'Interview', a.interview_ends_at - interval '1 hour', a.interview_ends_at,
     60, 'Europe/Berlin', ${id(3, '0')}, a.created_at, a.created_at
   from application a where a.waiting_rule = 'feedback'`,
  `insert into interview_panelist (interview_id, user_id, user_name, answer)
   select ${id(7, 'n')}, ${id(4, `(1 + n / 50) % ${employers} * 6 + 5 - k`)}, 'Panel', 'accepted'
   from generate_series(4, ${jobs * cardsPerJob - 1}, 50) n, generate_series(0, 1) k`,
]

/** Puts that world into a database, beside what is in it. */
export const fillOwedWorld = async (sql: Copy['sql']) => {
  for (const statement of statements) await sql(statement)
  await sql('vacuum analyze')
}
