import { startWorking, type Row } from '../bench.ts'
import { fillOwedWorld, owedAt } from '../owed-world.ts'
import { medianOf } from '../figures.ts'

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

/** The digests of a morning, from the first claim to the last mail in the queue. */
export const digests: Row = async bench => {
  const { sql } = bench.copy ?? (await bench.cluster.copy())
  return []
}
