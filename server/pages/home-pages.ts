import type { PersonState } from '../../realtime/apply.ts'
import type { Role } from '../../db/entities/user.ts'
import { database } from '../../db/database.ts'
import { Application } from '../../db/entities/application.ts'
import type { Actor } from '../actor.ts'
import { policy as applications } from '../applications/policy.ts'
import { progressLabels, progressOrder } from '../applications/stages.ts'
import { enterRoom } from '../snapshot.ts'
import { readBoardList } from './board-list.ts'
import { page } from './page.ts'
import { boardPositions, putForwardView } from './put-forward-view.ts'

const home: Record<Role, string> = {
  admin: '/boards',
  manager: '/boards',
  recruiter: '/boards',
  client: '/boards',
  interviewer: '/interviews',
  agency: '/boards',
  candidate: '/my-applications',
}

/** One connection may stand in 50 rooms; the newest applications are the live ones. */
const mostLive = 40

const ownApplications = async (actor: Actor) => {
  const found = await database()
    .orm.em.fork()
    .find(Application, applications.scope(actor), {
      fields: ['id'],
      orderBy: { createdAt: 'desc', id: 'desc' },
      limit: mostLive,
    })
  return Promise.all(found.map(async ({ id }) => (await enterRoom(actor, `application:${id}`)).entered))
}

/** The way of an application as its candidate knows it; what ends it early is no step. */
const steps = progressOrder.slice(0, 5).map(stage => ({ stage, label: progressLabels[stage] }))

interface Progress {
  application: {
    id: string
    stage: string
    since: string
    job: { id: string; title: string; company: { name: string } }
  }
}

const present = ({ state }: { state?: object }) => {
  const { application } = state as Progress
  const reached = progressOrder.indexOf(application.stage)
  const stopped = reached >= steps.length
  return {
    id: application.id,
    stage: application.stage,
    label: progressLabels[application.stage],
    since: application.since,
    job: { id: application.job.id, title: application.job.title, company: application.job.company.name },
    steps: steps.map((step, index) => ({
      ...step,
      state: stopped || index > reached ? 'ahead' : index === reached ? 'here' : 'behind',
    })),
  }
}

/** What an agency has put forward, live with the boards it is on. */
const agencyHome = async (actor: Actor, { mine }: Awaited<ReturnType<typeof readBoardList>>) => {
  const rooms = await boardPositions(
    actor,
    mine.slice(0, mostLive).map(({ id }) => id),
  )
  const list = await putForwardView(actor)
  // Whom nobody has invited yet reads how that comes about, and nothing else.
  return rooms.length || list.rows.length ? { rooms, list } : null
}

export const homePages = [
  page({
    path: '/',
    who: 'everyone',
    show: async ({ actor }) => ({ redirect: actor ? home[actor.role] : '/sign-in' }),
  }),
  page({
    path: '/boards',
    who: ['admin', 'manager', 'recruiter', 'client', 'interviewer', 'agency'],
    show: async ({ actor }) => {
      const { entered } = await enterRoom(actor, `user:${actor.id}`)
      const list = await readBoardList(actor)
      const forward = actor.role === 'agency' ? await agencyHome(actor, list) : null
      return {
        template: 'boards',
        title: 'Boards',
        data: { entered, role: actor.role, list, forward },
        script: 'boards',
      }
    },
  }),
  page({
    path: '/my-applications',
    who: ['candidate'],
    show: async ({ actor }) => {
      const { entered } = await enterRoom(actor, `user:${actor.id}`)
      const rooms = await ownApplications(actor)
      const { submissions } = entered.state as PersonState
      const isEmpty = !rooms.length && !submissions.length
      const data = { entered, rooms, submissions, applications: rooms.map(present), isEmpty }
      return { template: 'my-applications', title: 'My applications', data, script: 'my-applications' }
    },
  }),
]
