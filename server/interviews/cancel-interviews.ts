import { z } from 'zod'
import type { Stage } from '../../db/entities/application.ts'
import { holdCard } from '../applications/hold-card.ts'
import { transaction } from '../transaction.ts'
import { endInterview } from './end.ts'
import { interviewsOf } from './queries.ts'
import { settleInterview } from './settle.ts'

const job = z.looseObject({ applicationId: z.string() })

const reasons: Partial<Record<Stage, string>> = {
  hired: 'The candidate was hired.',
  rejected: 'The candidate was rejected.',
  withdrawn: 'The candidate withdrew.',
  applied: 'The candidate withdrew.',
}

/**
 * The `cancel-interviews` job: an application that is not in the running any more has no interviews ahead. Asks how it
 * stands now: whoever withdrew and came back has lost them all the same, they are at the beginning again.
 */
export const cancelInterviewsOf = async (data: unknown) => {
  const { applicationId } = job.parse(data)
  await transaction(null, async write => {
    const { draft, save } = await holdCard(write, applicationId)
    const { card } = draft
    const reason = reasons[card.stage]
    if (!reason) return
    for (const interview of await interviewsOf(write.sql, applicationId)) {
      const { id, status, starts_at: startsAt } = interview
      if (status !== 'proposed' && !(status === 'scheduled' && startsAt! > write.now)) continue
      await endInterview(write, interview, reason)
      await settleInterview(write, card, { event: 'interview.cancelled', interviewId: id, lostAccess: true })
    }
    await save()
  })
}
