import { beforeEach, describe, expect, it } from 'vitest'
import { resetLimits } from '../../server/accounts/limits.ts'
import { hirewire } from '../support/hirewire.ts'
import { mailTo } from './inbox.ts'
import { member, password } from './members.ts'

const newPassword = 'another password'

describe('change-password', () => {
  const app = hirewire({ worker: true })
  beforeEach(() => resetLimits())

  const change = (person: { token: string } | null, body: object, headers = {}) =>
    app.call(person, 'POST', '/auth/change-password', body, headers)
  const signIn = (email: string, given: string) =>
    app.call(null, 'POST', '/auth/sign-in/email', { email, password: given })

  it('needs the old one, keeps this session, ends the others, and says so by mail', async () => {
    const person = await member()
    const other = (await signIn(person.email, password)).body as { token: string }
    const { token: jwt } = (await app.call(other, 'GET', '/auth/token')).body
    expect((await app.call({ token: jwt }, 'GET', '/me')).status).toBe(200)

    const changed = await change(person, { currentPassword: password, newPassword })
    expect(changed).toMatchObject({ status: 200, body: { status: 'password_changed' } })
    expect((await app.call(person, 'GET', '/me')).status).toBe(200)
    expect((await app.call(other, 'GET', '/me')).status).toBe(401)
    expect((await app.call({ token: jwt }, 'GET', '/me')).status).toBe(401)
    expect((await signIn(person.email, password)).status).toBe(401)
    expect((await signIn(person.email, newPassword)).status).toBe(200)
    await mailTo(person.email, 'password-changed')
  })

  it('with a wrong one nothing changes, and five tries are enough', async () => {
    const person = await member()
    for (let i = 0; i < 5; i++)
      expect((await change(person, { currentPassword: 'wrong', newPassword })).body.errors).toMatchObject([
        { pointer: '/currentPassword', code: 'wrong' },
      ])
    expect((await change(person, { currentPassword: password, newPassword })).status).toBe(429)
    expect((await signIn(person.email, password)).status).toBe(200)
  })

  it('sent twice under one key is done once', async () => {
    const person = await member()
    const body = { currentPassword: password, newPassword }
    const headers = { 'idempotency-key': 'change-1' }
    const [first, second] = [await change(person, body, headers), await change(person, body, headers)]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.headers.get('idempotent-replayed')).toBe('true')
  })

  it('is for who is signed in, and takes nothing but its fields', async () => {
    const person = await member()
    expect((await change(null, { currentPassword: password, newPassword })).status).toBe(401)
    for (const more of [
      { userId: person.id },
      { role: 'admin' },
      { version: 3 },
      { revokeOtherSessions: false },
    ])
      expect((await change(person, { currentPassword: password, newPassword, ...more })).status).toBe(400)
    expect((await change(person, { currentPassword: password, newPassword: 'short' })).status).toBe(400)
    expect((await change(person, { newPassword })).status).toBe(400)
    expect((await signIn(person.email, password)).status).toBe(200)
  })

  it('whoever never had a password cannot change one', async () => {
    const person = await app.person('recruiter')
    expect((await change(person, { currentPassword: 'anything', newPassword })).status).toBe(400)
  })
})
