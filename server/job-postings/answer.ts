import type { IJobPosting } from '../../db/entities/job-posting.ts'
import type { Actor } from '../actor.ts'
import type { Write } from '../transaction.ts'
import { cutOf } from './policy.ts'
import { presentJob } from './presenter.ts'
import { jobRows } from './queries.ts'

/** Shared step: the job as this actor may see it, at this point of the transaction. */
export const answerWith = async (
  { em, send }: Pick<Write, 'em' | 'send'>,
  actor: Actor,
  job: IJobPosting,
) => {
  await em.flush()
  const [row] = await jobRows({ send }, [job.id])
  return presentJob[cutOf(actor)](row!)
}
