import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { makeWorld } from '../support/world.ts'

describe('the list of people', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const list = (person: { token: string }, query = '') => app.call(person, 'GET', `/users${query}`)
  const idsOf = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id).toSorted()

  it('an admin reads everybody, page by page, each once, and how many there are', async () => {
    const everybody = (await app.sql('select id from users order by id desc')).map(({ id }) => id)
    const seen: string[] = []
    let query = '?limit=3'
    for (;;) {
      const { status, body } = await list(world.people.admin, query)
      expect(status).toBe(200)
      expect(body.total).toBe(everybody.length)
      seen.push(...body.data.map(({ id }: { id: string }) => id))
      if (!body.page.nextCursor) break
      query = `?cursor=${body.page.nextCursor}`
    }
    expect(seen).toEqual(everybody)
  })

  it('filters by role, company and part of a name or address', async () => {
    const { admin, manager, recruiter, recruiter2 } = world.people
    const staff = await list(admin, `?companyId=${world.staffing}&role=recruiter,manager`)
    expect(idsOf(staff.body)).toEqual([manager.id, recruiter.id, recruiter2.id].toSorted())
    expect(staff.body.total).toBe(3)
    expect((await list(admin, '?q=rita%20rec')).body.data).toMatchObject([{ name: 'Rita Recruiter' }])
    expect((await list(admin, `?q=${encodeURIComponent(manager.email.toUpperCase())}`)).body.total).toBe(1)
    expect((await list(admin, '?q=%25')).body.total).toBe(0)
    const first = await list(admin, '?role=candidate&limit=1')
    const next = await list(admin, `?cursor=${first.body.page.nextCursor}`)
    expect([...first.body.data, ...next.body.data].map(({ role }) => role)).toEqual([
      'candidate',
      'candidate',
    ])
    expect(next.body).toMatchObject({ total: 2, page: { nextCursor: null } })
  })

  it('a manager reads their own company’s people, without their numbers', async () => {
    const { manager, recruiter, recruiter2, interviewer } = world.people
    await app.sql(`update users set phone_number = '+4930901820' where id = $1`, [recruiter.id])
    const { body } = await list(manager)
    expect(idsOf(body)).toEqual([manager.id, recruiter.id, recruiter2.id, interviewer.id].toSorted())
    const row = body.data.find(({ id }: { id: string }) => id === recruiter.id)
    expect(Object.keys(row).toSorted()).toEqual(
      ['company', 'deactivatedAt', 'email', 'emailVerified', 'id', 'name', 'role', 'version'].toSorted(),
    )
    expect((await list(manager, `?companyId=${world.otherStaffing}`)).body).toMatchObject({
      data: [],
      total: 0,
    })
    const read = await app.call(manager, 'GET', `/users/${recruiter.id}`)
    expect(read.body).not.toHaveProperty('phone')
    expect((await app.call(world.people.admin, 'GET', `/users/${recruiter.id}`)).body.phone).toBe(
      '+4930901820',
    )
  })

  it('everybody else reads themselves alone', async () => {
    const { admin: _, manager: __, outsideManager: ___, ...others } = world.people
    for (const person of Object.values(others)) {
      const { body } = await list(person)
      expect(body).toMatchObject({ data: [{ id: person.id, name: person.name }], total: 1 })
      expect((await app.call(person, 'GET', `/users/${person.id}`)).body.id).toBe(person.id)
      expect((await app.call(person, 'GET', '/me')).body.id).toBe(person.id)
    }
  })

  it('whom one may not see answers like nobody', async () => {
    const nobody = '01900000-0000-7000-8000-000000000000'
    const { admin: _, ...others } = world.people
    for (const person of Object.values(others)) {
      const sees = new Set((await list(person)).body.data.map(({ id }: { id: string }) => id))
      const missing = await app.call(person, 'GET', `/users/${nobody}`)
      expect(missing.status).toBe(404)
      for (const { id } of Object.values(world.people)) {
        const { status, body } = await app.call(person, 'GET', `/users/${id}`)
        if (sees.has(id)) expect(status).toBe(200)
        else expect({ ...body, requestId: '' }).toEqual({ ...missing.body, requestId: '' })
      }
    }
  })

  it('is for who is signed in, and refuses what it does not know', async () => {
    for (const path of ['/users', '/me', `/users/${world.people.admin.id}`])
      expect((await app.call(null, 'GET', path)).status).toBe(401)
    for (const query of [
      '?limit=0',
      '?limit=101',
      '?role=boss',
      '?companyId=1',
      '?page=2',
      '?cursor=made-up',
      '?sort=name',
    ])
      expect((await list(world.people.admin, query)).status, query).toBe(400)
    expect((await app.call(world.people.admin, 'GET', '/users/not-an-id')).status).toBe(400)
  })
})
