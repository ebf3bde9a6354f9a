import { generateNKeysBetween } from 'fractional-indexing'
import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { newId } from '../../db/new-id.ts'

/** How much of everything there is. */
const recruiters = 360
const candidates = 4_000
const boards = 64
const cardsPerBoard = 160
const otherJobs = 20_000
const messages = 10_000

export interface Board {
  job: string
  cards: string[]
}

/** What the rows of the bench work on. People are given by their session tokens. */
export interface World {
  recruiters: string[]
  readers: string[]
  /** Many boards, for movers who each have some of their own. */
  boards: Board[]
  /** One board that has a card for each candidate. */
  hot: Board
  /** One board of 1,000 cards, in the middle of its work: with interviews, feedback and offers. */
  thousand: Board
  /** One board of 20 cards, to stand in. */
  small: Board
  /** A negotiation of 10,000 messages. */
  thread: string
}

const ids = (count: number) => Array.from({ length: count }, newId)

const fillPeople = async (
  client: pg.Client,
  { role, company, people }: { role: string; company: string | null; people: string[] },
) => {
  const tokens = people.map(() => randomBytes(16).toString('hex'))
  await client.query(
    `insert into users (id, name, email, email_verified, role, company_id)
     select id, initcap($2) || ' Number ' || n, $2 || n || '@people.example', true, $2, $3
     from unnest($1::uuid[]) with ordinality as p(id, n)`,
    [people, role, company],
  )
  await client.query(
    `insert into session (id, user_id, token, expires_at)
     select gen_random_uuid(), id, token, now() + interval '1 day' from unnest($1::uuid[], $2::text[]) as s(id, token)`,
    [people, tokens],
  )
  return tokens
}

const fillJobs = (
  client: pg.Client,
  jobs: string[],
  by: { company: string; staffing: string; user: string },
) =>
  client.query(
    `insert into job_posting (id, company_id, staffing_company_id, title, description, type, status, created_by_id,
       opened_at, created_at, openings, location, skills, salary_min, salary_max, salary_currency)
     select id, $2, $3, 'Engineer of Things ' || n, repeat('What there is to do, and with whom. ', 12), 'full_time',
       'open', $4, now() - n * interval '1 minute', now() - n * interval '1 minute', 3, 'Vienna',
       '{typescript,postgresql,sockets}', 6000000, 8000000, 'EUR'
     from unnest($1::uuid[]) with ordinality as j(id, n)`,
    [jobs, by.company, by.staffing, by.user],
  )

/** A card for each of these people, all in the first column. */
const fillBoard = async (client: pg.Client, job: string, people: string[]): Promise<Board> => {
  const cards = ids(people.length)
  await client.query(
    `insert into application (id, job_id, candidate_id, stage, stage_since, rank, cover_letter, notice_period_days,
       created_at, updated_at)
     select id, $1, person, 'applied', now(), rank, 'I have done this before, and would like to do it with you.', 30,
       now(), now()
     from unnest($2::uuid[], $3::uuid[], $4::text[]) as c(id, person, rank)`,
    [job, cards, people, generateNKeysBetween(null, null, people.length)],
  )
  await client.query(
    `insert into application_history (id, application_id, from_stage, to_stage, by_id, by_name, at)
     select gen_random_uuid(), a.id, null, 'applied', u.id, u.name, now()
     from application a join users u on u.id = a.candidate_id where a.job_id = $1`,
    [job],
  )
  return { job, cards }
}

/** A board in the middle of its work: two thirds are new, the others are proposed, interviewed, judged and offered to. */
const putToWork = (client: pg.Client, { job }: Board) =>
  client.query(
    `update application a set
       stage = case when n % 12 < 8 then 'applied' when n % 12 < 9 then 'screening' when n % 12 < 11 then 'interview' else 'offer' end,
       shortlist = case when n % 12 = 8 then 'proposed' when n % 12 > 8 then 'approved' else 'none' end,
       shown_to_client_at = case when n % 12 > 7 then now() end,
       proposed_at = case when n % 12 = 8 then now() end,
       interview_status = case when n % 12 = 9 then 'scheduled' when n % 12 > 9 then 'completed' end,
       interview_since = case when n % 12 > 8 then now() end,
       interview_at = case when n % 12 = 9 then now() + interval '1 day' when n % 12 > 9 then now() - interval '1 day' end,
       interview_ends_at = case when n % 12 = 9 then now() + interval '25 hours' when n % 12 > 9 then now() - interval '23 hours' end,
       feedback_of = case when n % 12 > 8 then 3 else 0 end,
       feedback_given = case when n % 12 > 9 then 3 else 0 end,
       feedback_yes = case when n % 12 > 9 then 2 else 0 end,
       feedback_at = case when n % 12 > 9 then now() - interval '20 hours' end,
       offer_by = case when n % 12 = 11 then 'staff' end,
       offer_at = case when n % 12 = 11 then now() end,
       waiting_rule = case n % 12 when 8 then 'shortlist-action' when 9 then 'feedback' when 10 then 'candidate-selection'
         when 11 then 'offer-answer' end,
       waiting_since = case n % 12 when 8 then now() when 9 then now() + interval '25 hours' when 10 then now() - interval '20 hours'
         when 11 then now() end
     from (select id, row_number() over (order by rank) as n from application where job_id = $1) o where o.id = a.id`,
    [job],
  )

/** What was said about the terms of a job, by somebody of either side in turn. One in a hundred has the word of the search. */
const fillThread = async (client: pg.Client, job: string, [one, other]: string[]) => {
  const thread = newId()
  await client.query(
    `insert into thread (id, kind, job_id, last_number, created_at) values ($1, 'negotiation', $2, $3, now())`,
    [thread, job, messages],
  )
  await client.query(
    `insert into message (id, thread_id, number, by_id, by_name, side, text, created_at)
     select id, $1, n, case when n % 2 = 0 then $3 else $4 end::uuid, case when n % 2 = 0 then 'Recruiter Number 1' else 'Recruiter Number 2' end,
       case when n % 2 = 0 then 'staff' else 'client' end,
       'This is what we **could** agree on, for the time being and without any obligation, in round ' || n || '. '
         || case when n % 100 = 0 then 'With a guarantee of three months.' else 'Let us know what you think of it.' end,
       now() - (${messages} - n) * interval '1 minute'
     from unnest($2::uuid[]) with ordinality as m(id, n)`,
    [thread, ids(messages), one, other],
  )
  return thread
}

/** A staffing company at work, in an empty database. */
export const fillWorld = async (client: pg.Client): Promise<World> => {
  const [staffing, company] = [newId(), newId()]
  await client.query(
    `insert into company (id, name, kind, served_by_id) values ($1, 'Staffing', 'staffing', null), ($2, 'Employer', 'employer', $1)`,
    [staffing, company],
  )
  const [staff, people] = [ids(recruiters), ids(candidates)]
  const tokens = await fillPeople(client, { role: 'recruiter', company: staffing, people: staff })
  const readers = await fillPeople(client, { role: 'candidate', company: null, people })
  await client.query(
    `insert into candidate_profile (user_id, headline, skills, experience_years)
     select id, 'Somebody who gets things done', '{typescript,postgresql,sockets}', 7 from unnest($1::uuid[]) as p(id)`,
    [people],
  )
  const jobs = ids(boards + 4 + otherJobs)
  await fillJobs(client, jobs, { company, staffing, user: staff[0]! })
  const filled: Board[] = []
  for (const job of jobs.slice(0, boards))
    filled.push(await fillBoard(client, job, people.slice(0, cardsPerBoard)))
  const thousand = await fillBoard(client, jobs[boards + 1]!, people.slice(0, 1_000))
  await putToWork(client, thousand)
  return {
    recruiters: tokens,
    readers: readers.slice(0, recruiters),
    boards: filled,
    hot: await fillBoard(client, jobs[boards]!, people),
    thousand,
    small: await fillBoard(client, jobs[boards + 2]!, people.slice(0, 20)),
    thread: await fillThread(client, jobs[boards + 3]!, staff),
  }
}
