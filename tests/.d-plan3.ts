import { sql } from 'kysely'
import pg from 'pg'
import { builder } from '../db/statement.ts'
import { dueOf, owedTables } from '../server/reminders/due.ts'
import { keepPeriods } from '../server/reminders/periods.ts'
const at = new Date(process.argv[2] ?? '2027-03-10T10:00:00Z')
const keep = process.argv[3] === 'keep'
const q = sql`with ${owedTables({ now: at })}${keep ? sql`, ${keepPeriods(at)}` : sql``} select 1`.compile(builder)
const c = new pg.Client({ connectionString: process.env.DATABASE_URL! }); await c.connect()
await c.query("begin; set local jit = off; set local work_mem = '64MB'")
const { rows } = await c.query('explain (analyze, costs on, timing on) ' + q.sql, [...q.parameters])
console.log(rows.map(r => r['QUERY PLAN']).join('\n'))
await c.query('rollback'); await c.end()
