import { z } from 'zod'
import { listOf } from '../schema.ts'

export const submissionStatuses = ['proposed', 'accepted', 'declined', 'withdrawn', 'expired'] as const

const instant = z.iso.datetime()
const named = z.strictObject({ name: z.string() })

const shared = {
  id: z.uuid(),
  status: z.enum(submissionStatuses),
  createdAt: instant,
  expiresAt: instant.meta({ description: 'From this instant on it cannot be answered any more.' }),
  decidedAt: instant.nullable().meta({ description: 'When it was answered, taken back, or had expired.' }),
  job: z.strictObject({ id: z.uuid(), title: z.string(), company: named }),
  by: z.strictObject({ name: z.string(), company: named }).meta({ description: 'Who puts forward.' }),
  consentText: z.string().meta({ description: 'What the candidate agrees to by accepting, word by word.' }),
  application: z
    .strictObject({ id: z.uuid(), stage: z.string(), since: instant })
    .nullable()
    .meta({ description: 'What came of it; to candidates and agencies in the coarser words.' }),
}
const forThoseWhoSubmit = {
  note: z.string().nullable(),
  reason: z.string().nullable().meta({ description: 'Why the candidate declined, if they said.' }),
}
const source = z.enum(['recruiter', 'agency'])
const candidate = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z
    .string()
    .optional()
    .meta({ description: 'What whoever put them forward knew already; theirs once they have agreed.' }),
})

/** A submission, for each audience. The names are those of the day it was made. */
export const submissionData = {
  staff: z
    .strictObject({ ...shared, ...forThoseWhoSubmit, source, candidate })
    .meta({ id: 'StaffSubmission' }),
  agency: z
    .strictObject({
      ...shared,
      ...forThoseWhoSubmit,
      candidate: candidate.partial({ id: true }).meta({
        description: 'By the name you gave; with an id once they have agreed.',
      }),
    })
    .meta({ id: 'AgencySubmission' }),
  candidate: z.strictObject(shared).meta({ id: 'OwnSubmission' }),
}

/** A candidate put forward for a job; which fields you get is your audience's cut. */
export const submissionAnswer = z
  .strictObject({
    ...submissionData.agency.partial({ note: true, reason: true, candidate: true }).shape,
    source: source.optional(),
  })
  .meta({ id: 'Submission' })

export const submissionListAnswer = listOf(submissionAnswer).extend({ total: z.int() })
