import { beforeAll, describe, expect, it } from 'vitest'
import { inRoom } from '../support/board-client.ts'
import { signedIn, type Person } from '../support/people.ts'
import { post, twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

// Two nodes that know of each other by the database alone: no hint goes from one to the other.
describe('on a node that no hint reaches', { timeout: 120_000 }, () => {
  const nodes = twoNodes()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const room = () => `job:${world.job}`
  const ask = async (method: string, person: Person, path: string, body: object = {}) => {
    const { status } = await fetch(`${nodes.a.url}/api${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}` },
      body: JSON.stringify(body),
    })
    expect(status, path).toBeLessThan(300)
  }
  const move = (url: string, id: string) =>
    post(url, world.people.recruiter.token, `/applications/${id}/move`, { to: 'screening', version: 1 })

  const ways: ((person: Person) => Promise<void>)[] = [
    person => ask('POST', person, '/auth/sign-out'),
    ({ id }) => ask('POST', world.people.admin, `/users/${id}/deactivate`),
    ({ id }) =>
      ask('PATCH', world.people.admin, `/users/${id}/role`, {
        role: 'interviewer',
        companyId: world.staffing,
      }),
  ]
  const enter = async () => {
    const person = await signedIn('recruiter', world.staffing)
    return { person, seat: await inRoom(nodes.b.url, person, room()) }
  }
  const isOut = async ({ seat }: Awaited<ReturnType<typeof enter>>) => {
    await until('the seat is put out', () => seat.client.status() === 'ended')
    seat.close()
  }

  it('who signed out, was deactivated or got another role is put out, though nothing happens', async () => {
    const guests = await Promise.all(ways.map(enter))
    await Promise.all(guests.map(({ person }, index) => ways[index]!(person)))
    for (const guest of guests) await isOut(guest)
  })

  it('they hear nothing that happens after it', async () => {
    const witness = await inRoom(nodes.b.url, world.people.manager, room())
    for (const [round, way] of ways.entries()) {
      const id = await makeApplication(world.job, await signedIn('candidate'))
      const guest = await enter()
      await way(guest.person)
      expect((await move(nodes.b.url, id))?.status).toBe(200)
      await until('the witness has it', () => witness.events.length > round)
      await isOut(guest)
      expect(guest.seat.events).toEqual([])
    }
    witness.close()
  })

  it('an agency that lost the job is put out of its room alone', async () => {
    const seat = await inRoom(nodes.b.url, world.people.agency, room())
    const { recruiter, client, manager } = world.people
    const tie = { recruiters: [recruiter.id], hiringManagers: [client.id], agencies: [] }
    await ask('PUT', manager, `/jobs/${world.job}/assignments`, tie)
    await until('the room is closed to it', () => seat.closed())
    expect(seat.client.status()).not.toBe('ended')
    seat.close()
  })
})
