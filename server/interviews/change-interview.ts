import type { Actor } from '../actor.ts'
import { changeCard, type CardDraft } from '../applications/change-card.ts'
import { conflict, notFound } from '../errors.ts'
import { authorize } from '../policy.ts'
import type { Write } from '../transaction.ts'
import { policy } from './policy.ts'
import { applicationOf, interviewRow, interviewSubject, type InterviewRow } from './queries.ts'

type Verb = 'arrange' | 'choose' | 'answer'

/**
 * Finds an interview through the actor (404), asks whether they may (403), and holds its application, and with it all of
 * its interviews, while the command works: the way of every command that changes an interview.
 */
export const changeInterview = async <Answer>(
  actor: Actor,
  { interviewId, verb }: { interviewId: string; verb: Verb },
  work: (write: Write, draft: CardDraft, interview: InterviewRow) => Promise<Answer>,
): Promise<Answer> => {
  const applicationId = await applicationOf(interviewId)
  return changeCard(actor, { ask: { applicationId }, alone: true }, async (write, draft) => {
    const interview = await interviewRow(write.sql, interviewId)
    const subject = interviewSubject(draft.subject, interview, actor)
    if (!policy.can(actor, 'read', subject)) throw notFound()
    authorize(policy, verb, actor, subject)
    return work(write, draft, interview)
  })
}

const words: Record<InterviewRow['status'], string> = {
  proposed: 'is still proposed',
  scheduled: 'has its time already',
  completed: 'has taken place',
  cancelled: 'is cancelled',
  no_show: 'did not take place',
}

/** Throws 409 unless the interview is in one of these states, and its application still in the running. */
export const checkOpen = (
  { status }: InterviewRow,
  { card: { stage } }: Pick<CardDraft, 'card'>,
  states: InterviewRow['status'][],
) => {
  if (!states.includes(status)) throw conflict(`This interview ${words[status]}.`)
  if (stage !== 'interview' && stage !== 'offer')
    throw conflict('This application is not in the running any more.')
}
