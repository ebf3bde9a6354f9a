import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resetLimits } from '../../server/accounts/limits.ts'
import { hirewire } from '../support/hirewire.ts'
import { inRoom } from '../support/board-client.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { member, newEmail, newPhone, password } from './members.ts'

describe('editing a person', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  beforeEach(() => resetLimits())
  const rowOf = async (id: string) => (await app.sql('select * from users where id = $1', [id]))[0]!

  it('everybody changes their own name and number, and their room hears of it', async () => {
    const { candidate } = world.people
    const seat = await inRoom<any>(app.url, candidate, `user:${candidate.id}`)
    const phone = newPhone()
    const answer = await app.call(candidate, 'PATCH', '/me', { name: ' Cara Other ', phone })
    expect(answer.body).toMatchObject({ name: 'Cara Other', phone, version: 2 })
    await until('the room has it', () => seat.state().user.name === 'Cara Other')
    expect(seat.state().user).toEqual((await app.call(candidate, 'GET', '/me')).body)
    seat.close()
    const out = await app.call(candidate, 'PATCH', `/users/${candidate.id}`, { phone: null })
    expect(out.body).toMatchObject({ phone: null, version: 3 })
    expect((await app.call(candidate, 'PATCH', '/me', {})).body.version).toBe(3)
    expect((await app.call(candidate, 'PATCH', '/me', { name: 'Cara Other' })).body.version).toBe(3)
  })

  it('everybody says in which time zone they live, and nobody else does it for them', async () => {
    const { recruiter2, manager } = world.people
    expect((await app.call(recruiter2, 'GET', '/me')).body).toMatchObject({ zone: 'UTC' })
    const answer = await app.call(recruiter2, 'PATCH', '/me', { zone: 'Europe/Lisbon' })
    expect(answer.body).toMatchObject({ zone: 'Europe/Lisbon', version: 2 })
    expect((await app.call(recruiter2, 'GET', '/me')).body).toMatchObject({ zone: 'Europe/Lisbon' })
    expect((await app.call(recruiter2, 'PATCH', '/me', { zone: 'Europe/Lisbon' })).body.version).toBe(2)
    for (const zone of ['+01:00', 'Lisbon', null])
      expect((await app.call(recruiter2, 'PATCH', '/me', { zone })).body, String(zone)).toMatchObject({
        status: 400,
        errors: [{ pointer: '/zone' }],
      })
    expect((await app.call(manager, 'PATCH', `/users/${recruiter2.id}`, { zone: 'UTC' })).status).toBe(403)
  })

  it('a new name shows where others see it: on the card, and among those assigned', async () => {
    const { candidate2, recruiter, manager, agency } = world.people
    const id = await makeApplication(world.job, candidate2, { agency: world.agency })
    const board = await inRoom(app.url, manager, `job:${world.job}`)
    const theirs = await inRoom(app.url, agency, `job:${world.job}`)
    await app.call(candidate2, 'PATCH', '/me', { name: 'Carl Renamed' })
    await app.call(recruiter, 'PATCH', '/me', { name: 'Rita Renamed' })
    for (const { state } of [board, theirs])
      await until('the card has the name', () =>
        state().columns.some(({ cards }) =>
          cards.some(card => card.id === id && card.candidate.name === 'Carl Renamed'),
        ),
      )
    await until('the assignment has the name', () =>
      JSON.stringify(board.state().job).includes('Rita Renamed'),
    )
    const fresh = await app.call(manager, 'GET', `/jobs/${world.job}/board`)
    expect(board.state().columns).toEqual(fresh.body.columns)
    expect(board.state().job).toEqual(fresh.body.job)
    board.close()
    theirs.close()
  })

  it('a name is something to read', async () => {
    const { candidate } = world.people
    for (const name of ['\u202e\u202d', '\u200b', '\u2066\u00ad\u2069'])
      expect((await app.call(candidate, 'PATCH', '/me', { name })).body, JSON.stringify(name)).toMatchObject({
        status: 400,
        errors: [{ pointer: '/name' }],
      })
    for (const name of ['🙂', 'مریم\u200cسادات', 'ß'])
      expect((await app.call(candidate, 'PATCH', '/me', { name })).body).toMatchObject({ name })
  })

  it('a number is one account’s', async () => {
    const [owner, other] = [await member(), await member()]
    const taken = await app.call(other, 'PATCH', '/me', { phone: owner.phone, name: 'Thief' })
    expect(taken).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await rowOf(other.id)).toMatchObject({ name: other.name, phone_number: other.phone })
    expect((await app.call(owner, 'PATCH', '/me', { phone: owner.phone })).status).toBe(200)

    const phone = newPhone()
    await app.call(null, 'POST', '/auth/sign-up/email', {
      email: newEmail(),
      phone,
      password,
      name: 'N',
      role: 'candidate',
    })
    expect((await app.call(owner, 'PATCH', '/me', { phone })).body.phone).toBe(phone)
    const wanted = newPhone()
    const both = await Promise.all(
      [owner, other].map(person => app.call(person, 'PATCH', '/me', { phone: wanted })),
    )
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]))
  })

  it('whose number it is can be asked five times an hour', async () => {
    const person = await member()
    const statuses = []
    for (let i = 0; i < 6; i++)
      statuses.push((await app.call(person, 'PATCH', '/me', { phone: newPhone() })).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  })

  it('a manager changes the names of their own people, and nothing else of them', async () => {
    const { manager, interviewer, outsideRecruiter, client } = world.people
    const path = `/users/${interviewer.id}`
    expect((await app.call(manager, 'PATCH', path, { name: 'Ira Interviewer' })).body).toMatchObject({
      name: 'Ira Interviewer',
    })
    expect((await app.call(manager, 'PATCH', path, { phone: newPhone() })).status).toBe(403)
    expect((await app.call(manager, 'PATCH', path, { name: 'X', phone: null })).status).toBe(403)
    expect((await rowOf(interviewer.id)).name).toBe('Ira Interviewer')
    for (const { id } of [outsideRecruiter, client])
      expect((await app.call(manager, 'PATCH', `/users/${id}`, { name: 'X' })).status).toBe(404)
    expect(
      (await app.call(world.people.admin, 'PATCH', path, { name: 'Ira', phone: newPhone() })).status,
    ).toBe(200)
  })

  it('nobody else changes anybody', async () => {
    const { admin: _, manager: __, outsideManager, ...others } = world.people
    const target = await member('recruiter', world.staffing)
    for (const person of [outsideManager, ...Object.values(others)])
      expect((await app.call(person, 'PATCH', `/users/${target.id}`, { name: 'X' })).status).toBe(404)
    expect((await app.call(null, 'PATCH', `/users/${target.id}`, { name: 'X' })).status).toBe(401)
    expect(await rowOf(target.id)).toMatchObject({ name: target.name, version: 1 })
  })

  it('takes nothing that is not its own, from nobody', async () => {
    const person = await member()
    const before = await rowOf(person.id)
    const smuggled = {
      role: 'admin',
      companyId: world.staffing,
      company: world.staffing,
      email: newEmail(),
      emailVerified: true,
      deactivatedAt: null,
      version: 9,
      id: world.people.admin.id,
      password: 'another password',
      newCompanyName: 'X',
    }
    for (const [field, value] of Object.entries(smuggled))
      for (const [who, path] of [
        [person, '/me'],
        [person, `/users/${person.id}`],
        [world.people.admin, `/users/${person.id}`],
      ] as const)
        expect(
          (await app.call(who, 'PATCH', path, { name: 'Eve', [field]: value })).body.errors,
        ).toMatchObject([{ pointer: `/${field}`, code: 'unknown_field' }])
    for (const name of ['', ' ', 'x'.repeat(121), 7, null, 'a\u0000b'])
      expect((await app.call(person, 'PATCH', '/me', { name })).status).toBe(400)
    expect(await rowOf(person.id)).toEqual(before)
  })
})
