import { expect } from 'vitest'
import { database, sqlOf } from '../../db/database.ts'
import { waitingOf, type CardFacts } from '../../server/applications/waiting.ts'
import { cardFactsOf } from '../../server/interviews/queries.ts'

type Sql = <Row>(text: string, params?: unknown[]) => Promise<Row[]>

type CardRow = CardFacts & { id: string; waiting_rule: string | null; waiting_since: Date | null }

/** Questions about one job to which the answer is nobody: each row in an answer breaks a promise. */
const questions = {
  'a stream with a hole': `
    select stream_id from event where stream_id like '%' || $1 || '%'
      or stream_id in (select 'application:' || id || ':' || s from application, unnest('{staff,client,candidate,interviewer}'::text[]) s where job_id::text = $1)
    group by stream_id having max(seq) - min(seq) + 1 <> count(*)`,
  'a stream whose events do not follow on what was cleared of it': `
    select s.id from stream s left join event e on e.stream_id = s.id
    where s.id like '%' || $1 || '%'
    group by s.id having coalesce(max(e.seq), s.last_seq) <> s.last_seq
      or coalesce(min(e.seq), s.last_seq + 1) > s.floor_seq + 1
      or (s.cleared_at is null and coalesce(min(e.seq), s.last_seq + 1) > 1 and s.last_seq > 0)`,
  'a thread whose numbers are not contiguous': `
    select t.id from thread t left join message m on m.thread_id = t.id where t.job_id = $1
    group by t.id having count(m.id) <> t.last_number or coalesce(max(m.number), 0) <> t.last_number`,
  'a thread with two open proposals': `
    select p.thread_id from proposal p join thread t on t.id = p.thread_id
    where t.job_id = $1 and p.status = 'open' group by 1 having count(*) > 1`,
  'a counter without the next round': `
    select p.id from proposal p join thread t on t.id = p.thread_id where t.job_id = $1 and p.status = 'countered'
      and not exists (select from proposal n where n.thread_id = p.thread_id and n.round = p.round + 1)`,
  'a card that tells of another offer than lies there': `
    select a.id from application a
    left join thread t on t.application_id = a.id and t.kind = 'candidate'
    left join proposal p on p.thread_id = t.id and p.status = 'open'
    where a.job_id = $1 and a.offer_by is distinct from p.side`,
  'somebody who gives one hour twice': `
    select a.id from booking a join booking b on b.user_id = a.user_id and b.id > a.id and b.during && a.during
    join interview i on i.id = a.interview_id where i.job_id = $1`,
  'a booking of what does not take place': `
    select b.id from booking b join interview i on i.id = b.interview_id
    where i.job_id = $1 and i.status = 'cancelled'`,
  'a placement without its hire, or a hire without its placement': `
    select a.id from application a left join placement p on p.application_id = a.id
    where a.job_id = $1 and (a.stage = 'hired') <> (p.id is not null)`,
  'a version of terms that is missing': `
    select job_id from service_terms where job_id = $1 group by job_id having max(version) <> count(*)`,
  'an accepted submission without its application': `
    select id from submission where job_id = $1 and (status = 'accepted') <> (application_id is not null)`,
  'somebody who accepted twice': `
    select candidate_id from submission where job_id = $1 and status = 'accepted' group by 1 having count(*) > 1`,
} satisfies Record<string, string>

/** What must hold of the rows of a job, whatever happened to it. */
export const expectSoundRows = async (sql: Sql, job: string) => {
  for (const [what, question] of Object.entries(questions))
    expect(await sql(question, [job]), what).toEqual([])

  const cards = await sql<CardRow>('select * from application where job_id = $1', [job])
  const db = sqlOf(database().orm.em.fork())
  for (const card of cards) {
    const waiting = waitingOf(card)
    expect([card.waiting_rule, card.waiting_since], `whom ${card.id} waits for`).toEqual([
      waiting?.rule ?? null,
      waiting?.since ?? null,
    ])
    expect(card, `what ${card.id} says of its interviews`).toMatchObject(await cardFactsOf(db, card.id))
  }
}
