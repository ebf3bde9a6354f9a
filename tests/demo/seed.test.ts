import { expect, it } from 'vitest'
import { openDatabase } from '../../db/database.ts'
import { seedDemo } from '../../db/seeds/demo.ts'
import { copyDatabase } from '../support/database.ts'
it('x', async () => {
  const copy = await copyDatabase()
  const db = await openDatabase(copy.url, { onError: () => {} })
  const t = performance.now()
  console.log(await Promise.all([seedDemo(db, { now: new Date() }), seedDemo(db, { now: new Date() })]), performance.now() - t)
  const q = async (s: string) => console.table((await db.pool.query(s)).rows)
  await q('select j.title, stage, count(*), count(*) filter (where shortlist=$$proposed$$) p, min(stage_since), max(stage_since), min(a.created_at) from application a join job_posting j on j.id=a.job_id group by 1,2 order by 1,2')
  await q('select u.name, a.stage, a.shortlist, a.version, a.rank, h.from_stage, h.to_stage, b.name as by, h.at, left(h.reason,20) r from application a join users u on u.id=a.candidate_id join application_history h on h.application_id=a.id join users b on b.id=h.by_id order by a.job_id,a.rank, h.at')
  await q('select title, status, version, created_at, submitted_at, opened_at, deadline from job_posting')
  await q('select name, email, role, created_at, company_id from users order by created_at')
  await db.close()
  await copy.drop()
})
