import { waitingOf } from '../../templates/web/board-put-forward.ts'
import { boardView, type Mover, type Reader } from '../../templates/web/board-view.ts'
import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import { isStaff, type Actor } from '../actor.ts'
import { readChanges } from '../boards/changes.ts'
import { isAssigned } from '../applications/queries.ts'
import * as clock from '../clock.ts'
import { seekJob } from '../job-postings/queries.ts'
import { positionsOf, streamOf } from '../log.ts'
import { partsOf } from '../owed/queries.ts'
import { enterRoom } from '../snapshot.ts'
import { mayPropose } from '../submissions/policy.ts'
import { changesView } from './board-changes.ts'
import { applicationView, type Timeline } from './application-view.ts'
import { feedbackView } from './feedback-view.ts'
import { interviewsPart } from './interview-view.ts'
import { mailTrouble } from './mail-trouble.ts'
import { idOf, page } from './page.ts'
import { placementPart } from './placement-view.ts'
import { hasNegotiation, offersView } from './proposals-view.ts'
import { threadsView } from './thread-view.ts'

/** The part the reader has in moving the cards of this job. What is shown by it is decided again by each command. */
const moverOf = async (actor: Actor, jobId: string): Promise<Mover> => {
  if (isStaff(actor)) return 'staff'
  const assigned = actor.role === 'client' && (await isAssigned(database().orm.em.fork(), actor, jobId))
  return assigned ? 'client' : null
}

/** Who looks at the cards of this job: what they may move, and when it is their turn. */
export const readerOf = async (actor: Actor, jobId: string): Promise<Reader> => {
  const [mover, turns] = await Promise.all([
    moverOf(actor, jobId),
    partsOf(sqlOf(database().orm.em.fork()), actor, jobId),
  ])
  return { mover, turns }
}

/** A room as a page begins with it: painted from the state, then live from its position. */
const enter = async (actor: Actor, room: string) => {
  const { entered } = await enterRoom(actor, room)
  return { ...entered, state: entered.state!, me: { id: actor.id, name: actor.name } }
}

const boardPage = page({
  path: '/jobs/:id/board',
  who: ['admin', 'manager', 'recruiter', 'client', 'agency'],
  show: async ({ actor, request }) => {
    const jobId = idOf(request)
    const entered = await enter(actor, `job:${jobId}`)
    const reader = await readerOf(actor, jobId)
    const state = entered.state as Parameters<typeof boardView>[0]
    const now = clock.now()
    const view = boardView(state, { audience: entered.audience, ...reader, now })
    const changes = changesView(await readChanges(actor, jobId, { upTo: entered.seq }))
    const putForward = mayPropose(actor) ? { jobId, waiting: waitingOf(state) } : null
    const negotiates = await hasNegotiation(sqlOf(database().orm.em.fork()), actor, jobId)
    const data = { entered: { ...entered, ...reader }, view, changes, putForward, negotiates }
    return { template: 'board', title: view.title, data, script: 'board', stylesheet: 'board' }
  },
})

/** Where the board of this application stands: enough to stand in its room, without its thousand cards. */
export const boardPosition = async (audience: string, jobId: string) => {
  const room = `job:${jobId}`
  const stream = streamOf(room, audience)
  const position = (await positionsOf(pooled, [stream])).get(stream)
  return { room, ...(position && { epoch: position.epoch, seq: position.seq }) }
}

const applicationPage = page({
  path: '/applications/:id',
  who: 'signed_in',
  show: async ({ actor, request }) => {
    const entered = await enter(actor, `application:${idOf(request)}`)
    const timeline = entered.state as Timeline
    const jobId = timeline.application.job.id
    const reader = await readerOf(actor, jobId)
    const { status } = (await seekJob(pooled, jobId))!
    const board = actor.role === 'candidate' ? null : await boardPosition(entered.audience, jobId)
    const view = applicationView(timeline, {
      audience: entered.audience,
      ...reader,
      status,
      now: clock.now(),
    })
    const feedback = await feedbackView(actor, timeline.application.id, clock.now())
    const threads = await threadsView(actor, { applicationId: timeline.application.id })
    const offers = await offersView(sqlOf(database().orm.em.fork()), actor, timeline.application)
    const interviews = await interviewsPart(actor, timeline, reader.mover)
    const placement = await placementPart(actor, timeline.application, clock.now())
    const trouble = await mailTrouble(sqlOf(database().orm.em.fork()), timeline.application.candidate?.email)
    const data = {
      entered: { ...entered, ...reader, board },
      view,
      trouble,
      placement,
      interviews,
      feedback,
      ...threads,
      ...offers,
    }
    return { template: 'application', title: view.title, data, script: 'application', stylesheet: 'board' }
  },
})

export const boardPages = [boardPage, applicationPage]
