import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { resetLimits } from '../../server/accounts/limits.ts'
import { hirewire } from '../support/hirewire.ts'
import { codeTo, jobsDone, mailsTo, mailTo } from './inbox.ts'
import { member, newEmail, newPhone, password, stateOf } from './members.ts'

vi.mock('better-auth/crypto', async original => {
  const real = await original<typeof import('better-auth/crypto')>()
  return { ...real, hashPassword: vi.fn(real.hashPassword), verifyPassword: vi.fn(real.verifyPassword) }
})

describe('sign-up', () => {
  const app = hirewire({ worker: true })
  beforeEach(() => resetLimits())

  const person = (more: object = {}) => ({
    email: newEmail(),
    phone: newPhone(),
    password,
    name: 'Nora New',
    role: 'candidate',
    ...more,
  })
  const signUp = (body: object) => app.call(null, 'POST', '/auth/sign-up/email', body)
  const signIn = (email: string, given = password) =>
    app.call(null, 'POST', '/auth/sign-in/email', { email, password: given })
  const verify = (email: string, otp: string) =>
    app.call(null, 'POST', '/auth/email-otp/verify-email', { email, otp })

  it('a candidate registers, verifies and signs in; the profile appears with the verification', async () => {
    const body = person({ email: `  Nora.${newEmail()} ` })
    const email = body.email.trim().toLowerCase()
    const answer = await signUp(body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(202)
    expect(answer.body).toEqual({ status: 'verification_required', email })

    const code = await codeTo(email)
    expect(await stateOf(email)).toMatchObject({
      email_verified: false,
      has_profile: false,
      role: 'candidate',
    })
    expect(JSON.stringify(answer.body)).not.toContain(code)

    expect((await verify(email, code)).body).toEqual({ status: 'verified' })
    expect(await stateOf(email)).toMatchObject({
      email_verified: true,
      has_profile: true,
      phone_number: body.phone,
    })
    const { user } = (await signIn(email)).body
    expect(user).toMatchObject({ email, role: 'candidate', phone: body.phone, profile: { skills: [] } })
    const events = await app.sql(`select type from event where stream_id = $1`, [`user:${user.id}:self`])
    expect(events).toEqual([{ type: 'user.updated' }])
  })

  it('a client’s company is made with the verification', async () => {
    const body = person({ role: 'client', companyName: 'Kestrel Grid' })
    await signUp(body)
    const code = await codeTo(body.email)
    expect(await stateOf(body.email)).toMatchObject({ company_id: null, new_company_name: 'Kestrel Grid' })
    await verify(body.email, code)
    expect(await stateOf(body.email)).toMatchObject({
      company_name: 'Kestrel Grid',
      company_kind: 'employer',
      new_company_name: null,
      has_profile: false,
    })
  })

  it('names every wrong field, and takes none that is not its own', async () => {
    const wrong = await signUp({
      email: 'nobody',
      phone: '030 901820',
      password: 'short',
      name: ' ',
      role: 'candidate',
    })
    expect(wrong.status).toBe(400)
    expect(wrong.body.errors.map((error: { pointer: string }) => error.pointer).toSorted()).toEqual([
      '/email',
      '/name',
      '/password',
      '/phone',
    ])
    for (const role of ['admin', 'manager', 'recruiter', 'interviewer', 'agency'])
      expect((await signUp(person({ role }))).status).toBe(400)
    expect((await signUp(person({ role: 'client' }))).body.errors).toMatchObject([
      { pointer: '/companyName' },
    ])
    expect((await signUp(person({ companyName: 'X' }))).body.errors).toMatchObject([
      { pointer: '/companyName' },
    ])
    expect((await signUp(person({ password: 'x'.repeat(129) }))).status).toBe(400)

    const [{ count }] = (await app.sql('select count(*)::int from users')) as [{ count: number }]
    const smuggled = {
      companyId: '01900000-0000-7000-8000-000000000000',
      emailVerified: true,
      deactivatedAt: null,
      version: 9,
      id: 'x',
    }
    for (const [field, value] of Object.entries(smuggled)) {
      const answer = await signUp(person({ [field]: value }))
      expect(answer.status, field).toBe(400)
      expect(answer.body.errors).toMatchObject([{ pointer: `/${field}`, code: 'unknown_field' }])
    }
    expect(await app.sql('select count(*)::int from users')).toEqual([{ count }])
  })

  it('tells the owner of an address, and not the one who typed it', async () => {
    const owner = await member()
    const body = person({ email: owner.email.toUpperCase() })
    const [known, unknown] = [await signUp(body), await signUp(person())]
    expect(known.status).toBe(unknown.status)
    expect({ ...known.body, email: '' }).toEqual({ ...unknown.body, email: '' })
    expect([...known.headers.keys()].toSorted()).toEqual([...unknown.headers.keys()].toSorted())

    expect((await mailTo(owner.email, 'account-exists')).text).toContain('You have an account already')
    await jobsDone()
    expect(await mailsTo(owner.email, 'verification-code')).toEqual([])
    expect((await signIn(owner.email)).status).toBe(200)
    expect(await stateOf(owner.email)).toMatchObject({ name: owner.name, phone_number: owner.phone })
  })

  it('makes one hash, which is nearly all the time it takes, whoever has the address or the number', async () => {
    const owner = await member()
    const pending = person()
    await signUp(pending)
    const hashed = () =>
      vi.mocked(hashPassword).mock.calls.length + vi.mocked(verifyPassword).mock.calls.length
    for (const more of [{}, { email: owner.email }, { email: pending.email }, { phone: owner.phone }]) {
      const before = hashed()
      await signUp(person(more))
      expect(hashed() - before, JSON.stringify(more)).toBe(1)
    }
  })

  it('the newest sign-up replaces one that was never verified, and its password and code', async () => {
    const first = person({ role: 'client', companyName: 'First', password: 'the first password' })
    await signUp(first)
    const firstCode = await codeTo(first.email)
    const second = person({ email: first.email, name: 'Second' })
    const codes = () =>
      app.sql(`select value from verification where identifier like $1`, [`%${first.email}`])
    const [kept] = await codes()
    await signUp(second)
    expect(await codes()).not.toContainEqual(kept)
    const secondCode = await codeTo(first.email, 2)

    if (firstCode !== secondCode)
      expect((await verify(first.email, firstCode)).body.code).toBe('invalid_code')
    expect((await verify(first.email, secondCode)).status).toBe(200)
    expect((await signIn(first.email, first.password)).status).toBe(401)
    expect((await signIn(first.email)).status).toBe(200)
    expect(await stateOf(first.email)).toMatchObject({
      name: 'Second',
      role: 'candidate',
      company_id: null,
      phone_number: second.phone,
    })
  })

  it('a number that somebody has is left out, and nothing tells', async () => {
    const owner = await member()
    const body = person({ phone: owner.phone })
    const answer = await signUp(body)
    expect(answer).toMatchObject({ status: 202, body: { status: 'verification_required' } })
    expect(await stateOf(body.email)).toMatchObject({ phone_number: null })
    expect(await stateOf(owner.email)).toMatchObject({ phone_number: owner.phone })
  })

  it('a sign-up that was never verified keeps a number from nobody', async () => {
    const squatter = person()
    await signUp(squatter)
    const owner = person({ phone: squatter.phone })
    await signUp(owner)
    expect(await stateOf(owner.email)).toMatchObject({ phone_number: squatter.phone })
    expect(await stateOf(squatter.email)).toMatchObject({ phone_number: null })
  })

  it('an invited account cannot be taken over by signing up', async () => {
    const admin = await app.person('admin')
    const email = newEmail()
    const invited = await app.call(admin, 'POST', '/users', { email, name: 'Ines Invited', role: 'admin' })
    expect(invited.status, JSON.stringify(invited.body)).toBe(201)
    expect((await signUp(person({ email }))).status).toBe(202)
    await mailTo(email, 'account-exists')
    expect(await stateOf(email)).toMatchObject({ role: 'admin', name: 'Ines Invited', email_verified: false })
    expect((await signIn(email)).status).toBe(401)
  })

  it('whoever was deactivated before they verified does not come back by signing up again', async () => {
    const body = person()
    await signUp(body)
    const code = await codeTo(body.email)
    const { id } = await stateOf(body.email)
    await app.call(await app.person('admin'), 'POST', `/users/${id}/deactivate`)
    await signUp(person({ email: body.email }))
    await mailTo(body.email, 'account-exists')
    await verify(body.email, code)
    expect(await stateOf(body.email)).toMatchObject({ id, deactivated_at: expect.any(Date) })
    expect((await signIn(body.email)).status).toBe(403)
  })

  it('an admin’s word on role and company stands when a client verifies', async () => {
    const body = person({ role: 'client', companyName: 'Never made' })
    await signUp(body)
    const code = await codeTo(body.email)
    const { id } = await stateOf(body.email)
    await app.call(await app.person('admin'), 'PATCH', `/users/${id}/role`, { role: 'candidate' })
    await verify(body.email, code)
    expect(await stateOf(body.email)).toMatchObject({
      role: 'candidate',
      company_id: null,
      has_profile: true,
    })
  })

  it('twenty at once for one address and one number make one account', async () => {
    resetLimits({ mail: { account: [100, 60], address: [100, 60] } })
    const body = person()
    const answers = await Promise.all(Array.from({ length: 20 }, () => signUp(body)))
    expect(answers.map(answer => answer.status)).toEqual(Array.from({ length: 20 }, () => 202))
    expect(await app.sql('select email from users where phone_number = $1', [body.phone])).toEqual([
      { email: body.email },
    ])
  })

  it('is allowed three times in ten minutes for an address, whether it is known or not', async () => {
    const owner = await member()
    for (const email of [owner.email, newEmail()]) {
      const answers = []
      for (let i = 0; i < 4; i++) answers.push(await signUp(person({ email })))
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 429])
      expect(answers[3]!.headers.get('retry-after')).toMatch(/^\d+$/)
    }
  })
})
