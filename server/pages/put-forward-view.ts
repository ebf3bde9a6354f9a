import type { z } from 'zod'
import { labelOf } from '../../templates/web/board-view.ts'
import { pooled } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { audienceOf } from '../job-postings/policy.ts'
import { positionsOf, streamOf } from '../log.ts'
import type { submissionAnswer } from '../submissions/answers.ts'
import { listSubmissions } from '../submissions/list.ts'

type Submission = z.output<typeof submissionAnswer>

/** More than anybody reads through; the newest are shown, and the page says so. */
const most = 100

const labels: Record<Submission['status'], string> = {
  proposed: 'Waiting for an answer',
  accepted: 'Agreed',
  declined: 'Declined',
  withdrawn: 'Taken back',
  expired: 'Not answered in time',
}

/** Somebody who was put forward, as those read who did it: what came of it, as far as they may know. */
const rowOf = (submission: Submission, actor: Actor) => {
  const { application, candidate, job, status } = submission
  const isOpen = status === 'proposed'
  return {
    id: submission.id,
    name: candidate?.name ?? '',
    email: candidate?.email ?? '',
    job: { id: job.id, title: job.title, company: job.company.name },
    by: actor.role === 'agency' ? submission.by.name : `${submission.by.name}, ${submission.by.company.name}`,
    href: application && `/applications/${application.id}`,
    stage: application?.stage ?? null,
    label: application ? labelOf(application.stage) : labels[status],
    isOpen,
    since: application?.since ?? submission.decidedAt ?? submission.createdAt,
    expiresAt: submission.expiresAt,
    note: submission.note ?? null,
    reason: submission.reason ?? null,
    mayWithdraw: isOpen && (actor.role === 'agency' || submission.source === 'recruiter'),
  }
}

/** What an actor’s side has put forward, newest first: for one job, or for all. */
export const putForwardView = async (actor: Actor, jobId?: string) => {
  const { data, total } = await listSubmissions(actor, { limit: most, jobId })
  const rows = data.map(submission => rowOf(submission, actor))
  return { rows, waiting: rows.filter(({ isOpen }) => isOpen).length, isCut: total > most, most }
}

/** Where the boards of these jobs stand: enough to stand in their rooms, without their cards. */
export const boardPositions = async (actor: Actor, jobIds: string[]) => {
  const streamFor = (room: string) => streamOf(room, audienceOf(actor))
  const rooms = jobIds.map(id => `job:${id}`)
  const positions = await positionsOf(pooled, rooms.map(streamFor))
  return rooms.map(room => {
    const position = positions.get(streamFor(room))
    return { room, ...(position && { epoch: position.epoch, seq: position.seq }) }
  })
}
