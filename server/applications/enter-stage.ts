import { Application, type IApplication, type Stage } from '../../db/entities/application.ts'
import { ApplicationHistory } from '../../db/entities/application-history.ts'
import { newId } from '../../db/new-id.ts'
import type { Write } from '../transaction.ts'
import type { CardDraft } from './change-card.ts'
import { introduce } from './introduce.ts'
import { rankIn, readGaps } from './place-in-column.ts'
import { isKnownToClient } from './policy.ts'
import type { HeldApplication } from './queries.ts'
import { renewCard } from './waiting.ts'

/** What coming into a stage says about the shortlist: the client sees whoever is invited, and has decided by that. */
const settleShortlist = (card: HeldApplication, to: Stage, now: Date) => {
  if (to === 'interview' || to === 'offer' || to === 'hired') card.shown_to_client_at ??= now
  if (card.shortlist !== 'proposed') return
  if (to === 'interview') card.shortlist = 'approved'
  if (to === 'rejected') card.shortlist = 'rejected'
}

/** Shared step: puts a card into a stage, at its place in the column, with the entry of its history. */
export const enterStage = (
  write: Pick<Write, 'now' | 'actor' | 'record'>,
  draft: Omit<CardDraft, 'subject'>,
  { to, reason = null }: { to: Stage; reason?: string | null | undefined },
) => {
  const { now, actor } = write
  const { card } = draft
  const wasKnown = isKnownToClient(card)
  draft.entry = {
    id: newId(),
    application_id: card.id,
    from_stage: card.stage,
    to_stage: to,
    by_id: actor!.id,
    by_name: actor!.name,
    by_company_id: actor!.companyId,
    reason,
    at: now,
  }
  card.rank = draft.rank()
  settleShortlist(card, to, now)
  card.stage = to
  card.stage_since = now
  renewCard(card)
  introduce(write, draft, { wasKnown })
}

/** Shared step: a candidate's first entry, `applied`. */
export const enterBoard = async (
  { em, send, now, actor }: Write,
  application: Pick<IApplication, 'source'> & {
    jobId: string
    candidateId: string
    agencyCompanyId?: string | null
    coverLetter?: string | null
    expectedSalary?: { amount: number; currency: string } | null
    noticePeriodDays?: number | null
  },
) => {
  const id = newId()
  const historyId = newId()
  const [gap] = await readGaps({ send }, [{ cardId: id, jobId: application.jobId, to: 'applied' }])
  em.create(Application, {
    id,
    job: application.jobId,
    candidate: application.candidateId,
    stage: 'applied',
    stageSince: now,
    rank: rankIn(gap!, {}),
    source: application.source,
    agencyCompany: application.agencyCompanyId ?? null,
    coverLetter: application.coverLetter ?? null,
    expectedSalary: application.expectedSalary ? String(application.expectedSalary.amount) : null,
    expectedSalaryCurrency: application.expectedSalary?.currency ?? null,
    noticePeriodDays: application.noticePeriodDays ?? null,
    createdAt: now,
    updatedAt: now,
  })
  em.create(ApplicationHistory, {
    id: historyId,
    application: id,
    fromStage: null,
    toStage: 'applied',
    by: actor!.id,
    byName: actor!.name,
    reason: null,
    at: now,
  })
  await em.flush()
  return { id, historyId }
}
