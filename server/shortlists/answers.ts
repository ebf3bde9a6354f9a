import { z } from 'zod'
import { applicationAnswer } from '../applications/answers.ts'
import { problemAnswer } from '../problem-answer.ts'
import { listOf } from '../schema.ts'

const instant = z.iso.datetime()
const named = z.strictObject({ id: z.uuid(), name: z.string() })

export const introductionAnswer = z
  .strictObject({
    applicationId: z.uuid(),
    candidate: named,
    company: named.meta({ description: 'The employer that learned who the candidate is.' }),
    by: named.meta({ description: 'Whose act it was: who proposed the candidate, or approved a blind one.' }),
    blind: z
      .boolean()
      .meta({ description: 'The shortlist was blind: it was an approval that told the name.' }),
    at: instant,
  })
  .meta({ id: 'Introduction' })

const lists = {
  job: z.strictObject({ id: z.uuid(), title: z.string(), company: z.strictObject({ name: z.string() }) }),
  blind: z.boolean(),
  proposed: z
    .array(applicationAnswer)
    .meta({ description: 'Waiting for the client, who has waited longest first.' }),
  decided: z.array(applicationAnswer).meta({ description: 'No longer waiting, the latest first.' }),
}

export const shortlistAnswer = z.strictObject(lists).meta({ id: 'Shortlist' })

/** What a link without an account shows: the client's own cut. */
export const sharedAnswer = z
  .strictObject({
    ...lists,
    for: z.strictObject({ name: z.string() }).meta({ description: 'In whose name this link decides.' }),
    expiresAt: instant,
  })
  .meta({ id: 'SharedShortlist' })

export const decidedAnswer = z.strictObject({
  data: z.array(
    z.union([
      z.strictObject({ applicationId: z.uuid(), ok: z.literal(true), application: applicationAnswer }),
      z.strictObject({ applicationId: z.uuid(), ok: z.literal(false), error: problemAnswer }),
    ]),
  ),
})

const link = z.strictObject({
  id: z.uuid(),
  jobId: z.uuid(),
  for: named,
  createdBy: named,
  createdAt: instant,
  expiresAt: instant,
  revokedAt: instant.nullable(),
  lastViewedAt: instant.nullable(),
  views: z.int().meta({ description: 'How often somebody came to look, pauses under five minutes apart.' }),
})
const linkAnswer = link.meta({ id: 'ShortlistLink' })
export const linkListAnswer = listOf(linkAnswer)

export const newLinkAnswer = link
  .extend({
    url: z.string().nullable().meta({
      description: 'The address to hand on. Told this once: asked again under the same key it is null.',
    }),
    token: z.string().nullable().meta({ description: 'What the address ends in, for the JSON routes.' }),
  })
  .meta({ id: 'NewShortlistLink' })
