import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { newId } from '../../db/new-id.ts'
import { enqueueMails } from '../mail/deliver.ts'
import { putInFeeds } from '../notifications/put-in-feeds.ts'
import { holdFeeds } from '../notifications/queries.ts'
import { holdAllRights } from '../notifications/rights.ts'
import { owedFacts } from '../owed/queries.ts'
import { transaction, type Write } from '../transaction.ts'
import { claimReminders } from './claim.ts'
import { dueOf, owedWithCompany, reachedOf, type DueRow } from './due.ts'
import { messagesOf } from './messages.ts'
import { keepPeriods } from './periods.ts'
import { noteWorked } from './worked.ts'

/** Reminders that are claimed together: few enough that nobody waits long for what is held. */
const batchSize = 500
/** After it no batch is begun, in ms: what is left is due at the next sweep as well. */
const sweepLastsMs = 40_000

const lock = sql`hashtextextended('sweep-reminders', 0)`

/** A table of this transaction that the planner has counted: of what it does not know the size of it makes loops. */
const tabulate = async (db: Kysely<Tables>, name: 'owed' | 'reached', rows: RawBuilder<unknown>) => {
  await sql`create temp table ${sql.table(name)} on commit drop as ${rows}`.execute(db)
  await sql`analyze ${sql.table(name)}`.execute(db)
}

/**
 * All that is due, of everybody, from one question; and on record is what is owed by now. Nothing while another sweep
 * asks: two at once would remind nobody twice, only work twice.
 */
const findDue = async ({ sql: db }: Write, now: Date) => {
  const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${lock}) as got`.execute(db)
  if (!rows[0]!.got) return []
  await sql`select set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`.execute(db)
  await tabulate(db, 'owed', owedWithCompany({ now }))
  await keepPeriods(db, now)
  await noteWorked(now).execute(db)
  await tabulate(db, 'reached', reachedOf({ now }))
  return (await sql<DueRow>`${dueOf({ now })} order by user_id, since`.execute(db)).rows
}

/** Whole people together, so that each gets one message of it all. */
const batchesOf = (due: DueRow[]) => {
  const batches: DueRow[][] = []
  for (const rows of Map.groupBy(due, ({ user_id }) => user_id).values()) {
    const last = batches.at(-1)
    if (last && last.length + rows.length <= batchSize) last.push(...rows)
    else batches.push([...rows])
  }
  return batches
}

const namesOf = async ({ sql: db }: Write, ids: string[]) => {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Tells these people what is due to them still, with the rights to it and their feeds held until it is committed. */
const remind = async (write: Write, found: DueRow[], now: Date) => {
  await holdAllRights(write, {
    applicationIds: found.flatMap(row => row.application_id ?? []),
    jobIds: found.flatMap(row => (row.application_id ? [] : (row.job_id ?? []))),
  })
  await holdFeeds(
    write.sql,
    found.map(({ user_id }) => user_id),
  )
  const claimed = await claimReminders(write, found, now)
  const late = claimed.filter(({ step }) => step === 0)
  const [facts, names] = await Promise.all([
    owedFacts(write.sql, claimed),
    namesOf(
      write,
      late.flatMap(({ owers }) => owers),
    ),
  ])
  const { lines, mails } = messagesOf(claimed, facts, names)
  for (const [event, those] of Map.groupBy(lines, line => line.event))
    // The ledger has it that nobody is told twice; a sweep is no event that could come again.
    await putInFeeds(write, {
      event,
      eventKey: `${event} ${newId()}`,
      lines: those.map(({ line }) => line),
    })
  await enqueueMails(write, mails)
  return claimed.length
}

/**
 * Reminds everybody of what they owe and is due by now, each step once; and keeps on record what is owed by whom. What is
 * due is found in one question, and asked again in each transaction that claims some of it: what was done meanwhile is
 * reminded of no more. A batch that fails keeps no other back: it is due at the next sweep as well.
 * @throws AggregateError of what the failed ones threw, after all have had their turn
 */
export const sweepReminders = async (now: Date) => {
  const end = Date.now() + sweepLastsMs
  const due = await transaction(null, write => findDue(write, now))
  const failures: unknown[] = []
  let reminded = 0
  for (const batch of batchesOf(due)) {
    if (Date.now() > end) break
    await transaction(null, write => remind(write, batch, now)).then(
      count => (reminded += count),
      (error: unknown) => failures.push(error),
    )
  }
  if (failures.length) throw new AggregateError(failures, `${failures.length} batches of reminders failed.`)
  return { due: due.length, reminded }
}
