import type { Stage } from '../../db/entities/application.ts'
import { signedIn, type Person } from './people.ts'
import { assign, makeApplication, makeJob, type makeWorld } from './world.ts'

interface Standing {
  stage: Stage
  shortlist?: string
  shown?: boolean
  agency?: boolean
}

/** A job of the world's with a candidate for each name, and the people of the world tied to it. */
export const makeBoard = async (
  { people, employer, staffing, agency }: Awaited<ReturnType<typeof makeWorld>>,
  standings: Record<string, Stage | Standing>,
  { blind = false, openings = 3 } = {},
) => {
  const job = await makeJob({ company: employer, staffing, by: people.manager, blind, openings })
  await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
  await assign(job, 'hiring_manager', { user: people.client }, people.manager)
  await assign(job, 'agency', { company: agency }, people.manager)
  const ids: Record<string, string> = {}
  const candidates: Record<string, Person> = {}
  for (const [name, standing] of Object.entries(standings)) {
    const { agency: sent, ...rest } = typeof standing === 'string' ? { stage: standing } : standing
    candidates[name] = await signedIn('candidate', null, name)
    ids[name] = await makeApplication(job, candidates[name], { ...rest, agency: sent ? agency : null })
  }
  return { job, path: `/jobs/${job}/board`, ids, candidates }
}
