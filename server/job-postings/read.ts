import { database, sqlOf } from '../../db/database.ts'
import { JobPosting } from '../../db/entities/job-posting.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { enterRoom } from '../snapshot.ts'
import { stageCounts } from './counts.ts'
import { cutOf, isPublic } from './policy.ts'
import { presentJobPosting, presentPublicJob } from './presenter.ts'
import { seekJobPosting } from './queries.ts'

/** A job: in the actor's cut if it is their business, as the public sees it if it is or was open, otherwise 404. */
export const readJobPosting = async (actor: Actor | null, id: string) => {
  const em = database().orm.em.fork()
  const own = actor && (await seekJobPosting(em, actor, id))
  if (!own) {
    const job = await em.findOne(JobPosting, { id }, { populate: ['company'], strategy: 'select-in' })
    if (!job || !isPublic(job)) throw notFound()
    return presentPublicJob(job)
  }
  const cut = cutOf(actor)
  const job = await presentJobPosting(em, own, cut)
  return cut === 'agency' ? job : { ...job, counts: (await stageCounts(sqlOf(em), [id], cut)).get(id) }
}

/** The board as its room gives it, with the position from which to follow it. 404 unless the actor may enter. */
export const readJobBoard = async (actor: Actor, id: string) => {
  const { entered } = await enterRoom(actor, `job:${id}`)
  const { state, room, epoch, seq } = entered
  return { ...state, room, epoch, seq }
}
