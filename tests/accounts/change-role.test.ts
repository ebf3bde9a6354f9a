import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { inRoom } from '../support/board-client.ts'
import { until } from '../support/wait.ts'
import { assign, makeCompany, makeWorld } from '../support/world.ts'
import { member, stateOf } from './members.ts'

describe('changing a role', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const change = (person: { token: string } | null, id: string, body: object) =>
    app.call(person, 'PATCH', `/users/${id}/role`, body)

  it('an admin gives another role, and the person has it at once, sockets included', async () => {
    const person = await member('recruiter', world.staffing)
    const seat = await inRoom(app.url, person, `job:${world.job}`)
    const answer = await change(world.people.admin, person.id, {
      role: 'interviewer',
      companyId: world.staffing,
    })
    expect(answer.body).toMatchObject({ role: 'interviewer', company: { id: world.staffing }, version: 2 })
    await until('the seat is put out', () => seat.client.status() === 'ended')
    seat.close()
    expect((await app.call(person, 'GET', '/me')).body.role).toBe('interviewer')
    expect((await app.call(person, 'GET', `/jobs/${world.job}/board`)).status).not.toBe(200)
    const again = await change(world.people.admin, person.id, {
      role: 'interviewer',
      companyId: world.staffing,
    })
    expect(again.body.version).toBe(2)
  })

  it('role and company must fit', async () => {
    const { admin } = world.people
    const person = await member('recruiter', world.staffing)
    const inHouse = await makeCompany('employer')
    await app.sql('update company set served_by_id = id where id = $1', [inHouse])
    const cases: [string, string | undefined, number][] = [
      ['candidate', world.staffing, 400],
      ['admin', world.staffing, 400],
      ['manager', undefined, 400],
      ['manager', world.employer, 400],
      ['manager', world.agency, 400],
      ['client', world.staffing, 400],
      ['agency', world.employer, 400],
      ['interviewer', world.agency, 400],
      ['recruiter', '01900000-0000-7000-8000-000000000000', 400],
      ['manager', inHouse, 200],
      ['client', world.employer, 200],
      ['agency', world.agency, 200],
      ['interviewer', world.employer, 200],
      ['candidate', undefined, 200],
    ]
    for (const [role, companyId, status] of cases)
      expect((await change(admin, person.id, { role, companyId })).status, `${role} ${companyId}`).toBe(
        status,
      )
    expect(await stateOf(person.email)).toMatchObject({
      role: 'candidate',
      company_id: null,
      has_profile: true,
    })
  })

  it('whoever goes elsewhere leaves their jobs, and the boards say so', async () => {
    const person = await member('recruiter', world.staffing)
    await assign(world.job, 'recruiter', { user: person }, world.people.manager)
    const board = await inRoom(app.url, world.people.manager, `job:${world.job}`)
    expect(JSON.stringify(board.state().job)).toContain(person.id)
    await change(world.people.admin, person.id, { role: 'manager', companyId: world.staffing })
    expect((await app.call(person, 'GET', '/me')).body.assignments).toHaveLength(1)
    await change(world.people.admin, person.id, { role: 'manager', companyId: world.otherStaffing })
    expect((await app.call(person, 'GET', '/me')).body.assignments).toEqual([])
    await until('the board has it', () => !JSON.stringify(board.state().job).includes(person.id))
    board.close()
  })

  it('nobody else, and nothing smuggled', async () => {
    const { admin, ...others } = world.people
    const target = await member('recruiter', world.staffing)
    for (const person of Object.values(others)) {
      expect((await change(person, target.id, { role: 'manager', companyId: world.staffing })).status).toBe(
        403,
      )
      expect((await change(person, person.id, { role: 'admin' })).status).toBe(403)
    }
    expect((await change(null, target.id, { role: 'admin' })).status).toBe(401)
    for (const more of [
      { version: 1 },
      { emailVerified: true },
      { deactivatedAt: null },
      { userId: admin.id },
      { role: 'boss' },
    ])
      expect((await change(admin, target.id, { role: 'admin', ...more })).status).toBe(400)
    expect(await stateOf(target.email)).toMatchObject({ role: 'recruiter', version: 1 })
    expect((await change(admin, '01900000-0000-7000-8000-000000000000', { role: 'admin' })).status).toBe(404)
  })
})
