import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectFieldsRefused, expectRefused } from '../support/refusals.ts'
import { makeWorld } from '../support/world.ts'

const acme = { name: 'Acme', kind: 'employer' }

describe('make a company', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const make = (who: 'manager' | 'admin', body: object) =>
    app.call(world.people[who], 'POST', '/companies', body)

  it('is for a manager an employer that their company serves, ready to post jobs for', async () => {
    const fields = { website: 'https://acme.example', industry: 'Metal', location: 'Bern' }
    const { status, body } = await make('manager', { ...acme, ...fields })
    expect(status).toBe(201)
    expect(body).toMatchObject({ ...acme, ...fields, servedBy: { id: world.staffing } })
    const job = { title: 'Welder', description: 'Welds.', type: 'full_time', companyId: body.id }
    expect((await app.call(world.people.recruiter, 'POST', '/jobs', job)).status).toBe(201)
    expect((await app.call(world.people.outsideManager, 'GET', `/companies/${body.id}`)).status).toBe(404)
  })

  it('is for a manager an agency of their own, that no other company can invite', async () => {
    const { body } = await make('manager', { name: 'Finders', kind: 'agency' })
    expect(body).toMatchObject({ kind: 'agency', servedBy: { id: world.staffing }, website: null })
    const seen = await app.call(world.people.outsideManager, 'GET', `/companies?q=Finders`)
    expect(seen.body.data).toEqual([])
  })

  it('is for an admin any, whoever serves it', async () => {
    expect((await make('admin', { name: 'Staff & Co', kind: 'staffing' })).body).toMatchObject({
      servedBy: null,
    })
    const served = await make('admin', { ...acme, servedById: world.otherStaffing })
    expect(served.body).toMatchObject({ servedBy: { id: world.otherStaffing } })
  })

  it('does not let a manager make a staffing company, or one for somebody else', async () => {
    const { manager } = world.people
    for (const body of [
      { name: 'Rival', kind: 'staffing' },
      { ...acme, servedById: world.otherStaffing },
      { ...acme, servedById: null },
    ])
      await expectRefused(app, { method: 'POST', path: '/companies', body }, [[manager, 403]])
  })

  it('is nobody else’s, and of no bad input', async () => {
    const request = { method: 'POST', path: '/companies', body: acme } as const
    const { recruiter, client, candidate, agency, interviewer, admin, manager } = world.people
    await expectRefused(app, request, [
      [recruiter, 403],
      [client, 403],
      [candidate, 403],
      [agency, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectBadInputRefused(app, manager, request)
    await expectFieldsRefused(app, admin, request, [
      ['/name', { name: ' ' }],
      ['/name', { name: 'a\u0000b' }],
      ['/name', { name: 'x'.repeat(201) }],
      ['/kind', { kind: 'school' }],
      ['/website', { website: 'javascript:alert(1)' }],
      ['/website', { website: 'acme.example' }],
      ['/industry', { industry: 7 }],
      ['/servedById', { servedById: newId() }],
      ['/servedById', { servedById: world.agency }],
      ['/servedById', { servedById: 'x' }],
    ])
  })
})
