import type { Actor } from '../actor.ts'
import { audienceOf, cutOf } from '../applications/policy.ts'
import { presentApplication } from '../applications/presenter.ts'
import type { ApplicationRow } from '../applications/queries.ts'
import type { InterviewRow } from './queries.ts'

const times = (row: InterviewRow) => ({
  startsAt: row.starts_at?.toISOString() ?? null,
  endsAt: row.ends_at?.toISOString() ?? null,
  minutes: row.minutes,
  zone: row.zone,
  slots:
    row.status === 'proposed'
      ? row.slots.map(({ id, starts_at, ends_at }) => ({
          id,
          startsAt: starts_at.toISOString(),
          endsAt: ends_at.toISOString(),
        }))
      : [],
})

const place = (row: InterviewRow) => ({ location: row.location, videoUrl: row.video_url })

/** What those read who arrange it or sit in it. */
const shared = (row: InterviewRow) => ({
  id: row.id,
  version: row.version,
  status: row.status,
  title: row.title,
  ...times(row),
  ...place(row),
  panel: row.panel.map(({ user_id, user_name, answer }) => ({ id: user_id, name: user_name, answer })),
})

/**
 * An interview, per audience. The note is for the panel and the staff; why somebody declined or it was cancelled, for the
 * staff. The candidate reads when, where and with whom. An agency reads nothing of it.
 */
export const presentInterview = {
  staff: (row: InterviewRow) => ({
    ...shared(row),
    note: row.note,
    reason: row.reason,
    panel: row.panel.map(({ user_id, user_name, answer, reason }) => ({
      id: user_id,
      name: user_name,
      answer,
      reason,
    })),
  }),
  client: shared,
  interviewer: (row: InterviewRow) => ({ ...shared(row), note: row.note }),
  candidate: (row: InterviewRow) => ({
    id: row.id,
    status: row.status,
    title: row.title,
    ...times(row),
    ...place(row),
    panel: row.panel
      .filter(({ answer }) => answer !== 'declined')
      .map(({ user_name }) => ({ name: user_name })),
  }),
}

/** Whom an actor is to one interview: a client who sits in it reads what its panel reads. */
const cutFor = (actor: Actor, row: InterviewRow) => {
  const cut = cutOf(audienceOf(actor)) as keyof typeof presentInterview
  const sits = row.panel.some(({ user_id, answer }) => user_id === actor.id && answer !== 'declined')
  return cut === 'client' && sits ? 'interviewer' : cut
}

/** An interview as this actor may read it. */
export const showInterview = (actor: Actor, row: InterviewRow) => presentInterview[cutFor(actor, row)](row)

/** An interview with what tells it from those of other applications, as this actor may read both. */
export const showLine = (actor: Actor, row: InterviewRow, application: ApplicationRow) => {
  const { id, job, candidate } = {
    candidate: undefined,
    ...presentApplication[cutOf(audienceOf(actor))](application),
  }
  return {
    ...showInterview(actor, row),
    application: { id, job, ...(candidate && { candidate: candidate.name }) },
  }
}
