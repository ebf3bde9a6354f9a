import type { FakeAttempt } from '../support/fake-postmark.ts'
import type { Findings } from './fault.ts'
import { invoiceFacts, invoiceQuestions } from './invoice-rows.ts'
import { threadFacts, threadQuestions } from './thread-rows.ts'

/** One statement on the database under test. */
export type Sql = <Row>(text: string, params?: unknown[]) => Promise<Row[]>

/** Facts that the questions below join, each read once: without statistics a planner would read some of them per row. */
const facts = /* sql */ `
  with card as materialized (
    -- As the staff's streams tell of them: the one audience that hears of every change, with its version
    select data->'card'->>'id' as id, (data->'card'->>'version')::int as version, type, command_id
    from event where stream_id like 'job:%:staff' and data->'card' is not null
  ), newest as materialized (
    select id, max(version) as version,
      count(*) filter (where type in ('application.moved', 'application.rejected', 'application.withdrawn', 'application.reopened')) as steps
    from card group by id
  ), history as materialized (
    select application_id::text as id, count(*) as steps from application_history where from_stage is not null group by 1
  ), told as materialized (
    select data->>'historyId' as step, count(*) as jobs from pgboss.job where name = 'notify' group by 1
  )${threadFacts}${invoiceFacts}
`

/** Questions to the database whose answer is nobody: each row in an answer is one finding, told by its `what`. */
const questions: Record<keyof Findings, string[]> = {
  seen: [...threadQuestions.seen, ...invoiceQuestions.seen],
  gaps: [
    ...threadQuestions.gaps,
    ...invoiceQuestions.gaps,
    `select s.id || ' is at ' || s.last_seq || ' and has ' || count(e.seq) || ' events' as what
     from stream s left join event e on e.stream_id = s.id and e.seq > s.floor_seq
     group by s.id having count(e.seq) <> s.last_seq - s.floor_seq or coalesce(max(e.seq), s.floor_seq) <> s.last_seq`,
  ],
  duplicated: [
    ...threadQuestions.duplicated,
    ...invoiceQuestions.duplicated,
    `select 'command ' || command_id || ' wrote ' || count(*) || ' × ' || type || ' to ' || stream_id as what
     from event where command_id is not null group by command_id, type, stream_id having count(*) > 1`,
    `select count(*) || ' × ' || type || ' of card ' || id || ' at version ' || version as what
     from card where version > 1 group by id, version, type having count(*) > 1`,
    `select 'card ' || id || ' has ' || n.steps || ' events and ' || coalesce(h.steps, 0) || ' steps in its history' as what
     from newest n left join history h using (id) where n.steps > coalesce(h.steps, 0)`,
    `select jobs || ' jobs tell of step ' || step as what from told where step is not null and jobs > 1`,
  ],
  lost: [
    ...threadQuestions.lost,
    ...invoiceQuestions.lost,
    `select 'card ' || a.id || ' is at version ' || a.version || ', and its events are at ' || coalesce(n.version, 1) as what
     from application a left join newest n on n.id = a.id::text where a.version <> coalesce(n.version, 1)`,
    `select 'card ' || id || ' has ' || h.steps || ' steps in its history and ' || coalesce(n.steps, 0) || ' events' as what
     from history h left join newest n using (id) where h.steps > coalesce(n.steps, 0)`,
    `select 'nobody is told of step ' || h.id as what
     from application_history h left join told t on t.step = h.id::text where h.from_stage is not null and t.step is null`,
  ],
}

/** Compares the rows with the events and the jobs: one event for each effect, in every stream the numbers from 1. */
export const askRows = async (sql: Sql): Promise<Findings> => {
  const ask = async (texts: string[]) => {
    const answers = await Promise.all(texts.map(text => sql<{ what: string }>(facts + text)))
    return answers.flat().map(({ what }) => what)
  }
  return {
    gaps: await ask(questions.gaps),
    duplicated: await ask(questions.duplicated),
    lost: await ask(questions.lost),
    seen: await ask(questions.seen),
  }
}

export interface Acknowledged {
  /** As the log names the command. */
  commandId: string
  /** What it was about: a card, a message or a proposal, as one word. */
  what: string
}

/** What an answer was about, as the log says it: a card with its version, a message, a proposal; nothing else is asked for. */
export const wordFor = ({ id, version, threadId, round }: Record<string, unknown>): string | undefined => {
  if (typeof id !== 'string') return undefined
  if (typeof threadId === 'string') return `message ${id}`
  if (typeof round === 'number') return `proposal ${id}`
  return typeof version === 'number' ? `card ${id} ${version}` : undefined
}

/** Compares what clients were told is done with the log: those of it that are not there. */
export const askAcknowledged = async (sql: Sql, acknowledged: Acknowledged[]) => {
  const rows = await sql<{ key: string }>(
    `${facts}
     select command_id || ' card ' || id || ' ' || version as key from card where command_id is not null
     union select command_id || ' message ' || (data->'thread'->'message'->>'id') from event where command_id is not null
     union select command_id || ' proposal ' || (data->'thread'->'proposal'->>'id') from event where command_id is not null`,
  )
  const written = new Set(rows.map(({ key }) => key))
  return acknowledged
    .filter(({ commandId, what }) => !written.has(`${commandId} ${what}`))
    .map(({ commandId, what }) => `command ${commandId} on ${what} was acknowledged, and is not in the log`)
}

/** The provider took each mail that was put in the queue, took it once, and the ledger knows it by its reference. */
export const askMails = async (sql: Sql, accepted: FakeAttempt[]): Promise<Partial<Findings>> => {
  const byKey = Map.groupBy(accepted, ({ key }) => key)
  const taken = new Set(accepted.map(({ ref }) => ref))
  const wanted = await sql<{ key: string; ref: string | null }>(
    `select distinct j.data->>'key' as key, e.ref from pgboss.job j left join effect e on e.key = j.data->>'key'
     where j.name = 'deliver-email'`,
  )
  return {
    duplicated: [...byKey]
      .filter(([, mails]) => mails.length > 1)
      .map(([key, mails]) => `mail ${key} went out ${mails.length} times`),
    lost: wanted.filter(({ ref }) => !ref || !taken.has(ref)).map(({ key }) => `mail ${key} never went out`),
  }
}
