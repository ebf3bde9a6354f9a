import type { Copy } from '../cluster.ts'
import type { Board } from '../world.ts'

/** Events that each board has while its node is away. */
export const missed = 200

/** What other nodes would have written meanwhile: so many events for each board. Returns where each room stands now. */
export const missEvents = async ({ sql }: Copy, boards: Board[]) => {
  const heads = await sql<{ room: string; seq: number }>(
    `with heads as (
       update stream set last_seq = last_seq + $2 where id = any($1) returning id, last_seq
     ), missed as (
       insert into event (stream_id, seq, type, v, actor, data, at)
       select h.id, h.last_seq - $2 + n, 'application.moved', 1,
         json_build_object('id', u.id, 'name', u.name),
         json_build_object('card', json_build_object('id', a.id, 'version', n + 1, 'rank', a.rank, 'stage', 'screening',
           'since', now(), 'candidate', json_build_object('id', u.id, 'name', u.name), 'shortlist', 'none',
           'source', 'direct')), now()
       from heads h
       cross join generate_series(1, $2::int) n
       cross join lateral (select * from application where job_id = split_part(h.id, ':', 2)::uuid limit 1) a
       join users u on u.id = a.candidate_id
     )
     select 'job:' || split_part(id, ':', 2) as room, last_seq::int as seq from heads`,
    [boards.map(({ job }) => `job:${job}:staff`), missed],
  )
  return Object.fromEntries(heads.map(({ room, seq }) => [room, seq]))
}

/**
 * How many statements were asked, and how many of them read events for those who came back. The node's own look at what is
 * new, which asks for the identities' version too, finds nothing then.
 */
export const countStatements = async ({ sql }: Copy) => {
  const [counted] = await sql<{ replays: number; all: number }>(
    `select coalesce(sum(calls) filter (
         where query ~* '(from|join)\\s+event\\y' and query !~ 'identity_version'), 0)::int as replays,
       coalesce(sum(calls), 0)::int as all
     from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())`,
  )
  return counted!
}
