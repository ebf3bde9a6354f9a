import { expect } from 'vitest'
import { database } from '../../db/database.ts'
import { caused } from './jobs-done.ts'

const tables = [
  'company',
  'users',
  'candidate_profile',
  'job_posting',
  'assignment',
  'application',
  'application_history',
  'submission',
  'shortlist_link',
  'introduction',
  'board_visit',
  'interview',
  'interview_slot',
  'interview_panelist',
  'booking',
  'availability',
  'calendar_feed',
  'feedback',
  'feedback_version',
  'thread',
  'message',
  'proposal',
  'service_terms',
  'placement',
  'invoice',
  'invoice_dispute',
  'payment',
  'credit_note',
  'billing_contact',
  'number_series',
  'notification',
  'preference',
  'channel',
  'muted_job',
  'reminder_hold',
  'stream',
  'event',
  'pgboss.job',
]

/** What the clock starts each minute nobody asked for, and a worker in the test works it. */
const causedJobs = `(select * from pgboss.job where name in (${caused.map(name => `'${name}'`).join(', ')}))`

const everything = async () => {
  const sums = tables.map(
    table =>
      `select '${table}' as name, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum
       from ${table === 'pgboss.job' ? causedJobs : table} t`,
  )
  // Ordered: the database may look at several tables at once
  return (await database().pool.query(`${sums.join(' union all ')} order by name`)).rows as object[]
}

/** Whatever `refused` asks for is refused without a trace: rows, events and jobs are what they were. */
export const unchanged = async <Answer>(refused: () => Promise<Answer>): Promise<Answer> => {
  const before = await everything()
  const answer = await refused()
  expect(await everything()).toEqual(before)
  return answer
}
