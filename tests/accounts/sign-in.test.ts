import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { resetLimits } from '../../server/accounts/limits.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { codeTo, jobsDone, mailsTo } from './inbox.ts'
import { member, newEmail, newPhone, password } from './members.ts'

vi.mock('better-auth/crypto', async original => {
  const real = await original<typeof import('better-auth/crypto')>()
  return { ...real, hashPassword: vi.fn(real.hashPassword), verifyPassword: vi.fn(real.verifyPassword) }
})

/** How often a password was hashed, which is nearly all the time that a sign-in takes. */
const hashed = () => vi.mocked(hashPassword).mock.calls.length + vi.mocked(verifyPassword).mock.calls.length
const hashesOf = async <Value>(act: () => Promise<Value>) => {
  const before = hashed()
  const value = await act()
  return { value, hashes: hashed() - before }
}

describe('sign-in', () => {
  const app = hirewire({ worker: true })
  beforeEach(() => resetLimits())

  const byEmail = (email: string, given = password, headers = {}) =>
    app.call(null, 'POST', '/auth/sign-in/email', { email, password: given }, headers)
  const byPhone = (phoneNumber: string, given = password) =>
    app.call(null, 'POST', '/auth/sign-in/phone-number', { phoneNumber, password: given })

  it('by address, in whatever case, and by number, however it is written', async () => {
    const person = await member()
    const written = `${person.phone.slice(0, 3)} ${person.phone.slice(3, 5)} / ${person.phone.slice(5)}`
    for (const answer of [
      await byEmail(person.email.toUpperCase()),
      await byPhone(person.phone),
      await byPhone(written),
    ]) {
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      expect(answer.body.user).toMatchObject({ id: person.id, email: person.email, phone: person.phone })
      const me = await app.call({ token: answer.body.token }, 'GET', '/me')
      expect(me.body.id).toBe(person.id)
      const signed = await app.call({ token: answer.headers.get('set-auth-token')! }, 'GET', '/me')
      expect(signed.body.id).toBe(person.id)
    }
  })

  it('gives browsers a cookie that scripts and other sites cannot use', async () => {
    const person = await member()
    const answer = await byEmail(person.email, password, { origin: testOrigin })
    const [cookie] = answer.headers.getSetCookie() as [string]
    expect(cookie).toMatch(/^hirewire\.session_token=.+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)
    const sent = { cookie: cookie.split(';', 1)[0]!, origin: testOrigin }
    expect((await app.call(null, 'GET', '/me', undefined, sent)).body.id).toBe(person.id)
    expect((await app.call(null, 'PATCH', '/me', { name: 'Nora' }, sent)).status).toBe(200)
    for (const origin of ['https://evil.example', 'null', `${testOrigin}.evil.example`])
      expect((await app.call(null, 'PATCH', '/me', { name: 'Eve' }, { ...sent, origin })).body.code).toBe(
        'bad_origin',
      )
    expect((await app.call(null, 'PATCH', '/me', { name: 'Eve' }, { cookie: sent.cookie })).body.code).toBe(
      'bad_origin',
    )
  })

  it('a page of another origin cannot sign anybody in', async () => {
    const person = await member()
    const answer = await byEmail(person.email, password, { origin: 'https://evil.example' })
    expect(answer).toMatchObject({ status: 403, body: { code: 'bad_origin' } })
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('an address nobody has, a number nobody has and a wrong password answer alike, after one hash each', async () => {
    const person = await member()
    const invited = newEmail()
    await app.sql(
      `insert into users (id, name, email, role, email_verified) values (gen_random_uuid(), 'I', $1, 'admin', false)`,
      [invited],
    )
    const unverified = newEmail()
    await app.call(null, 'POST', '/auth/sign-up/email', {
      email: unverified,
      password,
      name: 'N',
      role: 'candidate',
    })
    const deactivated = await member()
    await app.sql('update users set deactivated_at = now() where id = $1', [deactivated.id])

    const wrong = 'a wrong password'
    const tries: Record<string, () => ReturnType<typeof byEmail>> = {
      'known address': () => byEmail(person.email, wrong),
      'unknown address': () => byEmail(newEmail(), wrong),
      'known number': () => byPhone(person.phone, wrong),
      'unknown number': () => byPhone(newPhone(), wrong),
      'not verified': () => byEmail(unverified, wrong),
      deactivated: () => byEmail(deactivated.email, wrong),
      'invited, without a password': () => byEmail(invited, wrong),
    }
    const seen = []
    for (const [what, attempt] of Object.entries(tries)) {
      const { value, hashes } = await hashesOf(attempt)
      expect(hashes, what).toBe(1)
      const { requestId: _, ...body } = value.body
      const names = [...value.headers.keys()].toSorted()
      seen.push(JSON.stringify({ status: value.status, body, names, cookies: value.headers.getSetCookie() }))
    }
    expect(new Set(seen).size, seen.join('\n')).toBe(1)
    expect(JSON.parse(seen[0]!)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  })

  it('takes as long for an address nobody has', async () => {
    resetLimits({ signIn: { account: [1_000, 60], address: [1_000, 60] } })
    const person = await member()
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
    const timed = async (which: 'known' | 'unknown', email: string) => {
      const from = performance.now()
      await byEmail(email, 'a wrong password')
      times[which].push(performance.now() - from)
    }
    for (let i = 0; i < 15; i++) {
      await timed('known', person.email)
      await timed('unknown', newEmail())
    }
    const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!
    const ratio = median(times.known) / median(times.unknown)
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })

  it('who has not verified is told so only with the right password, and gets a fresh code', async () => {
    const email = newEmail()
    await app.call(null, 'POST', '/auth/sign-up/email', { email, password, name: 'Nora', role: 'candidate' })
    await codeTo(email)
    const answer = await byEmail(email)
    expect(answer).toMatchObject({ status: 403, body: { code: 'not_verified' } })
    expect(answer.headers.getSetCookie()).toEqual([])
    await app.call(null, 'POST', '/auth/email-otp/verify-email', { email, otp: await codeTo(email, 2) })
    expect((await byEmail(email)).status).toBe(200)
  })

  it('that way no more than three codes go out in ten minutes', async () => {
    const email = newEmail()
    await app.call(null, 'POST', '/auth/sign-up/email', { email, password, name: 'Nora', role: 'candidate' })
    for (let i = 0; i < 5; i++) expect((await byEmail(email)).status).toBe(403)
    await jobsDone()
    expect(await mailsTo(email, 'verification-code')).toHaveLength(3)
  })

  it('who is deactivated is told so only with the right password', async () => {
    const person = await member()
    await app.sql('update users set deactivated_at = now() where id = $1', [person.id])
    for (const answer of [await byEmail(person.email), await byPhone(person.phone)]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'deactivated' } })
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    expect((await byEmail(person.email, 'wrong')).status).toBe(401)
    expect(await app.sql('select count(*)::int from session where user_id = $1', [person.id])).toEqual([
      { count: 1 },
    ])
  })

  it('five wrong passwords a minute for an account, known or not; a right one settles them', async () => {
    const person = await member()
    const refusals = []
    for (const email of [person.email, newEmail()]) {
      const answers = []
      for (let i = 0; i < 6; i++) answers.push(await byEmail(email, 'wrong'))
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429])
      const { requestId: _, ...body } = answers[5]!.body
      refusals.push(JSON.stringify({ ...body, detail: '', retryAfterSeconds: 0 }))
    }
    expect(refusals[0]).toBe(refusals[1])
    expect((await byEmail(person.email)).status).toBe(429)
    resetLimits()
    for (let i = 0; i < 4; i++) await byEmail(person.email, 'wrong')
    expect((await byEmail(person.email)).status).toBe(200)
    expect((await byEmail(person.email, 'wrong')).status).toBe(401)
  })

  it('thirty a minute from one address, whatever they name', async () => {
    const statuses = []
    for (let i = 0; i < 31; i++) statuses.push((await byEmail(newEmail(), 'wrong')).status)
    expect(statuses.filter(status => status === 429)).toHaveLength(1)
    expect(statuses.at(-1)).toBe(429)
  })

  it('takes nothing but its fields', async () => {
    const person = await member()
    for (const more of [
      { role: 'admin' },
      { callbackURL: 'https://evil.example' },
      { rememberMe: false },
      { emailVerified: true },
    ])
      expect(
        (await app.call(null, 'POST', '/auth/sign-in/email', { email: person.email, password, ...more }))
          .status,
      ).toBe(400)
    expect((await byPhone('not a number')).body.errors).toMatchObject([{ pointer: '/phoneNumber' }])
    expect((await byEmail(`${'a'.repeat(250)}@x.example`)).status).toBe(400)
    expect(
      (await app.call(null, 'POST', '/auth/sign-in/email', { email: { $gt: '' }, password })).status,
    ).toBe(400)
  })

  it('a password changed while it was being checked opens no session', async () => {
    const person = await member()
    let letGo: () => void = () => {}
    const held = new Promise<void>(resolve => (letGo = resolve))
    const real = vi.mocked(verifyPassword).getMockImplementation()!
    vi.mocked(verifyPassword).mockImplementationOnce(async given => {
      const right = await real(given)
      await held
      return right
    })
    const signingIn = byEmail(person.email)
    await vi.waitFor(() => expect(vi.mocked(verifyPassword).mock.lastCall?.[0].password).toBe(password))
    const changed = await app.call(person, 'POST', '/auth/change-password', {
      currentPassword: password,
      newPassword: 'another password',
    })
    expect(changed.status).toBe(200)
    letGo()
    expect((await signingIn).status).toBe(401)
    expect(await app.sql('select id from session where user_id = $1', [person.id])).toEqual([
      { id: person.sessionId },
    ])
  })

  it('the session knows where it comes from', async () => {
    const person = await member()
    await byEmail(person.email, password, {
      'user-agent': 'A browser',
      'x-forwarded-for': '6.6.6.6',
      'x-client-address': '7.7.7.7',
    })
    expect(
      await app.sql(
        `select ip_address, user_agent from session where user_id = $1 and user_agent is not null`,
        [person.id],
      ),
    ).toEqual([{ ip_address: '127.0.0.1', user_agent: 'A browser' }])
  })
})
