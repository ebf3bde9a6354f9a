import { z } from 'zod'
import { serviceTermsAnswer } from '../proposals/answers.ts'
import { listOf, money } from '../schema.ts'
import { placementStatuses } from './schema.ts'

/** Every field a placement may have; which of them you get is your audience's cut. */
export const placementAnswer = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    status: z.enum(placementStatuses),
    application: z.strictObject({ id: z.uuid() }),
    job: z.strictObject({ id: z.uuid(), title: z.string() }),
    company: z.strictObject({ id: z.uuid(), name: z.string() }),
    candidate: z.strictObject({ id: z.uuid().optional(), name: z.string() }),
    salary: money.nullable().meta({ description: 'Yearly, if there was an offer with one.' }),
    startsOn: z.iso.date().nullable(),
    madeAt: z.iso.datetime(),
    terms: serviceTermsAnswer.extend({ version: z.int() }).nullable().optional().meta({
      description: 'To staff: the terms that were bound at the hire. Later ones change nothing here.',
    }),
  })
  .meta({ id: 'Placement' })

export const placementListAnswer = listOf(placementAnswer)
