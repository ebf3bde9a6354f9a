import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { database } from '../../db/database.ts'
import type { IJobPosting } from '../../db/entities/job-posting.ts'
import type { Actor } from '../actor.ts'
import { authorize } from '../policy.ts'
import { policy } from './policy.ts'
import { assignmentsOf, findJobPosting, subjectOf } from './queries.ts'

const named = z.array(z.strictObject({ id: z.uuid(), name: z.string() }))
export const assignmentsAnswer = z
  .strictObject({
    jobId: z.uuid(),
    recruiters: named,
    hiringManagers: named,
    agencies: named,
    version: z.int().meta({ description: 'The version of the job.' }),
  })
  .meta({ id: 'Assignments' })

/** Who is tied to a job, in the form in which they are assigned. */
export const presentAssignments = async (em: EntityManager, job: IJobPosting) => {
  const assignments = await assignmentsOf(em, job.id)
  const people = (kind: 'recruiter' | 'hiring_manager') =>
    assignments.flatMap(({ kind: its, user }) =>
      its === kind && user ? [{ id: user.id, name: user.$.name }] : [],
    )
  return {
    jobId: job.id,
    recruiters: people('recruiter'),
    hiringManagers: people('hiring_manager'),
    agencies: assignments.flatMap(({ company }) =>
      company ? [{ id: company.id, name: company.$.name }] : [],
    ),
    version: job.version,
  }
}

/** Who is tied to a job; 404 unless the actor sees the job, 403 unless they may assign. */
export const readAssignments = async (actor: Actor, jobId: string) => {
  const em = database().orm.em.fork()
  const job = await findJobPosting(em, actor, jobId)
  authorize(policy, 'assign', actor, await subjectOf(em, actor, job))
  return presentAssignments(em, job)
}
