import { z } from 'zod'
import { listOf, money } from '../schema.ts'

const instant = z.iso.datetime()

export const serviceTermsAnswer = z
  .strictObject({
    fee: z
      .union([z.strictObject({ basisPoints: z.int() }), money])
      .meta({ description: 'Of the first yearly salary, in basis points, or a fixed amount.' }),
    currency: z.string(),
    paymentDays: z.int(),
    invoiceDelayDays: z.int(),
    guaranteeDays: z.int(),
    rebate: z.enum(['full', 'pro_rata']),
  })
  .meta({ id: 'ServiceTerms' })

const offerAnswer = z
  .strictObject({
    salary: money.meta({ description: 'Yearly, in minor units.' }),
    startsOn: z.iso.date(),
    note: z.string().nullable(),
  })
  .meta({ id: 'EmploymentOffer' })

/** Every field a proposal may have; which of them you get is your audience's cut. */
export const proposalAnswer = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(['service_terms', 'employment_offer']),
    round: z.int().meta({ description: 'Contiguous from 1 in its thread.' }),
    side: z.enum(['staff', 'client', 'candidate']).meta({ description: 'Who made it: the other answers.' }),
    status: z.enum(['open', 'countered', 'accepted', 'declined', 'withdrawn', 'expired']),
    by: z.strictObject({ id: z.uuid(), name: z.string() }),
    at: instant,
    terms: z.union([serviceTermsAnswer, offerAnswer]),
    changes: z
      .array(z.strictObject({ field: z.string(), from: z.unknown(), to: z.unknown() }))
      .meta({ description: 'What it says otherwise than the round before, field by field.' }),
    expiresAt: instant.nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was declined, if that was said.' }),
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
    review: z.enum(['pending', 'approved', 'returned']).nullable().optional().meta({
      description: 'Of accepted service terms that a manager has to approve before they bind.',
    }),
    boundVersion: z.int().nullable().optional().meta({ description: 'The version of the terms it became.' }),
    reviewReason: z.string().nullable().optional().meta({ description: 'To staff: why it was returned.' }),
    reviewedBy: z.string().nullable().optional(),
    reviewedAt: instant.nullable().optional(),
  })
  .meta({ id: 'Proposal' })

export const boundTermsAnswer = listOf(
  z
    .strictObject({
      version: z.int().meta({ description: 'Contiguous from 1 in its job. The highest one holds.' }),
      proposalId: z.uuid(),
      boundAt: instant,
      terms: serviceTermsAnswer,
      approvedBy: z.string().nullable().optional().meta({ description: 'To staff.' }),
    })
    .meta({ id: 'BoundTerms' }),
)
