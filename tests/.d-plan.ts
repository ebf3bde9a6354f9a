import pg from 'pg'
import { builder } from '../db/statement.ts'
import { dueOf, owedWithCompany, reachedOf } from '../server/reminders/due.ts'
const now = new Date(process.argv[2] ?? '2027-03-10T10:00:00Z')
const c = new pg.Client({ connectionString: process.env.DATABASE_URL! }); await c.connect()
await c.query("begin; set local jit = off; set local work_mem = '64MB'")
const owed = owedWithCompany({ now }).compile(builder)
const x = async (t: string, p: readonly unknown[]) => console.log((await c.query('explain (analyze, buffers off) ' + t, [...p])).rows.map(r => r['QUERY PLAN']).join('\n'))
const t = Date.now(); await c.query('create temp table owed on commit drop as ' + owed.sql, [...owed.parameters]); console.log('owed', Date.now() - t)
await c.query('analyze owed')
const re = reachedOf({ now }).compile(builder); await x('create temp table reached as ' + re.sql, re.parameters); await c.query('analyze reached')
const due = dueOf({ now }).compile(builder)
await x(due.sql, due.parameters)
await c.query('rollback'); await c.end()
