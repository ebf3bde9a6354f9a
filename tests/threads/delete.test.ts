import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { makeThreadWorld, sayAt, stored, type Said, type ThreadWorld } from './seats.ts'

const app = hirewire()
let world: ThreadWorld
let place: `/applications/${string}`
beforeAll(async () => {
  world = await makeThreadWorld()
  place = `/applications/${world.application}`
})

const remove = (person: Person, id: string) => app.call<Said>(person, 'DELETE', `/messages/${id}`)

describe('a message that is deleted', () => {
  it('leaves its place, its writer and its time, and nothing of what it ever said', async () => {
    const { candidate, recruiter } = world.people
    const first = await sayAt(app, candidate, place, 'candidate', 'I have **gone-for-good** elsewhere')
    await app.call(candidate, 'PATCH', `/messages/${first.id}`, { text: 'gone-for-good too', version: 1 })
    const answer = await remove(candidate, first.id)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      number: first.number,
      deleted: true,
      text: '',
      html: '',
      mentions: [],
    })
    const list = await app.call(recruiter, 'GET', `/threads/${first.threadId}/messages`)
    expect(list.body.data[0]).toMatchObject({ id: first.id, deleted: true, by: { name: candidate.name } })
    const rows = await app.sql(`
      select text from message union all select text from message_version union all select data::text from event
    `)
    expect(JSON.stringify(rows)).not.toContain('gone-for-good')
    expect(JSON.stringify(rows)).toContain(first.id)
    expect((await app.call(recruiter, 'GET', `/messages/${first.id}/versions`)).body.data).toEqual([])
  })

  it('is deleted once: again is fine and changes nothing; it cannot be edited', async () => {
    const { client } = world.people
    const { id } = await sayAt(app, client, place, 'discussion', 'Away')
    await remove(client, id)
    const before = await stored(app)
    expect(await remove(client, id)).toMatchObject({ status: 200, body: { deleted: true } })
    const edited = await app.call(client, 'PATCH', `/messages/${id}`, { text: 'Back', version: 2 })
    expect(edited.status).toBe(409)
    expect(await stored(app)).toBe(before)
  })

  it('keeps the numbers: the next one goes on behind it', async () => {
    const { client } = world.people
    const last = await sayAt(app, client, place, 'discussion', 'The last')
    await remove(client, last.id)
    const next = await sayAt(app, client, place, 'discussion', 'After that')
    expect(next.number).toBe(last.number + 1)
  })
})

describe('a message of another', () => {
  it('is deleted by a manager, and by nobody else', async () => {
    const { client, recruiter, unassignedClient, manager, interviewer, otherClient, candidate } = world.people
    const { id } = await sayAt(app, client, place, 'discussion', 'Rude')
    const before = await stored(app)
    for (const [who, status] of [
      [recruiter, 403],
      [unassignedClient, 403],
      [interviewer, 403],
      [otherClient, 404],
      [candidate, 404],
    ] as const)
      expect([who.role, (await remove(who, id)).status]).toEqual([who.role, status])
    expect((await remove(manager, newId())).status).toBe(404)
    expect(await stored(app)).toBe(before)
    expect((await remove(manager, id)).body).toMatchObject({ deleted: true, by: { id: client.id } })
  })
})

describe('a message that proposes something', () => {
  it('can neither be edited nor deleted', async () => {
    const { recruiter, manager } = world.people
    const said = await sayAt(app, recruiter, place, 'candidate', 'An offer')
    await app.sql(
      `insert into proposal (id, thread_id, message_id, kind, round, side, by_id, by_role, status, terms, created_at)
       values ($1, $2, $3, 'employment_offer', 1, 'staff', $4, 'recruiter', 'open', $5, now())`,
      [
        newId(),
        said.threadId,
        said.id,
        recruiter.id,
        JSON.stringify({
          salary: { amount: 6_000_000, currency: 'EUR' },
          startsOn: '2027-01-01',
          note: null,
        }),
      ],
    )
    const before = await stored(app)
    for (const [who, call] of [
      [recruiter, () => app.call(recruiter, 'PATCH', `/messages/${said.id}`, { text: 'Other', version: 1 })],
      [recruiter, () => remove(recruiter, said.id)],
      [manager, () => remove(manager, said.id)],
    ] as const)
      expect([who.role, (await call()).status]).toEqual([who.role, 409])
    expect(await stored(app)).toBe(before)
  })
})
