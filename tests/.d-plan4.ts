import pg from 'pg'
import { builder } from '../db/statement.ts'
import { owedWithCompany, reachedOf } from '../server/reminders/due.ts'
const now = new Date(process.argv[2]!)
const c = new pg.Client({ connectionString: process.env.DATABASE_URL! }); await c.connect()
await c.query("begin; set local jit = off; set local work_mem = '64MB'; set local max_parallel_workers_per_gather = 0")
const q = owedWithCompany({ now }).compile(builder)
for (let i = 0; i < 2; i++) {
const r = await c.query('explain (analyze, buffers off, format json) ' + q.sql, [...q.parameters])
const plan = r.rows[0]['QUERY PLAN'][0]
const nodes: [number, string][] = []
const walk = (n: any, depth: number): number => { const t = n['Actual Total Time'] * n['Actual Loops']; let kids = 0; for (const k of n.Plans ?? []) { const kt = walk(k, depth + 1); if (k['Parent Relationship'] !== 'InitPlan') kids += kt } nodes.push([t - kids, `${n['Node Type']} ${n['Relation Name'] ?? n['CTE Name'] ?? ''} ${n['Alias'] ?? ''} rows ${n['Actual Rows']} x${n['Actual Loops']} total ${t.toFixed(0)} ${n['Subplan Name'] ?? ''} ${(n['Hash Cond'] ?? n['Index Cond'] ?? n['Filter'] ?? '').slice(0, 90)}`]); return t }
walk(plan.Plan, 0)
if (i) for (const [t, s] of nodes.sort((a, b) => b[0] - a[0]).slice(0, 25)) console.log(t.toFixed(0).padStart(6), s)
console.log('exec', plan['Execution Time'])
}
await c.query('rollback'); await c.end()
