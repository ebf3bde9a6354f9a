import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resetLimits } from '../../server/accounts/limits.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { makeCompany, makeWorld } from '../support/world.ts'
import { mailTo, tokenTo } from './inbox.ts'
import { member, newEmail, newPhone, password, stateOf } from './members.ts'

describe('inviting people', () => {
  const app = hirewire({ worker: true })
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  beforeEach(() => resetLimits())

  const invite = (person: { token: string } | null, body: object, headers = {}) =>
    app.call(person, 'POST', '/users', { email: newEmail(), name: 'Ines Invited', ...body }, headers)
  const accept = (token: string) =>
    app.call(null, 'POST', '/auth/reset-password', { token, newPassword: password })
  const signIn = (email: string) => app.call(null, 'POST', '/auth/sign-in/email', { email, password })

  it('a manager invites a recruiter, who sets a password and is in', async () => {
    const { manager } = world.people
    const email = newEmail()
    const phone = newPhone()
    const answer = await invite(manager, {
      email: email.toUpperCase(),
      phone,
      role: 'recruiter',
      companyId: world.staffing,
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(answer.body).toMatchObject({
      email,
      role: 'recruiter',
      company: { id: world.staffing },
      emailVerified: false,
    })
    expect(answer.body).not.toHaveProperty('phone')

    const mail = await mailTo(email, 'invitation')
    expect(mail.text).toContain(`${testOrigin}/reset-password?token=`)
    expect(mail.text).toContain('&invitation=1')
    expect(mail.text).toContain('Mona Manager')
    expect(mail.text).toContain('7 days')
    expect((await signIn(email)).status).toBe(401)

    expect((await accept(await tokenTo(email, 'invitation'))).status).toBe(200)
    expect((await signIn(email)).body.user).toMatchObject({
      role: 'recruiter',
      company: { id: world.staffing },
      phone,
    })
    expect((await accept(await tokenTo(email, 'invitation'))).body.code).toBe('invalid_code')
    expect(await stateOf(email)).toMatchObject({ email_verified: true, has_profile: false })
  })

  it('an invitation is open for seven days; afterwards “forgot password” still lets them in', async () => {
    const email = newEmail()
    await invite(world.people.admin, { email, role: 'candidate' })
    const token = await tokenTo(email, 'invitation')
    const [row] = await app.sql(
      `select extract(epoch from v.expires_at - now()) / 86400 as days from verification v join users u on u.id::text = v.value where u.email = $1`,
      [email],
    )
    expect(Number(row!.days)).toBeGreaterThan(6.9)
    expect(Number(row!.days)).toBeLessThanOrEqual(7)
    await app.sql('update verification set expires_at = now()')
    expect((await accept(token)).body.code).toBe('invalid_code')
    await app.call(null, 'POST', '/auth/request-password-reset', { email })
    expect((await accept(await tokenTo(email, 'reset-password'))).status).toBe(200)
    expect(await stateOf(email)).toMatchObject({ email_verified: true, has_profile: true })
  })

  it('a manager fills places of their own company, and of those tied to it', async () => {
    const { manager } = world.people
    const inHouse = await makeCompany('employer')
    await app.sql('update company set served_by_id = id where id = $1', [inHouse])
    const strangers = await makeCompany('employer', world.otherStaffing)
    const cases: [role: string, companyId: string | undefined, status: number][] = [
      ['manager', world.staffing, 201],
      ['interviewer', world.staffing, 201],
      ['client', world.employer, 201],
      ['client', world.otherEmployer, 201],
      ['agency', world.agency, 201],
      ['admin', undefined, 403],
      ['candidate', undefined, 403],
      ['interviewer', world.employer, 403],
      ['recruiter', world.otherStaffing, 400],
      ['client', strangers, 400],
      ['recruiter', world.employer, 400],
      ['recruiter', undefined, 400],
      ['client', world.staffing, 400],
      ['agency', world.staffing, 400],
      ['recruiter', world.agency, 400],
      ['admin', world.staffing, 400],
    ]
    for (const [role, companyId, status] of cases) {
      const answer = await invite(manager, { role, ...(companyId && { companyId }) })
      expect(answer.status, `${role} ${JSON.stringify(answer.body)}`).toBe(status)
    }
    const own = await app.person('manager', inHouse)
    for (const role of ['manager', 'recruiter', 'interviewer', 'client'])
      expect((await invite(own, { role, companyId: inHouse })).status, role).toBe(201)
  })

  it('a company that a manager cannot see answers like one that does not exist', async () => {
    const refused = []
    for (const companyId of [world.otherStaffing, '01900000-0000-7000-8000-000000000000']) {
      const { status, body } = await invite(world.people.manager, { role: 'recruiter', companyId })
      refused.push({ status, body: { ...body, requestId: '' } })
    }
    expect(refused[0]).toEqual(refused[1])
  })

  it('an admin makes any person anywhere they fit', async () => {
    const { admin } = world.people
    const free = await makeCompany('employer')
    for (const [role, companyId] of [
      ['admin', undefined],
      ['candidate', undefined],
      ['manager', world.otherStaffing],
      ['client', free],
      ['agency', world.otherAgency],
      ['interviewer', free],
    ])
      expect((await invite(admin, { role, companyId })).status, role).toBe(201)
    for (const [role, companyId] of [
      ['manager', free],
      ['candidate', free],
      ['interviewer', world.agency],
      ['client', undefined],
    ])
      expect((await invite(admin, { role, companyId })).status, role).toBe(400)
  })

  it('an address or number that is somebody’s is refused; a sign-up nobody verified gives way', async () => {
    const { admin } = world.people
    const owner = await member()
    expect((await invite(admin, { role: 'candidate', email: owner.email })).body.code).toBe('conflict')
    expect((await invite(admin, { role: 'candidate', phone: owner.phone })).body.code).toBe('conflict')
    const email = newEmail()
    await app.call(null, 'POST', '/auth/sign-up/email', {
      email,
      password: 'the squatter’s own',
      name: 'S',
      role: 'candidate',
    })
    expect((await invite(admin, { role: 'admin', email })).status).toBe(201)
    await accept(await tokenTo(email, 'invitation'))
    expect((await signIn(email)).body.user).toMatchObject({ role: 'admin', name: 'Ines Invited' })
    expect(
      (await app.call(null, 'POST', '/auth/sign-in/email', { email, password: 'the squatter’s own' })).status,
    ).toBe(401)
  })

  it('sent twice under one key invites once', async () => {
    const body = { email: newEmail(), role: 'candidate' }
    const headers = { 'idempotency-key': 'invite-1' }
    const [first, second] = [
      await invite(world.people.admin, body, headers),
      await invite(world.people.admin, body, headers),
    ]
    expect(first.status).toBe(201)
    expect(second.body).toEqual(first.body)
  })

  it('nobody else invites, and nothing is smuggled in', async () => {
    const { admin, manager: _, outsideManager: __, ...others } = world.people
    for (const person of Object.values(others))
      expect((await invite(person, { role: 'recruiter', companyId: world.staffing })).status).toBe(403)
    expect((await invite(null, { role: 'candidate' })).status).toBe(401)
    for (const more of [
      { emailVerified: true },
      { deactivatedAt: null },
      { version: 2 },
      { password },
      { id: admin.id },
      { newCompanyName: 'X' },
    ]) {
      const email = newEmail()
      expect((await invite(admin, { role: 'candidate', email, ...more })).status).toBe(400)
      expect(await stateOf(email)).toBeUndefined()
    }
  })
})
