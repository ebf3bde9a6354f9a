import type { Actor } from '../actor.ts'
import { invalidTransition, jobClosed } from '../errors.ts'
import { takesApplications } from '../job-postings/policy.ts'
import { lockJobPosting } from '../job-postings/queries.ts'
import { authorize } from '../policy.ts'
import { changeCard, showCard } from './change-card.ts'
import { enterStage } from './enter-stage.ts'
import { isShownToClient, policy } from './policy.ts'
import type { ApplicationInput } from './schema.ts'
import { progressOf } from './stages.ts'

/** A candidate who withdrew comes back, while the job is open: to `applied`, and the client sees it anew when shown. */
export const reopenApplication = (actor: Actor, { applicationId }: ApplicationInput) =>
  changeCard(actor, { ask: { applicationId, to: 'applied' }, alone: true }, async (write, draft) => {
    const { card, subject } = draft
    authorize(policy, 'reopen', actor, subject)
    if (card.stage === 'applied') return showCard(actor, card)
    if (card.stage !== 'withdrawn') throw invalidTransition(progressOf[card.stage], [])
    if (!takesApplications(await lockJobPosting(write.em, card.job_id, 'share'), write.now)) throw jobClosed()

    const hiddenFromClient = isShownToClient(card)
    enterStage(write, draft, { to: 'applied' })
    card.shortlist = 'none'
    card.shown_to_client_at = null
    write.record('application.reopened', { ...draft, hiddenFromClient })
    return showCard(actor, card)
  })
