import { newId } from '../../db/new-id.ts'
import type { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { assign, makeJob, type makeWorld } from '../support/world.ts'

type App = ReturnType<typeof hirewire>
type World = Awaited<ReturnType<typeof makeWorld>>

/** What nobody but those who put forward may read. */
export const secretNote = 'NOTE-OF-THE-RECRUITERS'

/** What a file about submissions does again and again. */
export const puttingForward = (app: App, world: () => World) => ({
  /** Another open job of the employer, or of another, to which both agencies are invited. */
  job: async (options: Partial<Parameters<typeof makeJob>[0]> = {}) => {
    const { employer, staffing, agency, otherAgency, people } = world()
    const id = await makeJob({ company: employer, staffing, by: people.manager, ...options })
    await assign(id, 'recruiter', { user: people.recruiter }, people.manager)
    await assign(id, 'agency', { company: agency }, people.manager)
    await assign(id, 'agency', { company: otherAgency }, people.manager)
    return id
  },
  propose: (by: Person, job: string, body: object) => app.call(by, 'POST', `/jobs/${job}/submissions`, body),
  /** By the address, as an agency has to. */
  proposed: async (by: Person, job: string, candidate: Person) => {
    const answer = await app.call(by, 'POST', `/jobs/${job}/submissions`, {
      candidate: { name: candidate.name, email: candidate.email },
      note: secretNote,
    })
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
    return answer.body.id as string
  },
  answer: (by: Person, id: string, verb: 'accept' | 'decline' | 'withdraw', body?: object) =>
    app.call(by, 'POST', `/submissions/${id}/${verb}`, body),
  newEmail: () => `new-${newId()}@people.example`,
})
