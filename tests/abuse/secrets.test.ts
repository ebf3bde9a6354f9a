import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database, openDatabase } from '../../db/database.ts'
import { copyDatabase } from '../support/database.ts'
import { startFakePostmark } from '../support/fake-postmark.ts'
import { testOrigin } from '../support/hirewire.ts'
import { startNode, type Node } from '../support/nodes.ts'
import { signedIn } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeCompany } from '../support/world.ts'
import { makeSender } from './http.ts'
import { openLine } from './line.ts'

type Fake = Awaited<ReturnType<typeof startFakePostmark>>

/** A secret like no other, so that any trace of it is found. */
const secret = (what: string) => `${what}-${randomBytes(16).toString('base64url')}`

// As it runs for customers, and as it is developed: these write their lines in different ways.
describe.each(['production', 'development'])('logs at their loudest, in %s', NODE_ENV => {
  const authSecret = secret('auth-secret')
  const postmarkToken = secret('postmark')
  /** What nobody may read in a log, by what it is. */
  const secrets = new Map<string, string>([
    ['AUTH_SECRET', authSecret],
    ['POSTMARK_TOKEN', postmarkToken],
  ])
  const addresses: string[] = []
  let node: Node
  let postmark: Fake
  let client: ReturnType<typeof makeSender>

  beforeAll(async () => {
    const copy = await copyDatabase()
    postmark = await startFakePostmark({ token: postmarkToken })
    const opened = await openDatabase(copy.url, { onError: () => {} })
    secrets.set('the database’s password', new URL(copy.url).password)
    node = await startNode({
      databaseUrl: copy.url,
      worker: true,
      env: {
        NODE_ENV,
        LOG_LEVEL: 'trace',
        AUTH_SECRET: authSecret,
        POSTMARK_TOKEN: postmarkToken,
        POSTMARK_HOST: postmark.host,
        DRAIN_SECONDS: '0',
      },
    })
    client = makeSender(node.url)
    return async () => {
      client.close()
      await postmark.close()
      await opened.close()
      await copy.drop()
    }
  })
  afterAll(() => node.kill())

  const keep = (what: string, value: string) => {
    expect(value.length, what).toBeGreaterThan(5)
    secrets.set(`${what} (${secrets.size})`, value)
    return value
  }
  const newAddress = (name: string) => {
    const address = `${name}.${randomBytes(4).toString('hex')}@people.example`
    addresses.push(address)
    return address
  }
  const password = () => keep('a password', secret('password'))

  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    return client.send({
      method,
      path: `/api${path}`,
      headers: { ...json, ...headers },
      body: text,
    })
  }
  const sql = (text: string) => database().pool.query(text)
  /** The newest mail of this kind to this address. */
  const mailTo = (address: string, tag: string) =>
    until(
      `a ${tag}`,
      () => postmark.attempts.findLast(({ body }) => body.To === address && body.Tag === tag)?.body,
    )
  const inMail = async (address: string, tag: string, pattern: RegExp) =>
    keep(tag, pattern.exec((await mailTo(address, tag)).TextBody!)![1]!)

  const signUp = async (email: string, given: string) => {
    const body = { email, password: given, name: 'Nora New', role: 'candidate' }
    expect((await call('POST', '/auth/sign-up/email', body)).status).toBe(202)
    return inMail(email, 'verification-code', /^(\d{6})$/m)
  }
  /** Signs in, and keeps everything that makes somebody signed in. */
  const signIn = async (email: string, given: string) => {
    const answer = await call('POST', '/auth/sign-in/email', { email, password: given })
    expect(answer.status, answer.text).toBe(200)
    const token = keep('a session token', (JSON.parse(answer.text) as { token: string }).token)
    keep('a session token', answer.headers['set-auth-token'] as string)
    const [cookie] = answer.headers['set-cookie']!.map(line => line.split(';', 1)[0]!)
    const value = keep('a cookie', cookie!.split('=', 2)[1]!)
    keep('a cookie', decodeURIComponent(value))
    return { token, cookie: cookie! }
  }

  it('says nothing of what somebody signs up, in, and out with', async () => {
    const email = newAddress('nora')
    const first = password()
    const code = await signUp(email, first)
    await call('POST', '/auth/email-otp/verify-email', { email, otp: '000000' })
    expect((await call('POST', '/auth/email-otp/verify-email', { email, otp: code })).status).toBe(200)
    await call('POST', '/auth/sign-in/email', { email, password: password() })
    await call('POST', '/auth/sign-in/email', { email: newAddress('nobody'), password: password() })
    await call('POST', '/auth/sign-in/phone-number', { phoneNumber: '+49 30 901820', password: password() })

    const { token, cookie } = await signIn(email, first)
    const bearer = { authorization: `Bearer ${token}` }
    expect((await call('GET', '/me', undefined, { cookie, origin: testOrigin })).status).toBe(200)
    expect((await call('GET', '/auth/get-session', undefined, bearer)).status).toBe(200)
    const { token: jwt } = JSON.parse((await call('GET', '/auth/token', undefined, bearer)).text) as {
      token: string
    }
    keep('a JWT', jwt)
    keep('the signature of a JWT', jwt.split('.')[2]!)
    expect((await call('GET', '/me', undefined, { authorization: `Bearer ${jwt}` })).status).toBe(200)
    await call('GET', '/me', undefined, { authorization: `Bearer ${keep('a wrong token', secret('token'))}` })

    for (const good of [token, jwt]) {
      const line = await openLine(node.url, good)
      expect(line.isConnected()).toBe(true)
      line.close()
    }
    const refused = await openLine(node.url, keep('a wrong token', secret('token')), {
      authorization: `Bearer ${keep('a wrong token', secret('token'))}`,
    })
    expect(refused.refused()?.status).toBe(401)

    const second = password()
    const change = { currentPassword: first, newPassword: second }
    expect((await call('POST', '/auth/change-password', change, bearer)).status).toBe(200)
    expect((await call('POST', '/auth/request-password-reset', { email })).status).toBe(202)
    const link = await inMail(email, 'reset-password', /token=([\w-]+)/)
    const page = await client.send({ method: 'GET', path: `/reset-password?token=${link}` })
    expect(page.status).toBe(200)
    const third = password()
    expect((await call('POST', '/auth/reset-password', { token: link, newPassword: third })).status).toBe(200)
    await call('POST', '/auth/reset-password', { token: link, newPassword: password() })
    const again = await signIn(email, third)
    expect(
      (await call('POST', '/auth/sign-out', {}, { authorization: `Bearer ${again.token}` })).status,
    ).toBe(200)
  })

  it('says nothing of an invitation', async () => {
    const admin = await signedIn('admin')
    keep('a session token', admin.token)
    const email = newAddress('ines')
    const staffing = await makeCompany('staffing')
    const invitation = { email, name: 'Ines Invited', role: 'recruiter', companyId: staffing }
    const bearer = { authorization: `Bearer ${admin.token}` }
    expect((await call('POST', '/users', invitation, bearer)).status).toBe(201)
    const token = await inMail(email, 'invitation', /token=([\w-]+)/)
    expect((await call('POST', '/auth/reset-password', { token, newPassword: password() })).status).toBe(200)
  })

  it('says nothing of the address of a private calendar', async () => {
    const { token } = await signedIn('candidate')
    const bearer = { authorization: `Bearer ${keep('a session token', token)}` }
    const { url } = JSON.parse((await call('POST', '/me/calendar-feed', {}, bearer)).text) as { url: string }
    const feed = keep('a calendar', /calendar\/(.+)\.ics/.exec(url)![1]!)
    expect((await call('GET', `/calendar/${feed}.ics`)).status).toBe(200)
    expect((await call('GET', `/calendar/${feed}.ics?token=${feed}`)).status).toBe(400)
    await sql('alter table calendar_feed rename to no_calendar_feed')
    expect((await call('GET', `/calendar/${feed}.ics`)).status).toBe(500)
    await sql('alter table no_calendar_feed rename to calendar_feed')
  })

  it('says nothing of what is sent to the wrong place, or broken', async () => {
    const email = newAddress('broken')
    const inQuery = ['token', 'password', 'code', 'q', 'cursor', 'whatever']
      .map(name => `${name}=${encodeURIComponent(keep('a secret in a query', secret(name)))}`)
      .join('&')
    for (const path of [
      '/reset-password',
      '/sign-in',
      '/jobs',
      '/nothing',
      '/api/me',
      '/api/jobs',
      '/api/nothing',
    ])
      await client.send({ method: 'GET', path: `${path}?${inQuery}` })
    await client.send({ method: 'GET', path: `/unsubscribe/${keep('a secret in a path', secret('path'))}` })
    await client.send({
      method: 'GET',
      path: '/sign-in',
      headers: {
        referer: `${testOrigin}/reset-password?token=${keep('a secret in a referer', secret('referer'))}`,
        'x-api-key': keep('a secret in a header', secret('header')),
        authorization: `Basic ${keep('a secret in a header', secret('basic'))}`,
      },
    })
    const path = '/auth/sign-in/email'
    await call('POST', path, `{"email":"${email}","password":"${password()}"`)
    await call('POST', path, `"${password()}"`)
    await call('POST', path, { email, password: [password()] })
    await call('POST', path, { email, password: password(), [password()]: password() })
    await call('POST', path, `password=${password()}`, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    await call('POST', '/auth/reset-password', { token: { $ne: password() }, newPassword: password() })
    await call('POST', path, { email, password: password() }, { 'idempotency-key': 'x'.repeat(300) })
    const { token } = await signedIn('candidate')
    const line = await openLine(node.url, keep('a session token', token))
    await line.ask(`["${password()}",{"password":"${password()}"}]`)
    await line.ask(`["application:apply",{"password":"${password()}","commandId":"${password()}"}]`)
    line.close()
  })

  it('says nothing of what a fault stumbles over', async () => {
    const email = newAddress('fay')
    const given = password()
    await call('POST', '/auth/email-otp/verify-email', { email, otp: await signUp(email, given) })
    const { token } = await signIn(email, given)
    // From here on the database refuses these rows, and quotes each whole row in its error.
    await sql(`alter table users add constraint broken_users check (name <> 'Broken') not valid`)
    await sql(`alter table account add constraint broken_account check (false) not valid`)
    await sql(`alter table verification add constraint broken_verification check (false) not valid`)
    const bearer = { authorization: `Bearer ${token}` }
    expect((await call('PATCH', '/me', { name: 'Broken' }, bearer)).status).toBe(500)
    const change = { currentPassword: given, newPassword: password() }
    expect((await call('POST', '/auth/change-password', change, bearer)).status).toBe(500)
    expect((await call('POST', '/auth/request-password-reset', { email })).status).toBe(202)
    await until('the job failed', () => /job failed/.test(node.output()))
    await sql('alter table verification drop constraint broken_verification')

    postmark.setMode('invalid-recipient')
    const other = newAddress('olga')
    await sql('alter table account drop constraint broken_account')
    await signUp(other, password())
    postmark.setMode('fail')
    await signUp(newAddress('oleg'), password())
    await until('that failed as well', () => node.output().split('job failed').length > 2)
  })

  it('has been loud, and said none of it', async () => {
    await node.stop()
    const output = node.output()
    expect(output.split('\n').length).toBeGreaterThan(50)
    expect(output).toContain('/api/auth/sign-in/email')
    // A code is six digits, such as many a number has among its own.
    const isIn = (value: string) =>
      /^\d+$/.test(value) ? new RegExp(`(?<!\\d)${value}(?!\\d)`).test(output) : output.includes(value)
    const found = [...secrets].filter(([, value]) => isIn(value)).map(([what]) => what)
    expect(found).toEqual([])
    expect(addresses.filter(address => output.includes(address))).toEqual([])
    // Neither a row that the database quotes, nor the hash of a password, nor who it is about.
    expect(output).not.toContain('Failing row')
    expect(output).not.toMatch(/[0-9a-f]{32}:[0-9a-f]{64}/)
    expect(output).not.toContain('Nora New')
  })
})
