import { signedIn } from '../support/people.ts'
import { assign, makeJob, makeWorld } from '../support/world.ts'
import type { hirewire } from '../support/hirewire.ts'
import { words } from './together-words.ts'

/**
 * Everybody in the story, and everybody beside it: those who do their part, and those of the same house, of another, and
 * of none, to whom nothing of it belongs.
 */
export const makeCast = async (app: ReturnType<typeof hirewire>) => {
  const world = await makeWorld()
  const { people, staffing, employer, agency, otherAgency } = world
  const job = await makeJob({ company: employer, staffing, by: people.manager, blind: true })
  await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
  await assign(job, 'hiring_manager', { user: people.client }, people.manager)
  for (const company of [agency, otherAgency]) await assign(job, 'agency', { company }, people.manager)
  await app.sql(`update job_posting set scorecard = '{Craft}' where id = $1`, [job])

  const person = async (name: string, email: string) => {
    const candidate = await signedIn('candidate', null, name)
    await app.sql('update users set email = $2 where id = $1', [candidate.id, email])
    return { ...candidate, email }
  }
  const candidate = await person(words.name, words.email)
  await app.sql('update users set phone_number = $2 where id = $1', [candidate.id, words.phone])
  await app.sql(`update candidate_profile set location = $2, skills = '{baking}' where user_id = $1`, [
    candidate.id,
    words.location,
  ])

  const cast = {
    manager: people.manager,
    recruiter: people.recruiter,
    sibling: people.recruiter2,
    client: people.client,
    siblingClient: people.unassignedClient,
    interviewer: people.interviewer,
    fellow: await signedIn('interviewer', employer),
    /** Invited, and said no. */
    decliner: await signedIn('interviewer', staffing),
    agency: people.agency,
    candidate,
    second: await person(words.secondName, words.secondEmail),
    /** Whoever holds the link to the shortlist. */
    link: 'the holder of a link',

    otherAgency: people.otherAgency,
    idleInterviewer: await signedIn('interviewer', staffing),
    otherClient: people.otherClient,
    outsideManager: people.outsideManager,
    outsideRecruiter: people.outsideRecruiter,
    otherCandidate: people.candidate,
    stranger: 'a stranger',
  }
  return { ...world, job, cast }
}

export type Scene = Awaited<ReturnType<typeof makeCast>>
export type Cast = Scene['cast']
export type Role = keyof Cast

/** Those to whom nothing of it is anything. */
export const outsiders = [
  'idleInterviewer',
  'otherClient',
  'outsideManager',
  'outsideRecruiter',
  'otherCandidate',
  'stranger',
] as const satisfies Role[]
