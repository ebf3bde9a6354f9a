import { pooled, type Sender } from '../../db/statement.ts'
import type { Piece } from './piece.ts'

/** So many streams are looked at in one statement, cleared in one transaction, and so many events of each at most. */
const lookedAt = 5_000
const atOnce = 100
const ofEach = 500

interface Page {
  /** The last of the streams that were looked at; null after the last. */
  last: string | null
  /** Those of them whose first event is old. */
  old: string[] | null
}

/** One page of the streams, in the order of their ids. */
const lookAt = async (after: string, before: Date) => {
  const [page] = await pooled.send<Page>({
    name: 'old-streams',
    text: `
      select max(s.id) as last, array_agg(s.id order by s.id) filter (where first.at < $2) as old
      from (select id from stream where id > $1 order by id limit ${lookedAt}) s
      left join lateral (select at from event where stream_id = s.id order by seq limit 1) first on true`,
    values: [after, before],
  })
  return page!
}

/** What is cleared of a stream: everything up to this number, the last of which is of this instant. */
interface Cut {
  id: string
  upto: string
  at: Date
  events: number
}

/** Only what is old from the beginning on: an event behind a newer one stays with it, so that nothing is missing between. */
const cutsOf = ({ send }: Sender, ids: string[], before: Date) =>
  send<Cut>({
    name: 'old-events',
    text: `
      select w.id, max(p.seq) as upto, max(p.at) as at, count(*)::int as events
      from unnest($1::text[]) as w(id) cross join lateral (
        select seq, at, bool_and(at < $2) over (order by seq) as old
        from (select seq, at from event where stream_id = w.id order by seq limit ${ofEach}) f
      ) p
      where p.old group by w.id`,
    values: [ids, before],
  })

const cut = `unnest($1::text[], $2::bigint[], $3::timestamptz[]) as c(id, upto, at)`
const goes = `from ${cut} join event e on e.stream_id = c.id and e.seq <= c.upto`

/**
 * In the order in which a command takes their locks, the streams last. What others read out of the log is kept first:
 * that a recruiter did something on a job (server/owed/rules.ts), and how a card stood (server/boards/past.ts).
 */
const steps = {
  'keep-worked': `
    update assignment t set worked_at = d.at
    from (
      select split_part(c.id, ':', 2)::uuid as job_id, (e.actor ->> 'id')::uuid as user_id, max(e.at) as at
      ${goes} where c.id like 'job:%:staff' and e.actor is not null group by 1, 2
    ) d
    where t.job_id = d.job_id and t.kind = 'recruiter' and t.user_id = d.user_id
      and t.worked_at is null and d.at > t.created_at`,
  'keep-cards': `
    insert into cleared_card (application_id, at, rank, shortlist)
    select distinct on (a.id) a.id, e.at, e.data -> 'card' ->> 'rank', e.data -> 'card' ->> 'shortlist'
    ${goes} join application a on a.id = (e.data -> 'card' ->> 'id')::uuid
    where c.id like 'job:%:staff' and e.data -> 'card' ->> 'rank' is not null
    order by a.id, e.seq desc
    on conflict (application_id) do update set at = excluded.at, rank = excluded.rank, shortlist = excluded.shortlist`,
  'clear-events': `
    delete from event e using ${cut} where e.stream_id = c.id and e.seq <= c.upto`,
  'raise-floors': `
    with held as (select id from stream where id = any($1) order by id for no key update)
    update stream s set floor_seq = greatest(s.floor_seq, c.upto), cleared_at = greatest(s.cleared_at, c.at)
    from held join ${cut} on c.id = held.id where s.id = held.id`,
}

/** The old beginnings of these streams, in one transaction. Returns what was cut. */
const clear = (piece: Piece, ids: string[], before: Date) =>
  piece(async ({ send }) => {
    const cuts = await cutsOf({ send }, ids, before)
    const values = [cuts.map(({ id }) => id), cuts.map(({ upto }) => upto), cuts.map(({ at }) => at)]
    if (cuts.length) for (const [name, text] of Object.entries(steps)) await send({ name, text, values })
    return cuts
  })

/**
 * Clears the events before an instant out of the log, and raises the floors of their streams in the same pieces: whoever
 * names an earlier position is given a snapshot. Returns how many.
 */
export const clearEvents = async (piece: Piece, before: Date) => {
  let cleared = 0
  for (let after: string | null = ''; after !== null;) {
    const page: Page = await lookAt(after, before)
    let left = page.old ?? []
    while (left.length) {
      const cuts = await clear(piece, left.slice(0, atOnce), before)
      cleared += cuts.reduce((sum, { events }) => sum + events, 0)
      const unfinished = cuts.filter(({ events }) => events === ofEach).map(({ id }) => id)
      left = [...unfinished, ...left.slice(atOnce)]
    }
    after = page.last
  }
  return cleared
}
