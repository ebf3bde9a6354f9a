import { inTransaction, type Transaction } from '../db/in-transaction.ts'
import { subscribersOf, type JobName } from '../jobs/catalog.ts'
import * as queue from '../jobs/queue.ts'
import type { Actor } from './actor.ts'
import { actorsNow } from './check-actor.ts'
import { now } from './clock.ts'
import { claimCommands, storeAnswers, type CommandId, type DoneBefore } from './command-ids.ts'
import { requestContext } from './context.ts'
import { isCollision, keyReused, sessionEnded } from './errors.ts'
import type { EventKind } from './event-kind.ts'
import { endAccess, events, type EventName, type EventSubject } from './events.ts'
import { hints } from './hints.ts'
import { append, type Append } from './log.ts'

/** What a command writes with. Everything in it commits together or not at all. */
export interface Write extends Transaction {
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
  write: Write
  commandId: string | null
}

/** One database transaction: what is written in it, by one command or by several that share it. */
export interface Unit extends Transaction {
  now: Date
  recorded: Recorded[]
  committed: (() => void)[]
}

/** The part of a unit that one command writes with. */
export const writeOf = (unit: Unit, actor: Actor | null, commandId: string | null): Write => {
  const { em, sql, send, now } = unit
  const write: Write = {
    em,
    sql,
    send,
    now,
    actor,
    record: (name, subject) => void unit.recorded.push({ name, subject, write, commandId }),
    enqueue: (name, data) => queue.enqueue(unit, name, [data]),
    afterCommit: hint => void unit.committed.push(hint),
  }
  return write
}

/** The table says which subject belongs to which name; in a list of such pairs the link is lost. */
const kindOf = (name: EventName): EventKind<never> => events[name]

/** Whose right to see something ended is not told of it any more, from this very commit on. */
const endAccessOf = async (unit: Unit) => {
  const ends = unit.recorded.flatMap(({ name, subject }) => kindOf(name).endsAccess?.(subject as never) ?? [])
  if (!ends.length) return
  const write = writeOf(unit, null, null)
  const feeds = await endAccess(write, ends)
  if (feeds.length) write.record('notification.changed', { feeds })
}

/** The jobs of what was recorded, and the statement that appends its events to the log. */
const writeRecorded = async (unit: Unit) => {
  await endAccessOf(unit)
  const entries: Append[] = []
  const jobs: { name: JobName; data: object }[] = []
  for (const { name, subject, write, commandId } of unit.recorded) {
    const kind = kindOf(name)
    for (const stream of await kind.streams(write, subject as never))
      entries.push({ ...stream, type: name, v: kind.v, commandId })
    const about = kind.about ? kind.about(subject as never) : subject
    for (const job of subscribersOf(name)) {
      const data = { event: name, ...about, by: write.actor?.id ?? null, at: unit.now.toISOString() }
      jobs.push({ name: job, data })
    }
  }
  const ofName = Map.groupBy(jobs, job => job.name)
  await Promise.all(
    [...ofName].map(([name, those]) =>
      queue.enqueue(
        unit,
        name,
        those.map(({ data }) => data),
      ),
    ),
  )
  return { touched: new Set(entries.map(({ stream }) => stream)), entries }
}

const commitOnce = async <Result>(work: (unit: Unit) => Promise<Result>): Promise<Result> => {
  const committed: (() => void)[] = []
  let touched = new Set<string>()
  const answer = await inTransaction(async transaction => {
    const unit: Unit = { ...transaction, now: now(), recorded: [], committed }
    const result = await work(unit)
    await unit.em.flush()
    const written = await writeRecorded(unit)
    touched = written.touched
    return { result, last: written.entries.length ? append(written.entries, unit.now) : undefined }
  })
  if (touched.size) hints.emit('appended', [...touched])
  for (const hint of committed) hint()
  return answer
}

/**
 * Opens a database transaction for `work`, writes what was recorded at its end, and tells the nodes once it has
 * committed. Throws whatever `work` throws; nothing is written then. What collided with another is tried three times.
 */
export const commit = async <Result>(work: (unit: Unit) => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries++)
    try {
      return await commitOnce(work)
    } catch (error) {
      if (tries === 3 || !isCollision(error)) throw error
    }
}

/** The id under which this actor's request came, if it had one. The system has none. */
export const commandOf = (actor: Actor | null): CommandId | undefined => {
  const command = requestContext()?.command
  return actor && command ? { ...command, actorId: actor.id } : undefined
}

/** The answer of a command that was done before. Throws 422 if its id meant something else then. */
export const answerBefore = (done: DoneBefore, { fingerprint }: CommandId) => {
  if (done.fingerprint !== fingerprint) throw keyReused()
  return done.answer
}

/** Says on the request that is answered from memory that it is. */
export const markReplayed = () => {
  const context = requestContext()
  if (context) context.replayed = true
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
  const command = commandOf(actor)
  return commit(async unit => {
    const [isStill, before] = await Promise.all([
      actorsNow(unit, actor ? [actor] : []),
      claimCommands(unit, command ? [command] : []),
    ])
    if (actor && !isStill(actor)) throw sessionEnded()
    if (!command) return work(writeOf(unit, actor, null))
    const [done] = before.values()
    if (done) {
      const answer = answerBefore(done, command) as Answer
      markReplayed()
      return answer
    }
    const answer = await work(writeOf(unit, actor, command.id))
    await unit.em.flush()
    await storeAnswers(unit, [{ ...command, answer }])
    return answer
  })
}
