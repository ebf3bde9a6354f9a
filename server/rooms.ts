import { z } from 'zod'
import type { Reading } from '../db/in-transaction.ts'
import type { Sender } from '../db/statement.ts'
import { presentMe } from './accounts/presenter.ts'
import { meRow } from './accounts/queries.ts'
import type { Actor, Audience } from './actor.ts'
import { readBoard } from './applications/board.ts'
import * as applications from './applications/policy.ts'
import { findApplication } from './applications/queries.ts'
import { readTimeline } from './applications/read.ts'
import { notFound } from './errors.ts'
import * as jobPostings from './job-postings/policy.ts'
import { findJob } from './job-postings/queries.ts'

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

interface Room {
  /** The audience an actor would be here, from who they are alone. */
  audience(actor: Actor): Audience
  /** Actors for whom this is the same may all enter a room, or none of them. */
  right(actor: Actor): string
  /** Throws 404 unless the actor may stand in this room now. */
  admit(sender: Sender, actor: Actor, id: string): Promise<unknown>
  /** What the room shows to this audience, once somebody of it was admitted. */
  state(reading: Reading, id: string, audience: Audience): Promise<object>
}

const own = (actor: Actor, id: string) => {
  if (actor.id !== id) throw notFound()
}

const ofCompany = ({ role, companyId }: Actor) => `${role} ${companyId}`

const rooms: Record<string, Room> = {
  job: { audience: jobPostings.audienceOf, right: ofCompany, admit: findJob, state: readBoard },
  application: {
    audience: applications.audienceOf,
    right: actor => (actor.role === 'candidate' ? actor.id : ofCompany(actor)),
    admit: findApplication,
    state: readTimeline,
  },
  user: {
    audience: () => 'self',
    right: actor => actor.id,
    admit: async (_sender, actor, id) => own(actor, id),
    state: async ({ sql }, id) => ({ user: presentMe(await meRow(sql, id)) }),
  },
}

/** The room by its name, `job:{id}` and so on; 404 for what is no room. */
export const roomNamed = (name: string) => {
  const [kind, id] = name.split(':', 2) as [string, string]
  const room = rooms[kind]
  if (!room || !id) throw notFound()
  return {
    audience: (actor: Actor) => room.audience(actor),
    right: (actor: Actor) => room.right(actor),
    admit: (sender: Sender, actor: Actor) => room.admit(sender, actor, id),
    state: (reading: Reading, audience: Audience) => room.state(reading, id, audience),
  }
}
