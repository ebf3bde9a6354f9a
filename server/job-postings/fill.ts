import { Application } from '../../db/entities/application.ts'
import type { IJobPosting } from '../../db/entities/job-posting.ts'
import { noOpenings } from '../errors.ts'
import type { Write } from '../transaction.ts'
import { lockJobPosting } from './queries.ts'

/**
 * Shared step of a hire: counts it against the openings with the job's row held, so that two hires for the last one
 * cannot both win. The job is filled with its last opening. Throws 409 `no_openings`.
 */
export const fillJobPosting = async ({ em, now, record }: Write, { id }: IJobPosting) => {
  const job = await lockJobPosting(em, id, 'write')
  await em.flush()
  const hired = await em.count(Application, { job: id, stage: 'hired' })
  if (hired > job.openings) throw noOpenings()
  if (hired < job.openings || job.status === 'closed') return
  job.status = 'filled'
  job.version += 1
  job.updatedAt = now
  record('job.filled', { jobId: id })
}
