import { z } from 'zod'
import { rejectInput } from '../applications/schema.ts'
import { id } from '../schema.ts'

const { version, reason } = rejectInput.shape

export const approveInput = z.strictObject({ version })
export const declineInput = z.strictObject({ version, reason })
export const withdrawInput = z.strictObject({ applicationId: id, version })

const approval = z.strictObject({ applicationId: id, version, approve: z.literal(true) })
const refusal = z.strictObject({
  applicationId: id,
  version,
  decline: reason.meta({ description: 'The reason, for the staff and your own company.' }),
})
const decision = z.union([approval, refusal])

/** No decision is about an application that another one is about. */
const aboutDifferentOnes = (decisions: z.output<typeof decision>[]) =>
  new Set(decisions.map(({ applicationId }) => applicationId)).size === decisions.length

export const decideInput = z.strictObject({
  decisions: z
    .array(decision)
    .min(1)
    .max(50)
    .refine(aboutDifferentOnes, 'must not name an application twice'),
})

export const linkInput = z.strictObject({
  forId: id.meta({ description: 'The assigned hiring manager in whose name the link decides.' }),
  days: z
    .int()
    .min(1)
    .max(30)
    .default(7)
    .meta({ description: 'How long it works.', examples: [7] }),
})

export type Decision = z.output<typeof decision>
export type DecideInput = z.output<typeof decideInput>
export type WithdrawInput = z.output<typeof withdrawInput>
export type LinkInput = z.output<typeof linkInput>
