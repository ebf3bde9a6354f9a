import type { Stage } from '../../db/entities/application.ts'
import type { JobStatus } from '../../db/entities/job-posting.ts'
import type { BoardState, Card, Column } from '../../realtime/apply.ts'
import { allowedMoves, progressLabels, stageLabels } from '../../server/applications/stages.ts'
import { plainTag, progressTags, type Tag, type Turns } from './waiting-words.ts'
import { ageWords } from './words.ts'

/** How a board reads, for the template that paints it first and the modules that keep it live. Pure. */

/** The part its reader has in moving cards; null only reads. */
export type Mover = 'staff' | 'client' | null

/** Who looks at a card: the part they have in moving it, and whose turn it is when it waits for them. */
export interface Reader {
  mover: Mover
  turns: Turns
}

/** A stage in the words of its audience: candidates and agencies have coarser ones. */
export const labelOf = (stage: string): string =>
  stageLabels[stage as Stage] ?? progressLabels[stage] ?? stage

/** Stages that a card only ends in without being hired: on a narrow screen they stand folded at the edge. */
export const isEnd = (stage: string) => ['rejected', 'not_selected', 'withdrawn'].includes(stage)

export const movesOf = (card: Card, mover: Mover): Stage[] =>
  mover ? allowedMoves({ stage: card.stage as Stage, shortlist: card.shortlist ?? 'none' }, mover) : []
/** The one stage that is next, if this mover may take the card there. */
export const nextStage = (card: Card, mover: Mover) =>
  movesOf(card, mover).find(stage => stage !== 'rejected')
export const mayReject = (card: Card, mover: Mover) => movesOf(card, mover).includes('rejected')
const waitsForClient = (card: Card) => card.stage === 'screening' && card.shortlist === 'proposed'
export const mayPropose = (card: Card, mover: Mover) =>
  mover === 'staff' && card.stage === 'screening' && !waitsForClient(card)
/** The card waits for this reader's yes or no. */
export const decides = (card: Card, mover: Mover) => mover === 'client' && waitsForClient(card)

const tagsOf = (card: Card, turns: Turns, now: Date): Tag[] => {
  const tags = progressTags(card, turns, now)
  if (card.source === 'agency') tags.push(plainTag('', 'Agency', 'Put forward by an agency'))
  if (card.candidate.blind) tags.push(plainTag('', 'Blind', 'The name is shown once you approve'))
  return tags
}

const skillsOf = ({ candidate: { experience, experienceYears, skills = [] } }: Card) =>
  [experienceYears ? `${experienceYears} y` : experience, ...skills].filter(Boolean).join(' · ')

export const cardView = (card: Card, { mover, turns }: Reader, now: Date) => ({
  id: card.id,
  href: `/applications/${card.id}`,
  name: card.candidate.name,
  since: card.since,
  age: ageWords(new Date(card.since), now),
  tags: tagsOf(card, turns, now),
  skills: skillsOf(card),
  decides: decides(card, mover),
})

/** What the template of a new card is painted from, before a card fills it. */
const blank: Card = { id: '', stage: '', since: new Date(0).toISOString(), candidate: { name: '' } }

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
/** Whether a name has these letters, whatever their case and accents. */
export const matches = (card: Card, query: string) => fold(card.candidate.name).includes(fold(query.trim()))

export const jobStatusLabels: Record<JobStatus, string> = {
  draft: 'Draft',
  pending_approval: 'Waiting for approval',
  open: 'Open',
  paused: 'Paused',
  filled: 'Filled',
  closed: 'Closed',
}

export const statusLabel = (status: string): string => jobStatusLabels[status as JobStatus] ?? status

/** The line under the title: how many of the openings are filled, where the audience may know. */
export const openingsWords = ({ job, columns }: BoardState): string => {
  const hired = columns.find(({ stage }) => stage === 'hired')?.count ?? 0
  return typeof job.openings === 'number' ? `${hired} of ${job.openings} hired` : ''
}

const firstShown = (columns: Column[]) =>
  Math.max(
    columns.findIndex(({ count }) => count > 0),
    0,
  )

export const total = (columns: Column[]) => columns.reduce((sum, { count }) => sum + count, 0)

const emptyStaff: Record<JobStatus, string> = {
  draft: 'The job is a draft. Once it is open, whoever applies appears here at once.',
  pending_approval: 'The job waits for approval. Once it is open, whoever applies appears here at once.',
  open: 'Whoever applies appears here at once. Share the public page of the job to get the first ones.',
  paused: 'The job is paused and takes no applications. Once it is open again, whoever applies appears here.',
  filled: 'The job is filled, and nobody applied here.',
  closed: 'The job is closed, and nobody applied while it was open.',
}
const emptyWords = (audience: string, status: string) => {
  if (audience === 'staff') return emptyStaff[status as JobStatus]
  return audience === 'client'
    ? 'When your recruiter proposes a candidate, the card appears here at once, and you approve or decline it.'
    : 'The candidates you put forward appear here, and you see how far each of them has come.'
}

interface Looks extends Reader {
  audience: string
  now: Date
}

/** On a job that has come to its end nothing is waited for, whatever its cards say. */
export const isOver = (status: string) => status !== 'open' && status !== 'paused'

/** The whole board as its template paints it. On a narrow screen the first column that has cards is the one shown. */
export const boardView = (state: BoardState, { audience, mover, turns, now }: Looks) => ({
  title: state.job.title,
  isStaff: audience === 'staff',
  emptyWords: emptyWords(audience, state.job.status),
  emptyLink: audience === 'staff' && state.job.status === 'open' ? `/jobs/${state.job.id}` : null,
  shortlistHref: audience === 'staff' || audience === 'client' ? `/jobs/${state.job.id}/shortlist` : null,
  pastHref: audience === 'staff' ? `/jobs/${state.job.id}/board/past` : null,
  company: state.job.company.name,
  status: { code: state.job.status, label: statusLabel(state.job.status) },
  openings: openingsWords(state),
  total: total(state.columns),
  mayMove: mover !== null,
  isOver: isOver(state.job.status),
  blank: { ...cardView(blank, { mover, turns }, now), mayMove: mover !== null, tabindex: -1 },
  columns: state.columns.map((column, index) => ({
    stage: column.stage,
    label: labelOf(column.stage),
    count: column.count,
    isEnd: isEnd(column.stage),
    shown: index === firstShown(state.columns),
    cards: column.cards.map((card, index) => ({
      ...cardView(card, { mover, turns }, now),
      mayMove: mover !== null,
      tabindex: index === 0 ? 0 : -1,
    })),
  })),
})
