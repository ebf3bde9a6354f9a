import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import type { StepInput } from './schema.ts'
import { takeStep } from './take-step.ts'

/** A draft is ready: a client's waits for a manager's approval, the staff's opens at once. */
export const submitJobPosting = (actor: Actor, input: StepInput) =>
  transaction(actor, write => takeStep(write, actor, 'submit', input))
