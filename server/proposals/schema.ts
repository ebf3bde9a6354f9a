import { z } from 'zod'
import { id, instant, money, text } from '../schema.ts'
import { replyInput } from '../threads/schema.ts'

/** Beyond it a sum is a slip of the keyboard: ten thousand million, where the currency has cents. */
const mostMoney = 1_000_000_000_000
const sum = money.extend({ amount: money.shape.amount.min(1).max(mostMoney) })
const days = (most: number) => z.int().min(0).max(most)

export const serviceTerms = z
  .strictObject({
    fee: z
      .union([z.strictObject({ basisPoints: z.int().min(1).max(10_000) }), sum])
      .meta({ description: 'Of the first yearly salary, in basis points, or a fixed amount.' }),
    currency: money.shape.currency,
    paymentDays: days(120),
    invoiceDelayDays: days(180).meta({ description: 'From joining on, until the client sees the invoice.' }),
    guaranteeDays: days(365),
    rebate: z.enum(['full', 'pro_rata']).meta({
      description: 'What is given back to the client if the person leaves inside of the guarantee.',
    }),
  })
  .refine(({ fee, currency }) => !('currency' in fee) || fee.currency === currency, {
    path: ['fee', 'currency'],
    message: 'must be the currency of the terms',
  })

export const employmentOffer = z.strictObject({
  salary: sum.meta({ description: 'Yearly.' }),
  startsOn: z.iso.date().meta({ description: 'From today on, within two years.' }),
  note: text(1, 2_000).nullable().default(null),
})

const terms = z.union([serviceTerms, employmentOffer])
const said = {
  text: replyInput.shape.text.optional().meta({ description: 'What is said with it, in Markdown.' }),
  expiresAt: instant
    .optional()
    .meta({ description: 'Within 90 days. Offers expire after 14 days unless told; terms do not.' }),
}

export const proposalInput = z.strictObject({ proposalId: id })
export const makeInput = z.strictObject({
  threadId: id.optional().meta({ description: 'Where it is made: one of these three.' }),
  jobId: id.optional().meta({ description: 'In the negotiation of this job.' }),
  applicationId: id.optional().meta({ description: 'To the candidate of this application.' }),
  terms,
  ...said,
})
export const counterInput = proposalInput.extend({ terms, ...said })
export const declineInput = proposalInput.extend({ reason: text(1, 2_000).optional() })
export const returnInput = proposalInput.extend({ reason: text(1, 2_000) })

export type ProposalInput = z.output<typeof proposalInput>
export type MakeInput = z.output<typeof makeInput>
export type CounterInput = z.output<typeof counterInput>
export type DeclineInput = z.output<typeof declineInput>
export type ReturnInput = z.output<typeof returnInput>
