import { expect } from 'vitest'
import { dispatchInvoices } from '../../server/invoices/dispatch.ts'
import { plusDays } from '../../server/time.ts'
import { makeParties, offer, terms } from '../proposals/parties.ts'
import type { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'

/** Today where the staffing companies of tests are, and days from it. */
export const day = (days = 0) => plusDays(new Date().toISOString().slice(0, 10), days)

interface Hire {
  /** What is bound otherwise than usual; null for no terms at all. */
  bound?: object | null
  salary?: number | null
  daysAgo?: number
}

/** The people of `makeParties`, and hires of theirs whose terms are bound. */
export const makePlaced = async (app: ReturnType<typeof hirewire>) => {
  const world = await makeParties(app)
  const { people } = world

  const bind = async (job: string, more: object) => {
    const id = await world.propose(people.manager, job, { terms: terms(more) })
    expect((await world.act(people.client, id, 'accept')).status).toBe(200)
  }
  const change = (person: Person, id: string, body: object) =>
    app.call(person, 'PATCH', `/placements/${id}`, body)
  /** Hired with an offer of this yearly salary in cents, or, with null, by a mere move. */
  const hire = async ({ bound = {}, salary = 6_000_000, daysAgo = 120 }: Hire = {}) => {
    const job = await world.job()
    if (bound) await bind(job, bound)
    const { id: application, candidate } = await world.application(job)
    if (salary === null) {
      const body = { to: 'hired', version: 1 }
      const moved = await app.call(people.recruiter, 'POST', `/applications/${application}/move`, body)
      expect(moved.status, JSON.stringify(moved.body)).toBe(200)
    } else {
      const offered = await world.offerTo(application, { terms: offer(salary) })
      expect((await world.act(candidate, offered, 'accept')).status).toBe(200)
    }
    const [row] = await app.sql<{ id: string }>(
      `update placement set created_at = created_at - make_interval(days => $2) where application_id = $1
       returning id`,
      [application, daysAgo],
    )
    return { id: row!.id, job, application, candidate }
  }

  return {
    ...world,
    bind,
    change,
    hire,
    read: async (person: Person, id: string) => (await app.call(person, 'GET', `/placements/${id}`)).body,
    /** Hired, and joined so many days ago. */
    joined: async (daysAgo: number, options: Hire = {}) => {
      const hired = await hire(options)
      const body = { status: 'joined', joinedOn: day(-daysAgo), version: 1 }
      const joined = await change(people.client, hired.id, body)
      expect(joined.status, JSON.stringify(joined.body)).toBe(200)
      return { ...hired, version: joined.body.version as number }
    },
    /** A month from now the invoice of every joining has been sent. */
    issue: () => dispatchInvoices(new Date(Date.now() + 31 * 86_400_000)),
  }
}
export type Placed = Awaited<ReturnType<typeof makePlaced>>
