import { signedIn, type Person } from '../support/people.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import type { Route } from '../../server/route.ts'

/** A world with something of everything in it, and how to find somebody in it who may ask. */
export const makeSenders = async () => {
  const world = await makeWorld()
  const people: Person[] = [
    ...Object.values(world.people),
    await signedIn('admin'),
    await signedIn('manager', world.staffing),
    await signedIn('recruiter', world.staffing),
    await signedIn('client', world.employer),
    await signedIn('candidate'),
  ]
  const cards = [
    await makeApplication(world.job, world.people.candidate, { stage: 'screening', shortlist: 'proposed' }),
    await makeApplication(world.job, world.people.candidate2),
  ]
  // Somebody to be renamed, deactivated and deleted, who sends nothing
  const other = await signedIn('recruiter', world.staffing)
  const asked = new Map<string, number>()
  return {
    world,
    /** Things that exist, by the paths they lie under: what is wrong with an input should not be that it names nothing. */
    ids: { applications: cards[0]!, jobs: world.job, users: other.id, companies: world.employer },
    /** Somebody whom this lets in: each in turn, so that nobody asks too often. */
    sender: (who: Route['who']): Person => {
      const allowed = people.filter(({ role }) => typeof who === 'string' || who.includes(role))
      const turn = asked.get(String(who)) ?? 0
      asked.set(String(who), turn + 1)
      return allowed[turn % allowed.length]!
    },
  }
}

export type Senders = Awaited<ReturnType<typeof makeSenders>>
export type Ids = Senders['ids']
