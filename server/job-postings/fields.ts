import type { IJobPosting } from '../../db/entities/job-posting.ts'
import { invalidField } from '../errors.ts'
import { isExpired } from './policy.ts'
import type { JobFields } from './schema.ts'

/** What a job has where nothing is said: a new one, and one that is replaced. */
export const emptyFields = {
  subtype: null,
  level: null,
  location: null,
  remote: false,
  industry: null,
  skills: [],
  salary: null,
  deadline: null,
  applyUrl: null,
  applyEmail: null,
  openings: 1,
  blindShortlist: false,
  scorecard: [],
} satisfies Required<Omit<JobFields, 'title' | 'description' | 'type'>>

const amount = (minor: number | null | undefined) => (typeof minor === 'number' ? String(minor) : null)

const columnsOf = ({ salary, deadline, skills, ...same }: Partial<JobFields>) => ({
  ...same,
  ...(skills && { skills: [...new Set(skills)] }),
  ...(deadline !== undefined && { deadline: deadline === null ? null : new Date(deadline) }),
  ...(salary !== undefined && {
    salaryMin: amount(salary?.min),
    salaryMax: amount(salary?.max),
    salaryCurrency: salary?.currency ?? null,
  }),
})

/**
 * What these fields are in the job's columns, those that were given and no others. Throws 400 for a deadline that has
 * passed, unless it is the one the job has already: a closed job can be corrected without moving it.
 */
export const readFields = (fields: Partial<JobFields>, now: Date, job?: Pick<IJobPosting, 'deadline'>) => {
  const columns = columnsOf(fields)
  const moved = columns.deadline?.getTime() !== job?.deadline?.getTime()
  if (columns.deadline && moved && isExpired({ deadline: columns.deadline }, now))
    throw invalidField('/deadline', 'passed', 'The deadline must be in the future.')
  return columns
}
