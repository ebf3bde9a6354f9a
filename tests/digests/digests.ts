import { database } from '../../db/database.ts'
import { newId } from '../../db/new-id.ts'
import type { Category } from '../../db/tables.ts'
import { deliverEmail } from '../../server/mail/deliver.ts'
import type { Person } from '../support/people.ts'

const query = async <Row>(text: string, params: unknown[] = []) =>
  (await database().pool.query(text, params)).rows as Row[]

export interface Choice {
  digest?: 'off' | 'daily' | 'weekly'
  hour?: number
  weekday?: number
  zone?: string
}

/** Somebody wants a digest, and the next one at this instant. */
export const wants = async (person: Person, next: Date, choice: Choice = {}) => {
  const { digest = 'daily', hour = 8, weekday = 1, zone = 'UTC' } = choice
  await query('update users set zone = $2 where id = $1', [person.id, zone])
  await query(
    `insert into preference (user_id, digest, digest_hour, digest_weekday, next_digest_at, updated_at)
     values ($1, $2, $3, $4, $5, now())
     on conflict (user_id) do update set digest = $2, digest_hour = $3, digest_weekday = $4, next_digest_at = $5`,
    [person.id, digest, hour, weekday, next],
  )
}

export const nextOf = async (person: Person) =>
  (
    await query<{ next_digest_at: Date | null }>('select next_digest_at from preference where user_id = $1', [
      person.id,
    ])
  )[0]!.next_digest_at

/** A line in somebody's feed. */
export const told = async (
  person: Person,
  title: string,
  at: Date,
  about: { job?: string; application?: string; category?: Category; mentioned?: boolean } = {},
) => {
  const id = newId()
  const data = {
    title,
    body: null,
    url: '/jobs',
    stack: { names: [], upTo: 1, mentioned: about.mentioned ?? false },
  }
  await query(
    `insert into notification (id, user_id, kind, event_key, data, job_id, application_id, category, created_at, updated_at)
     values ($1::uuid, $2, 'job.approved', $1::text, $3, $4, $5, $6, $7, $7)`,
    [
      id,
      person.id,
      JSON.stringify(data),
      about.job ?? null,
      about.application ?? null,
      about.category ?? 'jobs',
      at,
    ],
  )
  return id
}

/** Sends what waits in the queue for this person, and gives their digests as they went out, oldest first. */
export const digestsTo = async ({ email }: Person) => {
  const jobs = await query<{ data: object }>(
    `select data from pgboss.job where name = 'deliver-email' and data ->> 'to' = $1 and state = 'created'`,
    [email],
  )
  for (const { data } of jobs) await deliverEmail(data)
  return query<{ subject: string; text: string; html: string; headers: Record<string, string> }>(
    `select subject, text, html, headers from dev_mail where recipient = $1 and tag = 'digest' order by key`,
    [email],
  )
}
