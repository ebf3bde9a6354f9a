import { newId } from '../../db/new-id.ts'
import type { ThreadKind } from '../../db/tables.ts'
import type { Write } from '../transaction.ts'
import type { Side } from './policy.ts'
import { messageRows, type MessageRow, type ThreadRow } from './queries.ts'

/** Where a thread is, or would be if something had been said in it. */
export type ThreadPlace =
  | { kind: 'negotiation'; jobId: string }
  | { kind: Exclude<ThreadKind, 'negotiation'>; jobId: string; applicationId: string }

const hold = ({ sql }: Pick<Write, 'sql'>, where: ThreadPlace) =>
  sql
    .selectFrom('thread')
    .selectAll()
    .where('job_id', '=', where.jobId)
    .where('application_id', 'is not distinct from', 'applicationId' in where ? where.applicationId : null)
    .where('kind', '=', where.kind)
    .forNoKeyUpdate()
    .executeTakeFirst()

/**
 * Shared step: the thread of this kind and place, made if nothing was said in it before; its row is held until the end
 * of the transaction, so that numbers are given one at a time and events go out in their order.
 */
export const holdThread = async (write: Write, where: ThreadPlace): Promise<ThreadRow> => {
  const before = await hold(write, where)
  if (before) return before
  await write.sql
    .insertInto('thread')
    .values({
      id: newId(),
      kind: where.kind,
      job_id: where.jobId,
      application_id: 'applicationId' in where ? where.applicationId : null,
      created_at: write.now,
    })
    // Of two who open it at once, the second waits here and finds what the first made.
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return (await hold(write, where))!
}

/** Shared step: puts a message at the end of a held thread, in the name of whoever acts. */
export const writeMessage = async (
  { sql, now, actor }: Write,
  { thread, side, text, mentions = [] }: { thread: ThreadRow; side: Side; text: string; mentions?: string[] },
): Promise<MessageRow> => {
  const { last_number: number } = await sql
    .updateTable('thread')
    .set(eb => ({ last_number: eb('last_number', '+', 1) }))
    .where('id', '=', thread.id)
    .returning('last_number')
    .executeTakeFirstOrThrow()
  const id = newId()
  await sql
    .insertInto('message')
    .values({
      id,
      thread_id: thread.id,
      number,
      by_id: actor!.id,
      by_name: actor!.name,
      side,
      text,
      mentions,
      created_at: now,
    })
    .execute()
  const [row] = await messageRows(sql, [id])
  return row!
}
