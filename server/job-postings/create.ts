import { JobPosting } from '../../db/entities/job-posting.ts'
import { newId } from '../../db/new-id.ts'
import type { Actor } from '../actor.ts'
import { forbidden } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterStatus } from './enter-status.ts'
import { emptyFields, readFields } from './fields.ts'
import { partiesOf } from './parties.ts'
import { policy } from './policy.ts'
import type { CreateInput } from './schema.ts'

/**
 * Makes a job: a draft, or for the staff at once an open one. A client's goes to the staffing company that serves it,
 * and opens when it has been submitted and approved. 400 for companies it cannot be made for.
 */
export const createJobPosting = (
  actor: Actor,
  { companyId, staffingCompanyId, open = false, ...fields }: CreateInput,
) =>
  transaction(actor, async write => {
    const { em, now, record } = write
    const { company, staffingCompany } = await partiesOf(em, actor, { companyId, staffingCompanyId })
    const postedByClient = actor.role === 'client'
    authorize(policy, 'create', actor, {
      status: 'draft',
      deletedAt: null,
      companyId: company.id,
      staffingCompanyId: staffingCompany.id,
      postedByClient,
      invited: false,
    })
    if (open && postedByClient)
      throw forbidden('A client’s job opens when a manager has approved it: submit it.')

    const { title, description, type } = fields
    const job = em.create(JobPosting, {
      ...readFields({ ...emptyFields, ...fields }, now),
      id: newId(),
      title,
      description,
      type,
      company,
      staffingCompany,
      status: 'draft',
      createdBy: actor.id,
      createdAt: now,
      updatedAt: now,
      version: 1,
    })
    if (open) {
      enterStatus(job, 'open', now)
      job.version = 1
    }
    record('job.created', { jobId: job.id })
    return answerWith(write, actor, job)
  })
