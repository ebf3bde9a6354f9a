import type { Actor } from '../actor.ts'
import { invalidTransition, jobClosed } from '../errors.ts'
import { takesApplications } from '../job-postings/policy.ts'
import { lockJobPosting } from '../job-postings/queries.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterStage } from './enter-stage.ts'
import { isShownToClient, policy } from './policy.ts'
import { applicationRow, findApplication } from './queries.ts'
import type { ApplicationInput } from './schema.ts'
import { progressOf } from './stages.ts'

/** A candidate who withdrew comes back, while the job is open: to `applied`, and the client sees it anew when shown. */
export const reopenApplication = (actor: Actor, { applicationId }: ApplicationInput) =>
  transaction(actor, async write => {
    const { em, sql } = write
    const { application, job, subject } = await findApplication(em, actor, applicationId, { lock: true })
    authorize(policy, 'reopen', actor, subject)
    if (application.stage === 'applied') return answerWith(em, actor, applicationId)
    if (application.stage !== 'withdrawn') throw invalidTransition(progressOf[application.stage], [])
    if (!takesApplications(await lockJobPosting(em, job.id, 'share'), write.now)) throw jobClosed()

    const wasShown = isShownToClient(await applicationRow(sql, applicationId))
    const { historyId } = await enterStage(write, application, { to: 'applied' })
    application.shortlist = 'none'
    application.shownToClientAt = null
    write.record('application.reopened', { applicationId, historyId, hiddenFromClient: wasShown })
    return answerWith(em, actor, applicationId)
  })
