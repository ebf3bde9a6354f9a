import { sql, type Kysely } from 'kysely'
import type { Reading } from '../../db/in-transaction.ts'
import type { Tables } from '../../db/tables.ts'
import { windowSize } from '../../realtime/apply.ts'
import type { Audience } from '../actor.ts'
import { presentProposal } from '../proposals/presenter.ts'
import { latestProposal } from '../proposals/queries.ts'
import { sideOfAudience, sidesOf, type Side } from './policy.ts'
import { presentMessage, presentRead } from './presenter.ts'
import { messageRows, type ThreadRow } from './queries.ts'

const threadsOf = (db: Kysely<Tables>, of: { jobId: string } | { applicationId: string }) => {
  const all = db.selectFrom('thread').selectAll().orderBy('kind')
  return 'applicationId' in of
    ? all.where('application_id', '=', of.applicationId).execute()
    : all.where('job_id', '=', of.jobId).where('application_id', 'is', null).execute()
}

const lastMessages = async (db: Kysely<Tables>, threads: ThreadRow[]) => {
  const { rows } = await sql<{ id: string }>`
    select m.id from thread t
    join message m on m.thread_id = t.id and m.number > t.last_number - ${windowSize}
    where t.id = any(${threads.map(({ id }) => id)}::uuid[])`.execute(db)
  return messageRows(
    db,
    rows.map(({ id }) => id),
  )
}

const readsOf = (db: Kysely<Tables>, threads: ThreadRow[]) =>
  db
    .selectFrom('thread_read')
    .selectAll()
    .where(
      'thread_id',
      'in',
      threads.map(({ id }) => id),
    )
    .orderBy('user_id')
    .execute()

const proposalIn = (side: Side, proposals: Awaited<ReturnType<typeof latestProposal>>, id: string) => {
  const proposal = proposals.get(id)
  return proposal && side !== 'interviewer' ? presentProposal[side](proposal) : null
}

/**
 * The threads of a job, or of an application, that this audience takes part in, as its room shows them: in the order of
 * their kinds, with the last messages, who has read how far, and the latest proposal.
 */
export const threadsIn = async (
  { sql: db }: Pick<Reading, 'sql'>,
  of: { jobId: string } | { applicationId: string },
  audience: Audience,
) => {
  const side = sideOfAudience(audience)
  if (!side) return []
  const threads = (await threadsOf(db, of)).filter(({ kind }) => sidesOf[kind].includes(side))
  if (!threads.length) return []
  const [messages, reads, proposals] = await Promise.all([
    lastMessages(db, threads),
    readsOf(db, threads),
    latestProposal(
      db,
      threads.map(({ id }) => id),
    ),
  ])
  return threads.map(({ id, kind }) => ({
    id,
    kind,
    messages: messages.filter(row => row.thread_id === id).map(row => presentMessage[side](row)),
    reads: reads.filter(row => row.thread_id === id).map(presentRead),
    proposal: proposalIn(side, proposals, id),
  }))
}
