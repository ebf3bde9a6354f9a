import { expect } from 'vitest'
import { database } from '../../db/database.ts'

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
  'payment',
  'credit_note',
  'number_series',
  'notification',
  'stream',
  'event',
  'pgboss.job',
]

const everything = async () => {
  const sums = tables.map(
    table =>
      `select '${table}' as name, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from ${table} t`,
  )
  return (await database().pool.query(sums.join(' union all '))).rows as object[]
}

/** Whatever `refused` asks for is refused without a trace: rows, events and jobs are what they were. */
export const unchanged = async <Answer>(refused: () => Promise<Answer>): Promise<Answer> => {
  const before = await everything()
  const answer = await refused()
  expect(await everything()).toEqual(before)
  return answer
}
