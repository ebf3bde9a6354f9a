import { beforeAll, describe, expect, it } from 'vitest'
import type { EventName } from '../../server/events.ts'
import { shortlistEvents } from '../../server/shortlists/events.ts'
import { expectAllHeard, follow } from '../support/every-event.ts'
import { makeBoard } from '../support/board-world.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

describe('apply(snapshot, events) == later snapshot', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('for what happens to a shortlist', { timeout: 60_000 }, async () => {
    const { recruiter, client, agency } = world.people
    const { job, ids, candidates } = await makeBoard(
      world,
      { Ada: { stage: 'screening', agency: true }, Ben: { stage: 'screening', shortlist: 'proposed' } },
      { blind: true },
    )
    const act = async (by: Person, id: string, verb: string, body: object = {}) => {
      const answer = await app.call(by, 'POST', `/applications/${id}/${verb}`, body)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    }
    const seats = await Promise.all([
      follow(app.url, recruiter, `job:${job}`),
      follow(app.url, client, `job:${job}`),
      follow(app.url, agency, `job:${job}`),
      follow(app.url, recruiter, `application:${ids.Ada}`),
      follow(app.url, candidates.Ada!, `application:${ids.Ada}`),
      follow(app.url, agency, `application:${ids.Ada}`),
    ])
    const step = async (name: string, work: () => Promise<unknown>) => {
      await work()
      for (const seat of seats) await seat.check(name)
    }
    await step('proposed', () => act(recruiter, ids.Ada!, 'shortlist'))
    await step('taken back', () => act(recruiter, ids.Ada!, 'shortlist/withdraw'))
    await step('proposed anew', () => act(recruiter, ids.Ada!, 'shortlist'))
    seats.push(await follow(app.url, client, `application:${ids.Ada}`))
    await step('approved, and introduced', () => act(client, ids.Ada!, 'approve'))
    await step('declined', () => act(client, ids.Ben!, 'decline', { reason: 'No.' }))
    for (const seat of seats) seat.close()
  })

  it('where the client recruits for itself, and goes on seeing the card', async () => {
    const { staffing, people } = world
    const job = await makeJob({ company: staffing, staffing, by: people.manager })
    const colleague = await app.person('client', staffing)
    const id = await makeApplication(job, await app.person('candidate'), {
      stage: 'screening',
      shortlist: 'proposed',
    })
    const seats = await Promise.all([
      follow(app.url, colleague, `job:${job}`),
      follow(app.url, colleague, `application:${id}`),
    ])
    await app.call(people.recruiter, 'POST', `/applications/${id}/shortlist/withdraw`, {})
    for (const seat of seats) {
      await seat.check('taken back')
      seat.close()
    }
  })

  it('and every one of them is what its documentation says, to every audience it names', async () => {
    await expectAllHeard(app, Object.keys(shortlistEvents) as EventName[])
  })
})
