import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { makeCompany, makeWorld } from '../support/world.ts'

describe('edit a company', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const edit = (person: Person, id: string, body: object) =>
    app.call(person, 'PATCH', `/companies/${id}`, body)

  it('changes the fields that are named and no other', async () => {
    const first = await edit(world.people.client, world.employer, {
      name: 'Acme',
      website: 'https://acme.example',
    })
    expect(first.body).toMatchObject({
      name: 'Acme',
      website: 'https://acme.example',
      servedBy: { id: world.staffing },
    })
    const second = await edit(world.people.client, world.employer, { website: null, location: 'Bern' })
    expect(second.body).toMatchObject({ name: 'Acme', website: null, location: 'Bern' })
    expect((await edit(world.people.client, world.employer, {})).body).toEqual(second.body)
  })

  it('is for those who speak for it, the staff who serve it, and admins', async () => {
    const { manager, recruiter, client, agency, admin } = world.people
    for (const [person, id] of [
      [manager, world.staffing],
      [client, world.employer],
      [agency, world.agency],
      [recruiter, world.employer],
      [manager, world.otherEmployer],
      [admin, world.otherStaffing],
    ] as const)
      expect((await edit(person, id, { industry: person.name })).body).toMatchObject({
        industry: person.name,
      })
  })

  it('is an admin’s to say who serves it', async () => {
    const { admin, client, manager } = world.people
    const id = await makeCompany('employer', world.staffing)
    const path = `/companies/${id}`
    await expectRefused(app, { method: 'PATCH', path, body: { servedById: null } }, [[manager, 403]])
    const own = `/companies/${world.employer}`
    await expectRefused(app, { method: 'PATCH', path: own, body: { servedById: world.employer } }, [
      [client, 403],
    ])
    expect((await edit(admin, id, { servedById: id })).body).toMatchObject({ servedBy: { id } })
    expect((await edit(admin, id, { servedById: null })).body).toMatchObject({ servedBy: null })
    expect((await edit(admin, id, { servedById: world.otherStaffing })).body.servedBy.id).toBe(
      world.otherStaffing,
    )
    await expectHidden(app, { method: 'PATCH', path, body: { name: 'x' } }, [manager])
    await expectFieldsRefused(app, admin, { method: 'PATCH', path }, [
      ['/servedById', { servedById: world.employer }],
      ['/servedById', { servedById: world.agency }],
    ])
  })

  it('is nobody else’s, and of no bad input', async () => {
    const body = { name: 'Mine now' }
    const { client, otherClient, candidate, interviewer, recruiter, agency, outsideManager } = world.people
    const employer = { method: 'PATCH', path: `/companies/${world.employer}`, body } as const
    await expectRefused(app, employer, [
      [candidate, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, employer, [otherClient, agency, outsideManager])
    // They see it, but it is not theirs to change
    const staffing = { method: 'PATCH', path: `/companies/${world.staffing}`, body } as const
    await expectRefused(app, staffing, [
      [client, 403],
      [recruiter, 403],
    ])
    await expectRefused(app, { method: 'PATCH', path: `/companies/${world.agency}`, body }, [
      [recruiter, 403],
    ])
    await expectBadInputRefused(app, client, employer)
    await expectFieldsRefused(app, client, employer, [
      ['/name', { name: null }],
      ['/name', { name: '' }],
      ['/kind', { kind: 'staffing' }],
      ['/website', { website: 'ftp://acme.example' }],
      ['/id', { id: world.otherEmployer }],
    ])
  })
})
