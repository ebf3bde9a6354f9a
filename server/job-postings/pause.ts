import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import type { StepInput } from './schema.ts'
import { takeStep } from './take-step.ts'

/** Takes an open job off the list for a while: it takes no applications, its pipeline goes on. */
export const pauseJobPosting = (actor: Actor, input: StepInput) =>
  transaction(actor, write => takeStep(write, actor, 'pause', input))
