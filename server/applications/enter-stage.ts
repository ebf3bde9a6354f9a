import { Application, type IApplication, type Stage } from '../../db/entities/application.ts'
import { ApplicationHistory } from '../../db/entities/application-history.ts'
import { newId } from '../../db/new-id.ts'
import type { Writing } from '../event-kind.ts'
import { placeInColumn, type Place } from './place-in-column.ts'

interface Entering extends Place {
  to: Stage
  reason?: string | null
}

/** What coming into a stage says about the shortlist: the client sees whoever is invited, and has decided by that. */
const settleShortlist = (application: IApplication, to: Stage, now: Date) => {
  if (to === 'interview' || to === 'offer' || to === 'hired') application.shownToClientAt ??= now
  if (application.shortlist !== 'proposed') return
  if (to === 'interview') application.shortlist = 'approved'
  if (to === 'rejected') application.shortlist = 'rejected'
}

/** Shared step: puts a card into a stage, at its place in the column, and writes the history entry. Returns its id. */
export const enterStage = async (
  { em, sql, now, actor }: Writing,
  application: IApplication,
  { to, reason = null, ...place }: Entering,
): Promise<{ historyId: string }> => {
  const historyId = newId()
  em.create(ApplicationHistory, {
    id: historyId,
    application,
    fromStage: application.stage,
    toStage: to,
    by: actor!.id,
    byName: actor!.name,
    reason,
    at: now,
  })
  application.rank = await placeInColumn(
    sql,
    { jobId: application.job.id, stage: to, cardId: application.id },
    place,
  )
  settleShortlist(application, to, now)
  application.stage = to
  application.stageSince = now
  application.updatedAt = now
  application.version += 1
  return { historyId }
}

/** Shared step: a candidate's first entry, `applied`. */
export const enterBoard = async (
  { em, sql, now, actor }: Writing,
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
  em.create(Application, {
    id,
    job: application.jobId,
    candidate: application.candidateId,
    stage: 'applied',
    stageSince: now,
    rank: await placeInColumn(sql, { jobId: application.jobId, stage: 'applied', cardId: id }, {}),
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
