import type { Actor } from '../actor.ts'
import { conflict } from '../errors.ts'
import { authorize } from '../policy.ts'
import type { Write } from '../transaction.ts'
import { checkMentions, type At } from './members.ts'
import { isOpen, policy, sideOf } from './policy.ts'
import { presentMessage } from './presenter.ts'
import { subjectOf } from './queries.ts'
import { holdThread, writeMessage, type ThreadPlace } from './write-message.ts'

export const opensLater = () => conflict('The discussion opens when the candidate is shown to the client.')

const whereOf = ({ kind, place }: At): ThreadPlace =>
  kind === 'negotiation'
    ? { kind, jobId: place.job_id }
    : { kind, jobId: place.job_id, applicationId: place.application_id! }

/** Shared step: says something at a place that the actor may read. 403, 409 while the thread is not open, 400 for mentions. */
export const say = async (
  write: Write,
  actor: Actor,
  at: At,
  { text, mentions = [] }: { text: string; mentions?: string[] | undefined },
) => {
  const subject = subjectOf(at.place, at.kind, actor)
  authorize(policy, 'write', actor, subject)
  if (!isOpen(subject)) throw opensLater()
  await checkMentions(write.sql, actor, at, mentions)

  const side = sideOf(actor)!
  const thread = await holdThread(write, whereOf(at))
  const message = await writeMessage(write, { thread, side, text, mentions: [...new Set(mentions)] })
  write.record('thread.replied', { thread, message })
  return presentMessage[side](message)
}
