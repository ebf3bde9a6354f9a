import { z } from 'zod'
import type { Reading } from '../db/in-transaction.ts'
import type { Sender } from '../db/statement.ts'
import { presentMe } from './accounts/presenter.ts'
import { meRow } from './accounts/queries.ts'
import type { Actor, Audience } from './actor.ts'
import { readBoard } from './applications/board.ts'
import * as applications from './applications/policy.ts'
import { findApplication, type HeldApplication } from './applications/queries.ts'
import { readTimeline } from './applications/read.ts'
import { notFound } from './errors.ts'
import { interviewsIn } from './interviews/in-room.ts'
import * as jobPostings from './job-postings/policy.ts'
import { findJob, type JobRow } from './job-postings/queries.ts'
import { feedOf } from './notifications/queries.ts'
import { openSubmissionsOf, openSubmissionsOn } from './submissions/open.ts'
import { threadsIn } from './threads/in-room.ts'

export const roomName = z
  .string()
  .regex(
    /^(job|application|user):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    'must be job:{id}, application:{id} or user:{id}',
  )
  .meta({
    description: '`job:{id}`, `application:{id}` or `user:{id}`.',
    examples: ['job:01890a5d-ac96-774b-bcce-b302099a8057'],
  })

interface Room<Found> {
  /** The audience an actor would be here, from who they are alone. */
  audience(actor: Actor): Audience
  /** Actors for whom this is the same may all enter a room, or none of them. */
  right(actor: Actor): string
  /** What the room is about. Throws 404 unless the actor may stand in it now. */
  admit(sender: Sender, actor: Actor, id: string): Promise<Found>
  /** What the room shows to this audience, somebody of which was admitted. */
  state(reading: Reading, found: Found, audience: Audience): Promise<object>
}

const ofCompany = ({ role, companyId }: Actor) => `${role} ${companyId}`

const job: Room<JobRow> = {
  audience: jobPostings.audienceOf,
  right: ofCompany,
  admit: findJob,
  state: async (reading, row, audience) => {
    const [board, submissions, threads] = await Promise.all([
      readBoard(reading, row, audience),
      openSubmissionsOn(reading, row.id, audience),
      threadsIn(reading, { jobId: row.id }, audience),
    ])
    return { ...board, submissions, threads }
  },
}
const application: Room<HeldApplication> = {
  audience: applications.audienceOf,
  right: actor => (actor.role === 'candidate' ? actor.id : ofCompany(actor)),
  admit: findApplication,
  state: async (reading, row, audience) => {
    const [timeline, interviews, threads] = await Promise.all([
      readTimeline(reading, row, audience),
      interviewsIn(reading, row.id, audience),
      threadsIn(reading, { applicationId: row.id }, audience),
    ])
    return { ...timeline, interviews, threads }
  },
}
const user: Room<string> = {
  audience: () => 'self',
  right: actor => actor.id,
  admit: async (_sender, actor, id) => {
    if (actor.id !== id) throw notFound()
    return id
  },
  state: async (reading, id) => {
    const [me, feed, submissions] = await Promise.all([
      meRow(reading.sql, id),
      feedOf(reading, id),
      openSubmissionsOf(reading, id),
    ])
    return { user: presentMe(me), feed, submissions }
  },
}

const enterable = <Found>(room: Room<Found>, id: string) => ({
  audience: (actor: Actor) => room.audience(actor),
  right: (actor: Actor) => room.right(actor),
  /** Throws 404 unless the actor may enter; otherwise it can be asked what it shows. */
  admit: async (sender: Sender, actor: Actor) => {
    const found = await room.admit(sender, actor, id)
    return { state: (reading: Reading, audience: Audience) => room.state(reading, found, audience) }
  },
})

/** The room by its name, `job:{id}` and so on; 404 for what is no room. */
export const roomNamed = (name: string) => {
  const [kind, id] = name.split(':', 2) as [string, string | undefined]
  if (!id) throw notFound()
  if (kind === 'job') return enterable(job, id)
  if (kind === 'application') return enterable(application, id)
  if (kind === 'user') return enterable(user, id)
  throw notFound()
}
