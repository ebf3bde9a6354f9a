import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { membersOf, type At } from './members.ts'
import { isOpen, policy } from './policy.ts'
import { presentRead } from './presenter.ts'
import { subjectOf, type ThreadRow } from './queries.ts'

const readsOf = (db: Kysely<Tables>, thread: ThreadRow | undefined) =>
  thread
    ? db.selectFrom('thread_read').selectAll().where('thread_id', '=', thread.id).orderBy('user_id').execute()
    : []

/** What others said behind this number. */
const countUnread = async (db: Kysely<Tables>, actor: Actor, thread: ThreadRow, readUpTo: number) => {
  if (thread.last_number <= readUpTo) return 0
  const { rows } = await sql<{ unread: number }>`
    select count(*)::int as unread from message
    where thread_id = ${thread.id} and number > ${readUpTo} and by_id <> ${actor.id} and deleted_at is null
  `.execute(db)
  return rows[0]!.unread
}

/** A thread as somebody who takes part in it finds it; `thread` is missing while nothing was said in it. */
export const readEntry = async (db: Kysely<Tables>, actor: Actor, at: At, thread: ThreadRow | undefined) => {
  const subject = subjectOf(at.place, at.kind, actor)
  const reads = await readsOf(db, thread)
  const readUpTo = reads.find(({ user_id }) => user_id === actor.id)?.number ?? 0
  return {
    id: thread?.id ?? null,
    kind: at.kind,
    jobId: at.place.job_id,
    applicationId: at.place.application_id,
    lastNumber: thread?.last_number ?? 0,
    unread: thread ? await countUnread(db, actor, thread, readUpTo) : 0,
    readUpTo,
    reads: reads.map(presentRead),
    mayWrite: policy.can(actor, 'write', subject),
    open: isOpen(subject),
    members: await membersOf(db, actor, at),
  }
}
