import type { Actor } from '../actor.ts'
import { conflict } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { policy } from './policy.ts'
import { findApplication } from './queries.ts'
import type { ApplicationInput } from './schema.ts'

/** Proposes a candidate in screening to the client, who sees the card from then on. */
export const shortlistApplication = (actor: Actor, { applicationId }: ApplicationInput) =>
  transaction(actor, async write => {
    const { em } = write
    const { application, subject } = await findApplication(em, actor, applicationId, { lock: true })
    authorize(policy, 'shortlist', actor, subject)
    if (application.shortlist === 'proposed') return answerWith(em, actor, applicationId)
    if (application.stage !== 'screening') throw conflict('Only a candidate in screening can be proposed.')

    application.shortlist = 'proposed'
    application.shownToClientAt ??= write.now
    application.version += 1
    application.updatedAt = write.now
    write.record('shortlist.proposed', { applicationId })
    return answerWith(em, actor, applicationId)
  })
