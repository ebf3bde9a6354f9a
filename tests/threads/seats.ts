import type { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { makeApplication, makeInterview, makeWorld } from '../support/world.ts'

type App = ReturnType<typeof hirewire>

/** A world with one application that the client sees and an interviewer sits on. */
export const makeThreadWorld = async () => {
  const world = await makeWorld()
  const { people, job } = world
  const application = await makeApplication(job, people.candidate, { stage: 'interview' })
  await makeInterview(application, { panel: [people.interviewer], by: people.recruiter })
  return { ...world, application }
}

export type ThreadWorld = Awaited<ReturnType<typeof makeThreadWorld>>

export interface Said {
  id: string
  threadId: string
  number: number
  version: number
  text: string
  html: string
  [field: string]: unknown
}

/** Says something at a place by HTTP; it must go through. */
export const sayAt = async (
  app: App,
  person: Person,
  place: `/jobs/${string}` | `/applications/${string}`,
  kind: 'negotiation' | 'discussion' | 'candidate',
  text: string,
) => {
  const answer = await app.call<Said>(person, 'POST', `${place}/threads`, { kind, text })
  if (answer.status !== 201) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** All that is stored of messages, in one text: unchanged if nothing was written. */
export const stored = async (app: App) =>
  JSON.stringify([
    await app.sql('select * from thread order by id'),
    await app.sql('select * from message order by id'),
    await app.sql('select * from message_version order by message_id, version'),
    await app.sql('select * from thread_read order by thread_id, user_id'),
    await app.sql('select count(*) from event'),
  ])
