import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import type { ReturnInput } from './schema.ts'
import { takeStep } from './take-step.ts'

/** A manager gives a client's job back as a draft, with the reason. */
export const returnJobPosting = (actor: Actor, { reason, ...input }: ReturnInput) =>
  transaction(actor, write =>
    takeStep(write, actor, 'return', input, job => {
      job.returnReason = reason
    }),
  )
