import type { Actor } from '../actor.ts'
import { noOpenings } from '../errors.ts'
import { transaction } from '../transaction.ts'
import { countHired } from './fill.ts'
import type { StepInput } from './schema.ts'
import { takeStep } from './take-step.ts'

/**
 * Takes up a paused or closed job. 409 `conflict` when its deadline has passed, 409 `no_openings` when everybody it
 * looked for has been hired: edit the one or the other first.
 */
export const reopenJobPosting = (actor: Actor, input: StepInput) =>
  transaction(actor, write =>
    takeStep(write, actor, 'reopen', input, async job => {
      if ((await countHired(write.em, job.id)) >= job.openings) throw noOpenings()
    }),
  )
