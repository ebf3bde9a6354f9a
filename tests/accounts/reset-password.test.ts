import { beforeEach, describe, expect, it } from 'vitest'
import { inRoom } from '../support/board-client.ts'
import { until } from '../support/wait.ts'
import { resetLimits } from '../../server/accounts/limits.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { jobsDone, mailsTo, mailTo, tokenTo } from './inbox.ts'
import { member, newEmail, newPhone, password, stateOf } from './members.ts'

const many: [number, number] = [100_000, 600]
const newPassword = 'another password'

describe('reset-password', () => {
  const app = hirewire({ worker: true })
  beforeEach(() => resetLimits())

  const request = (email: string) => app.call(null, 'POST', '/auth/request-password-reset', { email })
  const reset = (token: string, chosen = newPassword) =>
    app.call(null, 'POST', '/auth/reset-password', { token, newPassword: chosen })
  const signIn = (email: string, given: string) =>
    app.call(null, 'POST', '/auth/sign-in/email', { email, password: given })

  it('a link from a mail sets a new password, once, ends every session, and says so by mail', async () => {
    const person = await member()
    expect(await request(person.email)).toMatchObject({ status: 202, body: { status: 'accepted' } })
    const mail = await mailTo(person.email, 'reset-password')
    expect(mail.text).toContain(`${testOrigin}/reset-password?token=`)
    expect(mail.text).toContain('for 30 minutes')
    const token = await tokenTo(person.email, 'reset-password')

    expect(await reset(token)).toMatchObject({ status: 200, body: { status: 'password_changed' } })
    expect((await app.call(person, 'GET', '/me')).status).toBe(401)
    expect((await signIn(person.email, password)).status).toBe(401)
    expect((await signIn(person.email, newPassword)).status).toBe(200)
    await mailTo(person.email, 'password-changed')
    expect(await reset(token, 'a third password')).toMatchObject({
      status: 400,
      body: { code: 'invalid_code' },
    })
    expect((await signIn(person.email, newPassword)).status).toBe(200)
  })

  it('closes the sockets of whoever was in', async () => {
    const person = await member()
    const seat = await inRoom(app.url, person, `user:${person.id}`)
    await request(person.email)
    await reset(await tokenTo(person.email, 'reset-password'))
    await until('the seat is put out', () => seat.client.status() === 'ended')
    seat.close()
  })

  it('of 200 uses at once one succeeds', async () => {
    resetLimits({ code: { account: many, address: many } })
    const person = await member()
    await request(person.email)
    const token = await tokenTo(person.email, 'reset-password')
    const chosen = Array.from({ length: 200 }, (_, i) => `password number ${i}`)
    const answers = await Promise.all(chosen.map(each => reset(token, each)))
    const won = answers.flatMap(({ status }, i) => (status === 200 ? [i] : []))
    expect(won).toHaveLength(1)
    expect((await signIn(person.email, chosen[won[0]!]!)).status).toBe(200)
    await jobsDone()
    expect(await mailsTo(person.email, 'password-changed')).toHaveLength(1)
  })

  it('a second link does not outlive the use of the first', async () => {
    const person = await member()
    await request(person.email)
    const first = await tokenTo(person.email, 'reset-password')
    await request(person.email)
    const second = await tokenTo(person.email, 'reset-password', 2)
    expect((await reset(first)).status).toBe(200)
    expect((await reset(second)).body.code).toBe('invalid_code')
  })

  it('a link ends after half an hour, and with the account', async () => {
    const [late, gone] = [await member(), await member()]
    for (const { email } of [late, gone]) await request(email)
    await tokenTo(gone.email, 'reset-password')
    const lateToken = await tokenTo(late.email, 'reset-password')
    await app.sql(`update verification set expires_at = now() where value = $1`, [late.id])
    expect((await reset(lateToken)).body.code).toBe('invalid_code')
    await app.sql('update users set deactivated_at = now() where id = $1', [gone.id])
    expect((await reset(await tokenTo(gone.email, 'reset-password'))).body.code).toBe('invalid_code')
    expect((await signIn(gone.email, newPassword)).status).toBe(401)
  })

  it('asking answers alike for everybody, and mails only those who are there', async () => {
    const person = await member()
    const unknown = newEmail()
    const deactivated = await member()
    await app.sql('update users set deactivated_at = now() where id = $1', [deactivated.id])
    const seen = new Set<string>()
    for (const email of [person.email, unknown, deactivated.email]) {
      const { status, body, headers } = await request(email)
      seen.add(JSON.stringify({ status, body, names: [...headers.keys()].toSorted() }))
    }
    expect(seen.size).toBe(1)
    await mailTo(person.email, 'reset-password')
    await jobsDone()
    for (const email of [unknown, deactivated.email])
      expect(await mailsTo(email, 'reset-password')).toEqual([])
  })

  it('asking does the same work whether anybody has the address or not', async () => {
    const statementsOf = async (email: string) => {
      const before = await app.sql(
        `select count(*)::int as jobs from pgboss.job where name = 'send-password-link'`,
      )
      await request(email)
      const after = await app.sql(
        `select count(*)::int as jobs from pgboss.job where name = 'send-password-link'`,
      )
      return after[0]!.jobs - before[0]!.jobs
    }
    expect([await statementsOf((await member()).email), await statementsOf(newEmail())]).toEqual([1, 1])
  })

  it('three links in ten minutes, for known and unknown addresses alike', async () => {
    for (const email of [(await member()).email, newEmail()]) {
      const statuses = []
      for (let i = 0; i < 4; i++) statuses.push((await request(email)).status)
      expect(statuses).toEqual([202, 202, 202, 429])
    }
  })

  it('proves the address of a sign-up that was never verified, and makes it whole', async () => {
    const email = newEmail()
    const body = {
      email,
      phone: newPhone(),
      password,
      name: 'Nora',
      role: 'client',
      companyName: 'Kestrel Grid',
    }
    await app.call(null, 'POST', '/auth/sign-up/email', body)
    await request(email)
    await reset(await tokenTo(email, 'reset-password'))
    expect(await stateOf(email)).toMatchObject({ email_verified: true, company_name: 'Kestrel Grid' })
    expect((await signIn(email, newPassword)).status).toBe(200)
  })

  it('does not keep the link as it is', async () => {
    const person = await member()
    await request(person.email)
    const token = await tokenTo(person.email, 'reset-password')
    const kept = await app.sql(
      `select identifier as text from verification union all select data::text from pgboss.job union all select data::text from event`,
    )
    expect(kept.some(({ text }) => text.includes(token))).toBe(false)
  })

  it('takes nothing but a token and a password of a good length', async () => {
    const person = await member()
    await request(person.email)
    const token = await tokenTo(person.email, 'reset-password')
    for (const more of [
      { role: 'admin' },
      { userId: person.id },
      { companyId: null },
      { emailVerified: true },
      { version: 7 },
    ]) {
      const answer = await app.call(null, 'POST', '/auth/reset-password', { token, newPassword, ...more })
      expect(answer.status).toBe(400)
    }
    expect((await reset(token, 'short')).body.errors).toMatchObject([{ pointer: '/newPassword' }])
    expect(
      (
        await app.call(null, 'POST', '/auth/request-password-reset', {
          email: person.email,
          redirectTo: '/x',
        })
      ).status,
    ).toBe(400)
    expect((await signIn(person.email, password)).status).toBe(200)
    expect((await reset(token)).status).toBe(200)
  })
})
