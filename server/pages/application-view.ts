import type { z } from 'zod'
import { ageWords } from '../../templates/web/words.ts'
import {
  isOver,
  labelOf,
  mayPropose,
  mayReject,
  nextStage,
  type Mover,
  type Reader,
} from '../../templates/web/board-view.ts'
import { progressTags } from '../../templates/web/waiting-words.ts'
import type { historyEntry } from '../applications/answers.ts'
import { progressOrder, stageOrder } from '../applications/stages.ts'
import { factsOf, type Application } from './application-facts.ts'
import type { Interview } from './interview-view.ts'

type Entry = z.output<typeof historyEntry>

/** What the page of an application shows: the room's state, whose cut has already been made for its audience. */
export interface Timeline {
  application: Application
  history: Entry[]
  interviews: Interview[]
}

/** One sentence of the timeline, and the stage it led to. */
const line = ({ from, to, by, at, reason }: Entry) => {
  const stage = labelOf(to)
  const words = !from
    ? 'Applied'
    : to === 'withdrawn'
      ? 'Withdrew'
      : !by
        ? stage
        : to === 'rejected'
          ? `Rejected in ${labelOf(from)}`
          : `Moved from ${labelOf(from)} to ${stage}`
  return { words, who: by?.name ?? null, at, reason, stage: to }
}

/**
 * How far it has come, in the five steps of its audience's words. What ended early stands at none of them, but keeps
 * those it had taken.
 */
const stepsOf = ({ application, history }: Timeline, coarse: boolean) => {
  const steps: string[] = (coarse ? progressOrder : stageOrder).slice(0, 5)
  const taken = Math.max(...history.map(({ to }) => steps.indexOf(to)))
  const here = steps.indexOf(application.stage)
  return steps.map((step, index) => ({
    stage: step,
    label: labelOf(step),
    state: index === here ? 'here' : index < here || (here < 0 && index <= taken) ? 'behind' : 'ahead',
  }))
}

/** What the reader may do now. What is shown by it is decided again by each command. */
const actsOf = (application: Application, mover: Mover) => {
  // Without a version there is nothing to move: the payload is of somebody who only reads.
  const card = { ...application, candidate: application.candidate ?? { name: '' } }
  const next = nextStage(card, mover)
  const approves = mover === 'client' && application.stage === 'screening'
  const forward = next && {
    to: next,
    label: approves ? `Approve, to ${labelOf(next)}` : `Move to ${labelOf(next)}`,
  }
  return {
    forward: forward ?? null,
    propose: mayPropose(card, mover),
    reject: mayReject(card, mover) ? (mover === 'client' ? 'Decline' : 'Reject') : null,
    withdraw: application.canWithdraw ?? false,
    reopen: application.canReopen ?? false,
  }
}

interface Looks extends Reader {
  audience: string
  /** Of its job. */
  status: string
  now: Date
}

/** Where its reader came from; who sits in its interviews sees no board. */
const backOf = (audience: string, job: Application['job']) => {
  if (audience === 'candidate') return { href: '/my-applications', label: 'My applications' }
  if (audience === 'interviewer') return { href: '/interviews', label: 'Interviews' }
  return { href: `/jobs/${job.id}/board`, label: job.title }
}

/** The whole page of an application as its template paints it. */
export const applicationView = (timeline: Timeline, { audience, mover, turns, status, now }: Looks) => {
  const { application, history } = timeline
  const { job, candidate } = application
  const isOwn = audience === 'candidate'
  const acts = actsOf(application, mover)
  return {
    id: application.id,
    title: isOwn ? job.title : (candidate?.name ?? 'Application'),
    name: candidate?.name ?? job.title,
    job: job.title,
    company: job.company.name,
    isOwn,
    back: backOf(audience, job),
    stage: application.stage,
    label: labelOf(application.stage),
    since: application.since,
    age: ageWords(new Date(application.since), now),
    isBlind: candidate?.blind ?? false,
    tags: isOver(status) ? [] : progressTags(application, turns, now),
    remindersHref: audience === 'staff' ? `/reminders/explain?application=${application.id}` : null,
    steps: stepsOf(timeline, isOwn || audience.startsWith('agency')),
    facts: factsOf(application, audience === 'client'),
    appliedAt: application.appliedAt ?? null,
    letter: application.coverLetter ?? null,
    timeline: history.map(line).toReversed(),
    acts,
    mayAct: Object.values(acts).some(Boolean),
  }
}
