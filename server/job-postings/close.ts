import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import type { StepInput } from './schema.ts'
import { takeStep } from './take-step.ts'

/** Ends the search. Whoever is in the pipeline stays there until somebody decides. */
export const closeJobPosting = (actor: Actor, input: StepInput) =>
  transaction(actor, write => takeStep(write, actor, 'close', input))
