import { z } from 'zod'
import { email, personName } from '../accounts/schema.ts'
import { anyOf, id, listQuery, text } from '../schema.ts'
import { submissionStatuses } from './answers.ts'

/** So long a candidate has to answer. */
export const answerDays = 14

const named = z.strictObject({ name: personName, email })

export const proposeInput = z
  .strictObject({
    candidateId: id.optional().meta({ description: 'Somebody you find among your candidates.' }),
    candidate: named.optional().meta({
      description: 'Or somebody by their address; whoever has no account is invited to make one.',
    }),
    note: text(1, 2_000)
      .optional()
      .meta({ description: 'For the recruiters. The candidate never reads it.' }),
  })
  .superRefine(({ candidateId, candidate }, issues) => {
    if ((candidateId === undefined) === (candidate === undefined))
      issues.addIssue({
        code: 'custom',
        path: ['candidate'],
        message: 'or candidateId is needed, and not both.',
      })
  })
  .meta({ examples: [{ candidate: { name: 'Jonas Weber', email: 'jonas@example.com' } }] })
export const submissionInput = z.strictObject({ submissionId: id })
export const declineInput = submissionInput.extend({
  reason: text(1, 2_000)
    .optional()
    .meta({ description: 'Whoever put you forward reads it, and the recruiters.' }),
})

export const submissionListQuery = z.strictObject({
  ...listQuery,
  jobId: id.optional(),
  status: anyOf(z.enum(submissionStatuses))
    .optional()
    .meta({ description: 'One or more of them: `proposed,accepted`.' }),
})

export type ProposeInput = { jobId: string } & z.output<typeof proposeInput>
export type SubmissionInput = z.output<typeof submissionInput>
export type DeclineInput = z.output<typeof declineInput>
export type SubmissionListQuery = z.output<typeof submissionListQuery>
