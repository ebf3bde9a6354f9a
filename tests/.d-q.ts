import { sql } from 'kysely'
import { openDatabase, sqlOf, database } from '../db/database.ts'
import { openSender } from '../jobs/queue.ts'
import { dueOf, owedTables } from '../server/reminders/due.ts'
import { keepPeriods } from '../server/reminders/periods.ts'
import { sweepReminders } from '../server/reminders/sweep.ts'
import { owedBy } from '../server/owed/queries.ts'
import { remindingRules } from '../server/owed/rules.ts'
const url = process.env.DATABASE_URL!
Object.assign(process.env, { NODE_ENV:'test', AUTH_SECRET:'only-for-tests-only-for-tests-only-for-tests', PUBLIC_URL:'https://x.example', LOG_LEVEL:'warn' })
await openDatabase(url, { onError: console.error }); await openSender(url, console.error)
const at = new Date(process.argv[3] ?? '2027-03-10T10:00:00Z')
const db = sqlOf(database().orm.em.fork())
const time = async (name: string, f: () => Promise<unknown>) => { const t = Date.now(); const r = await f(); console.log(name, Date.now() - t, 'ms', JSON.stringify(r)?.slice(0,200)); return r }
await sql`set jit = off`.execute(db)
const what = process.argv[2]
if (what === 'owed') {
  for (const rule of remindingRules) await time(rule, async () => (await sql`select count(*) from ${owedBy({ now: at, only: [rule] })} o`.execute(db)).rows[0])
}
const q = () => sql`with ${owedTables({ now: at })} select count(*), count(distinct user_id), min(user_id::text) from (${dueOf({ now: at })}) x`
if (what === 'due') for (let i = 0; i < 3; i++) await time('due', async () => (await q().execute(db)).rows[0])
if (what === 'plan') { const r = await sql<{ 'QUERY PLAN': string }>`explain (analyze, buffers) with ${owedTables({ now: at })}, ${keepPeriods(at)} ${dueOf({ now: at })}`.execute(db); console.log(r.rows.map(x => x['QUERY PLAN']).join('\n')) }
if (what === 'sweep') await time('sweep', () => sweepReminders(at))
process.exit(0)
