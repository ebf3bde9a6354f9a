import type { Findings } from './fault.ts'

/** One statement on the database under test. */
export type Sql = <Row>(text: string, params?: unknown[]) => Promise<Row[]>

/** Cards as the staff's streams tell of them: the one audience that hears of every change, with its version. */
const staffCards = /* sql */ `
  select e.data->'card'->>'id' as card, (e.data->'card'->>'version')::int as version, e.type, e.command_id, e.stream_id, e.seq
  from event e where e.stream_id like 'job:%:staff' and e.data->'card' is not null
`
const steps = `('application.moved', 'application.rejected', 'application.withdrawn', 'application.reopened')`

/** Questions to the database whose answer is nobody: each row in an answer is one finding, told by its `what`. */
const questions: Record<keyof Omit<Findings, 'seen'>, string[]> = {
  gaps: [
    `select s.id || ' is at ' || s.last_seq || ' and has ' || count(e.seq) || ' events' as what
     from stream s left join event e on e.stream_id = s.id and e.seq > s.floor_seq
     group by s.id having count(e.seq) <> s.last_seq - s.floor_seq or coalesce(max(e.seq), s.floor_seq) <> s.last_seq`,
  ],
  duplicated: [
    `select 'command ' || command_id || ' wrote ' || count(*) || ' × ' || type || ' to ' || stream_id as what
     from event where command_id is not null group by command_id, type, stream_id having count(*) > 1`,
    `select count(*) || ' events of card ' || card || ' at version ' || version as what
     from (${staffCards}) c where version > 1 group by card, version having count(*) > 1`,
    `select 'card ' || c.card || ' has more events than steps in its history' as what
     from (${staffCards}) c where c.type in ${steps} group by c.card
     having count(*) > (select count(*) from application_history h where h.application_id = c.card::uuid and h.from_stage is not null)`,
    `select count(*) || ' jobs tell of step ' || (data->>'historyId') as what
     from pgboss.job where name = 'notify' and data->>'historyId' is not null group by data->>'historyId' having count(*) > 1`,
  ],
  lost: [
    `select 'card ' || a.id || ' is at version ' || a.version || ', and its events are at ' || coalesce(max(c.version), 1) as what
     from application a left join (${staffCards}) c on c.card = a.id::text
     group by a.id having a.version <> coalesce(max(c.version), 1)`,
    `select 'a step of card ' || h.application_id || ' has no event' as what
     from application_history h where h.from_stage is not null group by h.application_id
     having count(*) > (select count(*) from (${staffCards}) c where c.card = h.application_id::text and c.type in ${steps})`,
    `select 'nobody is told of step ' || h.id as what
     from application_history h where h.from_stage is not null
       and not exists (select 1 from pgboss.job j where j.name = 'notify' and j.data->>'historyId' = h.id::text)`,
  ],
}

/** Compares the rows with the events and the jobs: one event for each effect, in every stream the numbers from 1. */
export const askRows = async (sql: Sql): Promise<Omit<Findings, 'seen'>> => {
  const ask = async (texts: string[]) => {
    const answers = await Promise.all(texts.map(text => sql<{ what: string }>(text)))
    return answers.flat().map(({ what }) => what)
  }
  return {
    gaps: await ask(questions.gaps),
    duplicated: await ask(questions.duplicated),
    lost: await ask(questions.lost),
  }
}

export interface Acknowledged {
  /** As the log names the command. */
  commandId: string
  /** The card it was about, and the version it was answered with. */
  card: string
  version: number
}

/** Compares what clients were told is done with the log: those of it that are not there. */
export const askAcknowledged = async (sql: Sql, acknowledged: Acknowledged[]) => {
  const rows = await sql<{ key: string }>(
    `select distinct command_id || ' ' || card || ' ' || version as key from (${staffCards}) c where command_id is not null`,
  )
  const written = new Set(rows.map(({ key }) => key))
  return acknowledged
    .filter(({ commandId, card, version }) => !written.has(`${commandId} ${card} ${version}`))
    .map(
      ({ commandId, card }) => `command ${commandId} on card ${card} was acknowledged, and is not in the log`,
    )
}
