import type { Actor } from '../actor.ts'
import { stale } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { placeInColumn } from './place-in-column.ts'
import { policy } from './policy.ts'
import { findApplication } from './queries.ts'
import type { RankInput } from './schema.ts'

/** Puts a card at another place of its column. 409 `stale` with the card as it is now. */
export const rankApplication = (actor: Actor, { applicationId, before, after, version }: RankInput) =>
  transaction(actor, async write => {
    const { em, sql } = write
    const { application, job, subject } = await findApplication(em, actor, applicationId, { lock: true })
    authorize(policy, 'rank', actor, subject)
    if (application.version !== version) throw stale(await answerWith(em, actor, applicationId))

    const column = { jobId: job.id, stage: application.stage, cardId: applicationId }
    application.rank = await placeInColumn(sql, column, { before, after })
    application.version += 1
    application.updatedAt = write.now
    write.record('application.ranked', { applicationId })
    return answerWith(em, actor, applicationId)
  })
