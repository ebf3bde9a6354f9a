import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { isShownToClient } from '../applications/policy.ts'
import { presentCard } from '../applications/presenter.ts'
import { applicationRows, type ApplicationRow } from '../applications/queries.ts'
import { progressOf } from '../applications/stages.ts'
import type { EventName } from '../events.ts'
import { audienceOf, cutOf } from '../job-postings/policy.ts'
import { findJob } from '../job-postings/queries.ts'
import { positionsOf, streamOf } from '../log.ts'
import { changeKinds, type ChangeKind } from './answers.ts'
import { changesIn, clearedAt, countsIn, mostTold, stepsSince, visitOf, type Stretch } from './queries.ts'

const kindOf = {
  'application.applied': 'new',
  'application.moved': 'moved',
  'shortlist.proposed': 'proposed',
  'shortlist.withdrawn': 'taken_back',
  'application.rejected': 'rejected',
  'application.withdrawn': 'withdrawn',
  'application.reopened': 'reopened',
} as const satisfies Partial<Record<EventName, ChangeKind>>
const types = Object.keys(kindOf)
const kindNamed = (type: string) => kindOf[type as keyof typeof kindOf]

const tally = (found: { kind: ChangeKind; count: number }[]) =>
  Object.fromEntries(
    changeKinds.map(each => [
      each,
      found.reduce((sum, { kind, count }) => sum + (kind === each ? count : 0), 0),
    ]),
  ) as Record<ChangeKind, number>

type Cut = 'staff' | 'client' | 'agency'

/** The names of the cards that this reader sees now, as they read now: what has been hidden since stays hidden. */
const namesFor = (cut: Cut, actor: Actor, rows: ApplicationRow[]) =>
  new Map(
    rows
      .filter(row => {
        if (cut === 'client') return isShownToClient(row)
        return cut === 'staff' || row.agency_company_id === actor.companyId
      })
      .map(row => [row.id, presentCard[cut](row).candidate.name]),
  )

const told = async (actor: Actor, cut: Cut, stretch: Stretch) => {
  const events = await changesIn(pooled, stretch)
  if (events.length > mostTold) {
    const counts = await countsIn(pooled, stretch)
    const found = counts.map(({ type, count }) => ({ kind: kindNamed(type), count }))
    return { counts: tally(found), complete: false, data: [] }
  }
  const ids = [...new Set(events.map(({ data }) => data.card.id))]
  const [rows, steps] = await Promise.all([
    applicationRows(sqlOf(database().orm.em.fork()), ids),
    events[0] ? stepsSince(pooled, ids, events[0].at) : [],
  ])
  const names = namesFor(cut, actor, rows)
  const left = new Map(steps.map(step => [`${step.application_id} ${step.at.getTime()}`, step.from_stage]))
  const data = events.flatMap(({ type, at, actor: by, data: { card } }) => {
    const candidate = names.get(card.id)
    if (candidate === undefined) return []
    const from = left.get(`${card.id} ${at.getTime()}`) ?? null
    return {
      kind: kindNamed(type),
      at: at.toISOString(),
      by,
      application: { id: card.id, candidate },
      from: from && cut === 'agency' ? progressOf[from] : from,
      to: card.stage,
    }
  })
  return { counts: tally(data.map(({ kind }) => ({ kind, count: 1 }))), complete: true, data }
}

/**
 * What others did on a board since an instant, or since the actor last looked, as the log of their own audience has it.
 * Nothing for who has never looked, or in another history of the database. Where the log has been cleared since, it is
 * told from there on. `upTo`: no further than this number. 404 unless the actor sees the board.
 */
export const readChanges = async (
  actor: Actor,
  jobId: string,
  { since, upTo = Number.MAX_SAFE_INTEGER }: { since?: Date | undefined; upTo?: number } = {},
) => {
  await findJob(pooled, actor, jobId)
  const stream = streamOf(`job:${jobId}`, audienceOf(actor))
  const [positions, visit, cleared] = await Promise.all([
    positionsOf(pooled, [stream]),
    since ? undefined : visitOf(pooled, actor.id, jobId),
    clearedAt(pooled, stream),
  ])
  const isOfThis = visit?.stream_id === stream && visit.epoch === positions.get(stream)?.epoch
  if (!since && !isOfThis) return { since: null, whole: true, counts: tally([]), complete: true, data: [] }
  const from = since ?? visit!.at
  const whole = cleared === null || cleared <= from
  const stretch = since ? { after: 0, since } : { after: Number(visit!.seq), since: new Date(0) }
  return {
    since: (whole ? from : cleared).toISOString(),
    whole,
    ...(await told(actor, cutOf(actor), { ...stretch, stream, upTo, types, but: actor.id })),
  }
}
