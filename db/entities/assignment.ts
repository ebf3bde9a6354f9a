import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql'
import { newId } from '../new-id.ts'
import { Company } from './company.ts'
import { JobPosting } from './job-posting.ts'
import { User } from './user.ts'

export const assignmentKinds = ['recruiter', 'hiring_manager', 'agency'] as const

/** Ties a person (recruiter, hiring manager) or an agency to a job. */
export const Assignment = defineEntity({
  name: 'Assignment',
  tableName: 'assignment',
  properties: {
    id: p.uuid().primary().onCreate(newId),
    job: () => p.manyToOne(JobPosting).ref(),
    kind: p.enum(assignmentKinds),
    user: () => p.manyToOne(User).ref().nullable(),
    company: () => p.manyToOne(Company).ref().nullable(),
    assignedBy: () => p.manyToOne(User).ref(),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
})
export type IAssignment = InferEntity<typeof Assignment>
