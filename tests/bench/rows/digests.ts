import { startWorking, type Row } from '../bench.ts'
import { median } from '../figures.ts'
import { fillOwedWorld, owedAt } from '../owed-world.ts'

const people = 10_000
const linesEach = 12

/** Everybody who works there, and some candidates, want a digest now; each has unread news of some jobs. */
const fill = [
  `create temp table reader as
   select id, row_number() over (order by role <> 'candidate' desc, id) as n from users where email_verified
   order by n limit ${people}`,
  `insert into preference (user_id, digest, digest_hour, next_digest_at, updated_at)
   select id, 'daily', 10, now(), now() from reader`,
  `insert into notification (id, user_id, kind, event_key, data, job_id, category, created_at, updated_at)
   select gen_random_uuid(), r.id, 'job.approved', 'line ' || k,
     json_build_object('title', 'News number ' || k, 'body', null, 'url', '/jobs'), j.id, 'jobs', at, at
   from reader r cross join generate_series(1, ${linesEach}) k
   cross join lateral (select timestamptz '${owedAt.toISOString()}' - k * interval '1 hour' as at) t
   join (select id, row_number() over (order by id) as n from job_posting) j on j.n = 1 + (r.n * 7 + k / 3) % 20000`,
  'vacuum analyze preference, notification',
]
/** As if nobody had sent any. */
const again = [
  `update preference set next_digest_at = '${owedAt.toISOString()}'`,
  'delete from digest',
  `delete from pgboss.job where name = 'deliver-email'`,
]

/** The digests of a morning, from the first claim to the last mail in the queue; the first run warms up. */
export const digests: Row = async ({ cluster, rounds, say }) => {
  const { sql, url } = await cluster.copy()
  await fillOwedWorld(sql)
  for (const statement of fill) await sql(statement)
  const worker = await startWorking(url)
  const runs: number[] = []
  for (let round = 0; round <= rounds; round++) {
    for (const statement of again) await sql(statement)
    const { sent, seconds } = await worker.ask('digests', owedAt.toISOString())
    if (sent !== people) throw new Error(`${sent} of ${people} digests were sent.`)
    say(` ours: ${seconds.toFixed(1)} s`)
    if (round) runs.push(seconds)
  }
  return [
    {
      figure:
        '10,000 digests of 120,000 unread lines, 1,000,000 applications and 100,000 owed: built and in the queue',
      unit: 's',
      ours: median(runs),
      targets: [{ of: 'ours', most: 60 }],
    },
  ]
}
