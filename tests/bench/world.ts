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
  /** One board of 1,000 cards. */
  thousand: Board
  /** One board of 20 cards, to stand in. */
  small: Board
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
  const jobs = ids(boards + 3 + otherJobs)
  await fillJobs(client, jobs, { company, staffing, user: staff[0]! })
  const filled: Board[] = []
  for (const job of jobs.slice(0, boards))
    filled.push(await fillBoard(client, job, people.slice(0, cardsPerBoard)))
  return {
    recruiters: tokens,
    readers: readers.slice(0, recruiters),
    boards: filled,
    hot: await fillBoard(client, jobs[boards]!, people),
    thousand: await fillBoard(client, jobs[boards + 1]!, people.slice(0, 1_000)),
    small: await fillBoard(client, jobs[boards + 2]!, people.slice(0, 20)),
  }
}
