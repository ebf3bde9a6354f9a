import type { EntityManager } from '@mikro-orm/postgresql'
import { Application } from '../../db/entities/application.ts'
import type { IJobPosting } from '../../db/entities/job-posting.ts'
import { conflict, noOpenings } from '../errors.ts'
import type { Write } from '../transaction.ts'
import { enterStatus } from './enter-status.ts'
import { isExpired } from './policy.ts'
import { lockJobPosting } from './queries.ts'

/** How many this job has hired. Hold its row, or a hire in flight is not counted. */
export const countHired = (em: EntityManager, jobId: string) =>
  em.count(Application, { job: jobId, stage: 'hired' })

/**
 * Shared step of a hire that is not written yet: counts it against the openings with the job's row held, so that two
 * hires for the last one cannot both win. The job is filled with its last opening. Throws 409 `no_openings`.
 */
export const fillJobPosting = async ({ em, now, record }: Write, jobId: string) => {
  const job = await lockJobPosting(em, jobId, 'write')
  const hired = (await countHired(em, jobId)) + 1
  if (hired > job.openings) throw noOpenings()
  if (hired < job.openings || job.status === 'closed') return
  enterStatus(job, 'filled', now)
  record('job.filled', { jobId })
}

/**
 * Shared step of an edit of the openings, with the job's row held: fewer may fill the job, more may take it up again.
 * Throws 409 `conflict` below the number that is hired.
 */
export const settleOpenings = async ({ em, now, record }: Write, job: IJobPosting) => {
  const hired = await countHired(em, job.id)
  if (job.openings < hired) throw conflict(`${hired} have been hired: the openings cannot be fewer.`)
  if (hired === job.openings && (job.status === 'open' || job.status === 'paused')) {
    enterStatus(job, 'filled', now)
    record('job.filled', { jobId: job.id })
  }
  if (hired < job.openings && job.status === 'filled') {
    const over = isExpired(job, now)
    enterStatus(job, over ? 'closed' : 'open', now)
    record(over ? 'job.closed' : 'job.reopened', { jobId: job.id })
  }
}
