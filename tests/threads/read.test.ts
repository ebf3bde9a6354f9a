import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { makeThreadWorld, sayAt, stored, type ThreadWorld } from './seats.ts'

const app = hirewire()
let world: ThreadWorld
let place: `/applications/${string}`
beforeAll(async () => {
  world = await makeThreadWorld()
  place = `/applications/${world.application}`
})

const read = (person: Person, id: string, upTo: unknown) =>
  app.call(person, 'POST', `/threads/${id}/read`, { upTo })
const entry = async (person: Person, id: string) => (await app.call(person, 'GET', `/threads/${id}`)).body

describe('reading', () => {
  it('counts what others said and I have not seen; my own and deleted ones never', async () => {
    const { recruiter, client, interviewer } = world.people
    const { threadId } = await sayAt(app, recruiter, place, 'discussion', 'One')
    await sayAt(app, recruiter, place, 'discussion', 'Two')
    const gone = await sayAt(app, interviewer, place, 'discussion', 'Three')
    await app.call(interviewer, 'DELETE', `/messages/${gone.id}`)
    await sayAt(app, client, place, 'discussion', 'Four')
    expect(await entry(client, threadId)).toMatchObject({ lastNumber: 4, unread: 2, readUpTo: 0 })
    expect(await entry(recruiter, threadId)).toMatchObject({ unread: 1 })

    const answer = await read(client, threadId, 1)
    expect(answer.body).toMatchObject({ user: { id: client.id, name: client.name }, upTo: 1 })
    expect(await entry(client, threadId)).toMatchObject({ unread: 1, readUpTo: 1 })
    expect((await entry(recruiter, threadId)).reads).toEqual([answer.body])
  })

  it('never goes backwards, and says nothing twice', async () => {
    const { recruiter, client } = world.people
    const { threadId, number } = await sayAt(app, recruiter, place, 'discussion', 'Newest')
    const first = await read(client, threadId, number)
    const before = await stored(app)
    expect((await read(client, threadId, 1)).body).toEqual(first.body)
    expect((await read(client, threadId, number)).body).toEqual(first.body)
    expect(await stored(app)).toBe(before)
    expect(await entry(client, threadId)).toMatchObject({ unread: 0, readUpTo: number })
  })

  it('ends at the furthest of many at once', async () => {
    const { recruiter, interviewer } = world.people
    let last = await sayAt(app, recruiter, place, 'discussion', 'a')
    for (const text of ['b', 'c', 'd', 'e']) last = await sayAt(app, recruiter, place, 'discussion', text)
    const numbers = [2, 4, 1, 5, 3].map(back => last.number - 5 + back)
    await Promise.all(numbers.map(upTo => read(interviewer, last.threadId, upTo)))
    expect(await entry(interviewer, last.threadId)).toMatchObject({ readUpTo: last.number, unread: 0 })
  })

  it('is refused of what is not there yet, and of nonsense', async () => {
    const { recruiter, client } = world.people
    const { threadId, number } = await sayAt(app, recruiter, place, 'discussion', 'The last')
    const before = await stored(app)
    for (const upTo of [number + 1, 0, -1, 1.5, '1', 2_147_483_648, null])
      expect([upTo, (await read(client, threadId, upTo)).status]).toEqual([upTo, 400])
    expect(await stored(app)).toBe(before)
  })

  it('is for those who take part', async () => {
    const { recruiter, otherClient, candidate, outsideRecruiter, agency } = world.people
    const { threadId } = await sayAt(app, recruiter, place, 'discussion', 'Ours')
    const before = await stored(app)
    for (const [who, status] of [
      [otherClient, 404],
      [candidate, 404],
      [outsideRecruiter, 404],
      [agency, 403],
    ] as const)
      expect([who.role, (await read(who, threadId, 1)).status]).toEqual([who.role, status])
    expect((await read(recruiter, newId(), 1)).status).toBe(404)
    expect(await stored(app)).toBe(before)
  })
})
