import type { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { assign, makeApplication, makeJob, makeWorld } from '../support/world.ts'

export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
export const dateIn = (days: number) => inDays(days).toISOString().slice(0, 10)

/** Service terms that nobody would find strange. */
export const terms = (more: object = {}) => ({
  fee: { basisPoints: 2_000 },
  currency: 'EUR',
  paymentDays: 30,
  invoiceDelayDays: 14,
  guaranteeDays: 90,
  rebate: 'pro_rata' as const,
  ...more,
})
/** An offer of so much a year, in cents. */
export const offer = (amount = 6_000_000, more: object = {}) => ({
  salary: { amount, currency: 'EUR' },
  startsOn: dateIn(30),
  ...more,
})

/** The people of `makeWorld`, and tables of their own for each test to sit at. */
export const makeParties = async (app: ReturnType<typeof hirewire>) => {
  const world = await makeWorld()
  const { people, employer, staffing } = world
  const act = (person: Person, id: string, verb: string, body?: object) =>
    app.call(person, 'POST', `/proposals/${id}/${verb}`, body)
  return {
    ...world,
    act,
    /** A job of its own, with its people assigned; `by` made it. */
    job: async ({ by = people.manager, openings = 3 }: { by?: Person; openings?: number } = {}) => {
      const job = await makeJob({ company: employer, staffing, by, openings })
      await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
      await assign(job, 'hiring_manager', { user: people.client }, people.manager)
      await assign(job, 'agency', { company: world.agency }, people.manager)
      return job
    },
    /** An application of a new candidate. */
    application: async (job: string, stage: Parameters<typeof makeApplication>[2] = { stage: 'offer' }) => {
      const candidate = await app.person('candidate')
      return { id: await makeApplication(job, candidate, stage), candidate }
    },
    propose: async (person: Person, job: string, more: object = {}) => {
      const answer = await app.call(person, 'POST', `/jobs/${job}/proposals`, { terms: terms(), ...more })
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
      return answer.body.id as string
    },
    offerTo: async (application: string, more: object = {}, person: Person = people.recruiter) => {
      const answer = await app.call(person, 'POST', `/applications/${application}/offers`, {
        terms: offer(),
        ...more,
      })
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
      return answer.body.id as string
    },
  }
}
export type Parties = Awaited<ReturnType<typeof makeParties>>
