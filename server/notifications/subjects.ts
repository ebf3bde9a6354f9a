import type { Sender } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { audienceOf, cutOf, isInHouse } from '../applications/policy.ts'
import { presentApplication, presentEntry } from '../applications/presenter.ts'
import { historyRows, type HeldApplication, type HistoryRow } from '../applications/queries.ts'
import { progressLabels, progressOf, stageLabels } from '../applications/stages.ts'
import type { JobRow } from '../job-postings/queries.ts'
import type { Write } from '../transaction.ts'
import type { AudienceName } from './audiences.ts'
import type { Notice } from './notice.ts'
import type { Stack, Told } from './presenter.ts'
import { seenBy, type About, type Seen } from './sight.ts'

/** Somebody who may be told of an event, and as what. */
export interface Listener {
  actor: Actor
  zone: string
  /** In the order in which their words come. */
  audiences: AudienceName[]
}

export interface JobFacts {
  /** Who did it; null to those who are not to know, and where nobody did. */
  who: string | null
  /** Of the reader. */
  zone: string
  job: { id: string; title: string; company: string }
}

export interface CardFacts extends JobFacts {
  card: {
    id: string
    /** A pseudonym to a client where the card is blind. */
    candidate: string
    /** The stage that this very step led to, in the words of the reader. */
    stage: string
    /** The same for candidates, as a name. */
    progress: string
  }
}

/** A line of a feed, all but its title: what a kind says of it unless told otherwise. */
export interface Frame extends Omit<Told, 'title'>, Pick<About, 'applicationId' | 'jobId'> {
  threadId?: string
  count?: number
  stack?: Stack
  /** The line of the same thread whose place it takes. */
  replaces?: string
}

export interface Heard<Facts> {
  listener: Listener
  facts: Facts
  frame: Frame
}

export type Subject<Facts> = (write: Write, notice: Notice, listeners: Listener[]) => Promise<Heard<Facts>[]>

interface Doer {
  id: string
  name: string
}
export const whoDid = async ({ sql }: Pick<Write, 'sql'>, { by }: Notice) =>
  by === null
    ? undefined
    : sql.selectFrom('users').select(['id', 'name']).where('id', '=', by).executeTakeFirst()

/** To candidates and agencies the staff are one; a candidate who acts is named by the card, blind or not. */
export const whoFor = (did: Doer | undefined, { role }: Actor, candidateId?: string) =>
  !did || role === 'candidate' || role === 'agency' || did.id === candidateId ? null : did.name

/** Those of them who may see it, with what they see. */
export const seeing = async (sender: Sender, listeners: Listener[], about: About) => {
  const seen = await seenBy(
    sender,
    listeners.map(({ actor }) => ({ actor, ...about })),
  )
  return listeners.flatMap((listener, index): { listener: Listener; seen: Seen }[] =>
    seen[index] ? [{ listener, seen: seen[index] }] : [],
  )
}

export const bodyOf = ({ who, job }: JobFacts) => (who ? `${job.title} · ${who}` : job.title)

/** A client's history begins when the candidate was shown to it, unless it recruits in-house. */
const isBeforeShown = (entry: HistoryRow | undefined, row: HeldApplication) =>
  entry && !isInHouse(row) && row.shown_to_client_at !== null && entry.at < row.shown_to_client_at

export const cardFacts = (
  row: HeldApplication,
  entry: HistoryRow | undefined,
  { actor, zone }: Listener,
  did: Doer | undefined,
): CardFacts => {
  const cut = cutOf(audienceOf(actor))
  const shown = presentApplication[cut](row)
  const stage = entry ? presentEntry[cut](entry, row).to : shown.stage
  return {
    who: whoFor(did, actor, row.candidate_id),
    zone,
    job: { id: row.job_id, title: row.job_title, company: row.company_name },
    card: {
      id: row.id,
      candidate: 'candidate' in shown ? shown.candidate.name : actor.name,
      stage: stageLabels[stage as keyof typeof stageLabels] ?? progressLabels[stage] ?? stage,
      progress: progressOf[entry?.to_stage ?? row.stage],
    },
  }
}

export const jobOf = (row: JobRow) => ({ id: row.id, title: row.title, company: row.company_name })

/** An application, or what happens in it. */
export const card: Subject<CardFacts> = async (write, notice, listeners) => {
  const about = { applicationId: notice.applicationId!, jobId: null, thread: null }
  const [seen, entries, did] = await Promise.all([
    seeing(write, listeners, about),
    notice.historyId ? historyRows(write.sql, about.applicationId, notice.historyId) : [],
    whoDid(write, notice),
  ])
  return seen.flatMap(({ listener, seen: { application: row } }) => {
    if (!row || (listener.actor.role === 'client' && isBeforeShown(entries[0], row))) return []
    const facts = cardFacts(row, entries[0], listener, did)
    const frame = { body: bodyOf(facts), url: `/applications/${row.id}`, applicationId: row.id, jobId: null }
    return [{ listener, facts, frame }]
  })
}

/** A job, or what happens to it as a whole. */
export const job: Subject<JobFacts & { reason: string | null }> = async (write, notice, listeners) => {
  const about = { applicationId: null, jobId: notice.jobId!, thread: null }
  const [seen, did] = await Promise.all([seeing(write, listeners, about), whoDid(write, notice)])
  return seen.flatMap(({ listener, seen: { job: row } }) => {
    if (!row) return []
    const who = whoFor(did, listener.actor)
    const { zone } = listener
    const facts = { who, zone, job: jobOf(row), reason: row.return_reason }
    const body = who ? `${row.company_name} · ${who}` : row.company_name
    return [
      { listener, facts, frame: { body, url: `/jobs/${row.id}/board`, applicationId: null, jobId: row.id } },
    ]
  })
}
