import type { EntityManager } from '@mikro-orm/postgresql'
import type { Kysely } from 'kysely'
import { database, sqlOf } from '../db/database.ts'
import type { Tables } from '../db/tables.ts'
import { subscribersOf, type JobName } from '../jobs/catalog.ts'
import * as queue from '../jobs/queue.ts'
import type { Actor } from './actor.ts'
import { checkActor } from './check-actor.ts'
import { requestContext } from './context.ts'
import { keyReused } from './errors.ts'
import { events, type EventName, type EventSubject } from './events.ts'
import { hints } from './hints.ts'
import { append, type Append } from './log.ts'

/** What a command writes with. Everything in it commits together or not at all. */
export interface Write {
  em: EntityManager
  sql: Kysely<Tables>
  /** The instant of this write. */
  now: Date
  actor: Actor | null
  /** Puts an event in the log of every audience it concerns, and starts the jobs that subscribe to it. */
  record<Name extends EventName>(name: Name, subject: EventSubject<Name>): void
  /** Puts a job of its own into the transaction. */
  enqueue(name: JobName, data: object): Promise<void>
  /** Runs once the transaction has committed, and not if it fails: for hints to this node, never for what must happen. */
  afterCommit(hint: () => void): void
}

interface Recorded {
  name: EventName
  subject: EventSubject<EventName>
}

/** The answer stored for this command if it was done before; otherwise claims it, waiting for a twin in flight. */
const claimCommand = async (sql: Kysely<Tables>, actorId: string, id: string, fingerprint: string) => {
  const claimed = await sql
    .insertInto('command')
    .values({ actor_id: actorId, id, fingerprint, answer: 'null' })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  if (claimed.numInsertedOrUpdatedRows === 1n) return undefined
  const done = await sql
    .selectFrom('command')
    .select(['fingerprint', 'answer'])
    .where('actor_id', '=', actorId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (done.fingerprint !== fingerprint) throw keyReused()
  return { answer: done.answer as unknown }
}

const writeRecorded = async (write: Write, recorded: Recorded[], commandId: string | null) => {
  const entries: Append[] = []
  for (const { name, subject } of recorded) {
    const kind = events[name]
    // The table says which subject belongs to which name; inside the loop the pair has lost that link.
    const streams = await kind.streams(write, subject as never)
    for (const stream of streams) entries.push({ ...stream, type: name, v: kind.v })
    for (const job of subscribersOf(name))
      await write.enqueue(job, {
        event: name,
        ...subject,
        by: write.actor?.id ?? null,
        at: write.now.toISOString(),
      })
  }
  return append(write.sql, entries, { at: write.now, commandId })
}

/**
 * The only way to write: rows, events and jobs commit together, then the nodes are told. What `work` returns is the
 * answer, plain data: under a command id it is stored, and a second sending gets the same one without being done again.
 *
 * `actor` is null for the system itself. Throws whatever `work` throws (nothing is written then), 401 if the actor's
 * session ended meanwhile, 422 if the command id was used for something else.
 */
export const transaction = async <Answer>(
  actor: Actor | null,
  work: (write: Write) => Promise<Answer>,
): Promise<Answer> => {
  const context = requestContext()
  let touched: string[] = []
  const committed: (() => void)[] = []
  const answer = await database()
    .orm.em.fork()
    .transactional(async em => {
      const entities = em as EntityManager
      const sql = sqlOf(entities)
      const recorded: Recorded[] = []
      const write: Write = {
        em: entities,
        sql,
        now: new Date(),
        actor,
        record: (name, subject) => void recorded.push({ name, subject }),
        enqueue: (name, data) => queue.enqueue(entities, name, data),
        afterCommit: hint => void committed.push(hint),
      }
      if (actor) await checkActor(sql, actor, write.now)
      const command = actor ? context?.command : undefined
      if (actor && command) {
        const before = await claimCommand(sql, actor.id, command.id, command.fingerprint)
        if (before) {
          context!.replayed = true
          return before.answer as Answer
        }
      }
      const result = await work(write)
      await entities.flush()
      if (actor && command)
        await sql
          .updateTable('command')
          .set({ answer: JSON.stringify(result ?? null) })
          .where('actor_id', '=', actor.id)
          .where('id', '=', command.id)
          .execute()
      touched = await writeRecorded(write, recorded, command?.id ?? null)
      return result
    })
  if (touched.length) hints.emit('appended', touched)
  for (const hint of committed) hint()
  return answer
}
