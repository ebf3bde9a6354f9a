import pg from 'pg'
import { readFileSync } from 'node:fs'
import { builder } from '../db/statement.ts'
import { dueOf, owedWithCompany, reachedOf } from '../server/reminders/due.ts'
const now = new Date(process.argv[2]!)
const c = new pg.Client({ connectionString: process.env.DATABASE_URL! }); await c.connect()
const pid = (await c.query('select pg_backend_pid() as p')).rows[0].p
const cpu = () => { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return (Number(f[11]) + Number(f[12])) * 10 }
await c.query("begin; set local jit = off; set local work_mem = '64MB'; set local max_parallel_workers_per_gather = 0")
const x = async (name: string, q: { sql: string; parameters: readonly unknown[] }, table?: string) => { const a = cpu(); const t = Date.now(); const r = await c.query((table ? `create temp table ${table} on commit drop as ` : '') + q.sql, [...q.parameters]); if (table) await c.query(`analyze ${table}`); console.log(name, 'cpu', cpu() - a, 'ms, wall', Date.now() - t, r.rowCount) }
for (let i = 0; i < 2; i++) {
await x('owed', owedWithCompany({ now }).compile(builder), 'owed')
await x('reached', reachedOf({ now }).compile(builder), 'reached')
await x('due', dueOf({ now }).compile(builder))
await c.query('drop table owed, reached') }
await c.query('rollback'); await c.end()
