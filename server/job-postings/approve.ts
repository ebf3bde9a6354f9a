import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import type { StepInput } from './schema.ts'
import { takeStep } from './take-step.ts'

/** A manager lets a client's job open. */
export const approveJobPosting = (actor: Actor, input: StepInput) =>
  transaction(actor, write => takeStep(write, actor, 'approve', input))
