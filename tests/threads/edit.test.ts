import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { makeApplication } from '../support/world.ts'
import { makeThreadWorld, sayAt, stored, type Said, type ThreadWorld } from './seats.ts'

const app = hirewire()
let world: ThreadWorld
let place: `/applications/${string}`
beforeAll(async () => {
  world = await makeThreadWorld()
  place = `/applications/${world.application}`
})

const edit = (person: Person, id: string, body: object) =>
  app.call<Said>(person, 'PATCH', `/messages/${id}`, body)
const versions = (person: Person, id: string) => app.call(person, 'GET', `/messages/${id}/versions`)

describe('a message that is edited', () => {
  it('says the new thing, is marked, and keeps its place; what it said is kept for the staff', async () => {
    const { client, recruiter } = world.people
    const { id, number } = await sayAt(app, client, place, 'discussion', 'He is *too* junior')
    const edited = await edit(client, id, { text: 'He is **rather** junior', version: 1 })
    expect(edited.status).toBe(200)
    expect(edited.body).toMatchObject({
      id,
      number,
      version: 2,
      text: 'He is **rather** junior',
      html: '<p>He is <strong>rather</strong> junior</p>',
      editedAt: expect.any(String),
    })
    await edit(client, id, { text: 'Not a word more', version: 2 })
    const kept = await versions(recruiter, id)
    expect(
      kept.body.data.map(({ version, text }: { version: number; text: string }) => [version, text]),
    ).toEqual([
      [1, 'He is *too* junior'],
      [2, 'He is **rather** junior'],
    ])
    for (const [who, status] of [
      [client, 403],
      [world.people.interviewer, 403],
      [world.people.candidate, 403],
      [world.people.outsideRecruiter, 404],
    ] as const)
      expect([who.role, (await versions(who, id)).status]).toEqual([who.role, status])
  })

  it('to what it says already is not changed', async () => {
    const { client } = world.people
    const { id } = await sayAt(app, client, place, 'discussion', 'The same')
    const before = await stored(app)
    expect((await edit(client, id, { text: 'The same', version: 1 })).body).toMatchObject({
      version: 1,
      editedAt: null,
    })
    expect(await stored(app)).toBe(before)
  })

  it('has one outcome when two edit it at once: the other learns how it is now', async () => {
    const { client } = world.people
    const { id } = await sayAt(app, client, place, 'discussion', 'Draft')
    const answers = await Promise.all(['One', 'Two'].map(text => edit(client, id, { text, version: 1 })))
    const [won] = answers.filter(({ status }) => status === 200)
    const [lost] = answers.filter(({ status }) => status === 409)
    expect(lost!.body).toMatchObject({ code: 'stale', current: { id, version: 2, text: won!.body.text } })
  })
})

describe('a message of another', () => {
  it('is edited by nobody, also not by a manager; outsiders find none', async () => {
    const { client, recruiter, manager, unassignedClient, candidate, otherClient } = world.people
    const { id } = await sayAt(app, client, place, 'discussion', 'Mine')
    const before = await stored(app)
    for (const [who, status] of [
      [recruiter, 403],
      [manager, 403],
      [unassignedClient, 403],
      [candidate, 404],
      [otherClient, 404],
    ] as const)
      expect([who.role, (await edit(who, id, { text: 'Yours', version: 1 })).status]).toEqual([
        who.role,
        status,
      ])
    expect((await edit(client, newId(), { text: 'Nobody’s', version: 1 })).status).toBe(404)
    expect(await stored(app)).toBe(before)
  })

  it('cannot be edited any more once its writer may not read the thread', async () => {
    const { client, candidate2 } = world.people
    const shown = await makeApplication(world.job, candidate2, { stage: 'interview' })
    const { id } = await sayAt(app, client, `/applications/${shown}`, 'discussion', 'Seen')
    await app.sql('update application set shown_to_client_at = null where id = $1', [shown])
    expect((await edit(client, id, { text: 'Still here', version: 1 })).status).toBe(404)
  })
})

describe('bad input', () => {
  it.each([
    ['no version', { text: 'a' }],
    ['nothing', { text: ' ', version: 1 }],
    ['too much', { text: 'x'.repeat(4_001), version: 1 }],
    ['HTML beside it', { text: 'a', version: 1, html: '<i>' }],
  ])('%s changes nothing', async (_what, body) => {
    const { client } = world.people
    const { id } = await sayAt(app, client, place, 'discussion', 'Stays')
    const before = await stored(app)
    expect((await edit(client, id, body)).status).toBe(400)
    expect(await stored(app)).toBe(before)
  })
})
