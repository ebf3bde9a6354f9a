import pg from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '../../db/database.ts'
import { resetLimits } from '../../server/accounts/limits.ts'
import { hirewire } from '../support/hirewire.ts'
import { range } from '../support/range.ts'
import { until } from '../support/wait.ts'
import { codeTo, jobsDone, mailsTo } from './inbox.ts'
import { member, newEmail, password, stateOf } from './members.ts'

const many: [number, number] = [100_000, 600]

describe('verify-email', () => {
  const app = hirewire({ worker: true, env: { TRUST_PROXY: '1' } })
  // The counter of the code itself is what is tested here, not the limit in front of it.
  beforeEach(() =>
    resetLimits({ code: { account: many, address: many }, mail: { account: many, address: many } }),
  )

  const signUp = async () => {
    const email = newEmail()
    await app.call(null, 'POST', '/auth/sign-up/email', { email, password, name: 'Nora', role: 'candidate' })
    return { email, code: await codeTo(email) }
  }
  let sent = 0
  /** Each from an address of its own: what one address may ask for is limited in front of all this. */
  const verify = (email: string, otp: string) => {
    sent += 1
    const from = { 'x-forwarded-for': `10.0.${sent >> 8}.${sent & 255}` }
    return app.call(null, 'POST', '/auth/email-otp/verify-email', { email, otp }, from)
  }
  const resend = (email: string) => app.call(null, 'POST', '/auth/email-otp/send-verification-otp', { email })
  const wrongThan = (code: string, by: number) => String((Number(code) + by) % 1_000_000).padStart(6, '0')

  it('a code works once, and does not sign in', async () => {
    const { email, code } = await signUp()
    const first = await verify(email, code)
    expect(first).toMatchObject({ status: 200, body: { status: 'verified' } })
    expect(first.headers.getSetCookie()).toEqual([])
    expect((await verify(email, code)).body.code).toBe('invalid_code')
  })

  it('three wrong ones, and the right one is wrong too; a fresh one works', async () => {
    const { email, code } = await signUp()
    for (const by of [1, 2, 3])
      expect(await verify(email, wrongThan(code, by))).toMatchObject({
        status: 400,
        body: { code: 'invalid_code' },
      })
    expect((await verify(email, code)).body.code).toBe('invalid_code')
    expect(await stateOf(email)).toMatchObject({ email_verified: false, has_profile: false })
    await resend(email)
    expect((await verify(email, await codeTo(email, 2))).status).toBe(200)
  })

  it('after ten minutes a code is over', async () => {
    const { email, code } = await signUp()
    await app.sql(
      `update verification set expires_at = now() - interval '1 second' where identifier like $1`,
      [`%${email}`],
    )
    expect((await verify(email, code)).body.code).toBe('invalid_code')
    expect(await app.sql(`select 1 from users where email = $1 and email_verified`, [email])).toEqual([])
  })

  it('of 200 guesses at once at most three are looked at', async () => {
    for (let round = 0; round < 5; round++) {
      const { email, code } = await signUp()
      const guesses = Array.from({ length: 200 }, (_, by) => wrongThan(code, by + 1))
      const answers = await Promise.all(guesses.map(otp => verify(email, otp)))
      expect(answers.filter(({ body }) => body.code !== 'invalid_code')).toEqual([])
      // What was not looked at did not count either: the right one is refused only because three were.
      const [row] = await app.sql(`select value from verification where identifier like $1`, [`%${email}`])
      const looked = row ? Number(row.value.split(':').at(-1)) : 3
      expect(looked).toBeLessThanOrEqual(3)
      expect((await verify(email, code)).status).toBe(looked < 3 ? 200 : 400)
    }
  })

  it('the right one at the end of forty at once is not looked at', async () => {
    const { email, code } = await signUp()
    const guesses = [...range(39).map(by => wrongThan(code, by + 1)), code]
    const { pool, url } = database()
    const holder = new pg.Client({ connectionString: url })
    await holder.connect()
    await holder.query('begin')
    await holder.query('lock table verification')
    const before = pool.waitingCount
    const answering = Promise.all(guesses.map(otp => verify(email, otp)))
    // All of them want to read the counter before the first has raised it.
    await until('all of them wait', () => pool.waitingCount - before >= guesses.length - pool.options.max)
    await holder.query('commit')
    await holder.end()
    const answers = await answering
    expect(answers.map(({ body }) => body.code)).toEqual(guesses.map(() => 'invalid_code'))
    expect(await stateOf(email)).toMatchObject({ email_verified: false })
  })

  it('of 200 right ones at once one succeeds, and one profile is made', async () => {
    const { email, code } = await signUp()
    const answers = await Promise.all(Array.from({ length: 200 }, () => verify(email, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await stateOf(email)).toMatchObject({ email_verified: true, has_profile: true })
  })

  it('guessing 200 in a row finds nothing, right or wrong', async () => {
    const { email, code } = await signUp()
    for (let by = 1; by <= 199; by++) expect((await verify(email, wrongThan(code, by))).status).toBe(400)
    expect((await verify(email, code)).status).toBe(400)
    expect(await stateOf(email)).toMatchObject({ email_verified: false })
  })

  it('is guessed at ten times in ten minutes, for known and unknown addresses alike', async () => {
    resetLimits()
    const { email } = await signUp()
    for (const guessed of [email, newEmail()]) {
      const answers = []
      for (let i = 0; i < 11; i++) answers.push(await verify(guessed, '000000'))
      expect(answers.slice(0, 10).every(({ status }) => status === 400)).toBe(true)
      expect(answers[10]).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
    }
  })

  it('another code: the same answer for every address, a mail only to who has something to verify', async () => {
    const { email } = await signUp()
    const verified = await member()
    const unknown = newEmail()
    const answers = []
    for (const to of [email, verified.email, unknown]) answers.push(await resend(to))
    for (const { status, body } of answers)
      expect({ status, body }).toEqual({ status: 202, body: { status: 'accepted' } })
    await codeTo(email, 2)
    await jobsDone()
    expect(await mailsTo(verified.email, 'verification-code')).toEqual([])
    expect(await mailsTo(unknown, 'verification-code')).toEqual([])
  })

  it('codes are not kept as they are', async () => {
    const { email, code } = await signUp()
    const rows = await app.sql(`select value from verification where identifier like $1`, [`%${email}`])
    expect(rows[0]!.value).not.toContain(code)
    const jobs = await app.sql(`select data::text from pgboss.job where data::text like $1`, [`%${email}%`])
    expect(jobs.length).toBeGreaterThan(0)
    for (const { data } of jobs) expect(data).not.toMatch(new RegExp(`"${code}"|\\b${code}\\b`))
  })

  it('takes nothing but an address and six digits', async () => {
    const { email, code } = await signUp()
    for (const body of [
      { email },
      { email, otp: '12345' },
      { email, otp: 123456 },
      { email, otp: code, role: 'admin' },
      { email, otp: code, emailVerified: true },
      { email: { $ne: '' }, otp: code },
    ])
      expect((await app.call(null, 'POST', '/auth/email-otp/verify-email', body)).status).toBe(400)
    expect(
      (await app.call(null, 'POST', '/auth/email-otp/send-verification-otp', { email, type: 'sign-in' }))
        .status,
    ).toBe(400)
    expect(await stateOf(email)).toMatchObject({ email_verified: false, role: 'candidate' })
  })
})
