import { Application } from '../../db/entities/application.ts'
import type { Actor } from '../actor.ts'
import { alreadyApplied, jobClosed, notFound } from '../errors.ts'
import { isPublic, takesApplications } from '../job-postings/policy.ts'
import { lockJobPosting } from '../job-postings/queries.ts'
import { transaction } from '../transaction.ts'
import { enterBoard } from './enter-stage.ts'
import { presentApplication } from './presenter.ts'
import { applicationRow, historyRows } from './queries.ts'
import type { ApplyInput } from './schema.ts'

/** A candidate applies, once per job ever. 409 `already_applied` with their application, 409 `job_closed`. */
export const applyToJob = (actor: Actor, { jobId, ...letter }: ApplyInput) =>
  transaction(actor, async write => {
    const { em, sql } = write
    // One at a time for one person: of two at once the second finds the first.
    await sql.selectFrom('users').select('id').where('id', '=', actor.id).forNoKeyUpdate().execute()
    // Closing the job waits for us.
    const job = await lockJobPosting(em, jobId, 'share')
    const before = await em.findOne(Application, { job: jobId, candidate: actor.id })
    if (before) throw alreadyApplied(presentApplication.candidate(await applicationRow(sql, before.id)))
    if (!isPublic(job)) throw notFound()
    if (!takesApplications(job, write.now)) throw jobClosed()

    const { id, historyId } = await enterBoard(write, {
      ...letter,
      jobId,
      candidateId: actor.id,
      source: 'direct',
    })
    const card = await applicationRow(sql, id)
    const [entry] = await historyRows(sql, id, historyId)
    write.record('application.applied', { card, entry })
    return presentApplication.candidate(card)
  })
