import type { EntityManager } from '@mikro-orm/postgresql'
import type { IJobPosting } from '../../db/entities/job-posting.ts'
import type { Actor } from '../actor.ts'
import { cutOf } from './policy.ts'
import { presentJobPosting } from './presenter.ts'

/** Shared step: the job as this actor may see it, at this point of the transaction. */
export const answerWith = async (em: EntityManager, actor: Actor, job: IJobPosting) => {
  await em.flush()
  return presentJobPosting(em, job, cutOf(actor))
}
