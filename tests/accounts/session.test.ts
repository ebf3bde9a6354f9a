import { beforeEach, describe, expect, it } from 'vitest'
import { inRoom } from '../support/board-client.ts'
import { until } from '../support/wait.ts'
import { resetLimits } from '../../server/accounts/limits.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { makeCompany } from '../support/world.ts'
import { member, password } from './members.ts'

const decode = (jwt: string) =>
  JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>

describe('sessions', () => {
  const app = hirewire()
  beforeEach(() => resetLimits())

  const signIn = async (email: string) => {
    const answer = await app.call(null, 'POST', '/auth/sign-in/email', { email, password })
    const cookie = answer.headers.getSetCookie()[0]!.split(';', 1)[0]!
    return { token: answer.body.token as string, cookie, browser: { cookie, origin: testOrigin } }
  }

  it('get-session says who, until when, and nothing more; null for nobody', async () => {
    const person = await member('manager', await makeCompany('staffing'))
    const { browser } = await signIn(person.email)
    const answer = await app.call(null, 'GET', '/auth/get-session', undefined, browser)
    expect(answer.body.user).toMatchObject({
      id: person.id,
      role: 'manager',
      company: { id: person.companyId },
    })
    expect(Object.keys(answer.body.session)).toEqual(['id', 'expiresAt'])
    expect(await app.call(null, 'GET', '/auth/get-session')).toMatchObject({ status: 200, body: null })
    const foreign = { cookie: 'hirewire.session_token=made.up', origin: testOrigin }
    expect((await app.call(null, 'GET', '/auth/get-session', undefined, foreign)).body).toBe(null)
  })

  it('get-session and token extend a session that is a day old, and hand over its cookie', async () => {
    const person = await member()
    for (const path of ['/auth/get-session', '/auth/token']) {
      const { browser } = await signIn(person.email)
      const session = () =>
        app.sql('select expires_at from session where user_id = $1 order by id desc limit 1', [person.id])
      await app.sql(`update session set expires_at = now() + interval '2 days' where user_id = $1`, [
        person.id,
      ])
      await app.call(null, 'GET', '/me', undefined, browser)
      expect((await session())[0]!.expires_at.getTime()).toBeLessThan(Date.now() + 3 * 86_400_000)
      const answer = await app.call(null, 'GET', path, undefined, browser)
      expect(answer.headers.getSetCookie()[0]).toContain('Max-Age=604800')
      expect((await session())[0]!.expires_at.getTime()).toBeGreaterThan(Date.now() + 6 * 86_400_000)
    }
  })

  it('a JWT says who for thirty minutes, and the published keys prove it', async () => {
    const person = await member('client', await makeCompany('employer'))
    const { token, browser } = await signIn(person.email)
    const { token: jwt } = (await app.call({ token }, 'GET', '/auth/token')).body
    const claims = decode(jwt)
    expect(claims).toMatchObject({
      id: person.id,
      email: person.email,
      role: 'client',
      phone: person.phone,
      sub: person.id,
    })
    expect(Number(claims.exp) - Number(claims.iat)).toBe(1_800)
    expect((await app.call({ token: jwt }, 'GET', '/me')).body.id).toBe(person.id)
    expect((await app.call(null, 'GET', '/auth/token', undefined, browser)).status).toBe(200)

    const { keys } = (await app.call(null, 'GET', '/auth/jwks')).body
    const [header, payload, signature] = jwt.split('.') as [string, string, string]
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString())
    const key = keys.find((each: { kid: string }) => each.kid === kid)
    expect(key).not.toHaveProperty('d')
    const imported = await crypto.subtle.importKey('jwk', key, { name: 'Ed25519' }, false, ['verify'])
    const signed = new TextEncoder().encode(`${header}.${payload}`)
    expect(await crypto.subtle.verify('Ed25519', imported, Buffer.from(signature, 'base64url'), signed)).toBe(
      true,
    )
  })

  it('a JWT makes no JWT, and a forged one is nothing', async () => {
    const person = await member()
    const { token } = await signIn(person.email)
    const { token: jwt } = (await app.call({ token }, 'GET', '/auth/token')).body
    expect((await app.call({ token: jwt }, 'GET', '/auth/token')).status).toBe(401)
    const [header, payload, signature] = jwt.split('.') as [string, string, string]
    const other = Buffer.from(JSON.stringify({ ...decode(jwt), role: 'admin' })).toString('base64url')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    for (const forged of [
      `${header}.${other}.${signature}`,
      `${none}.${payload}.`,
      `${none}.${payload}.x`,
      'a.b.c',
      '..',
      '.',
    ])
      expect((await app.call({ token: forged }, 'GET', '/me')).status, forged).toBe(401)
  })

  it('signing out ends the session, its JWTs and its sockets, takes the cookie back, and no other session', async () => {
    const person = await member()
    const [{ token, browser }, other] = [await signIn(person.email), await signIn(person.email)]
    const { token: jwt } = (await app.call({ token }, 'GET', '/auth/token')).body
    const seat = await inRoom(app.url, { token }, `user:${person.id}`)

    const answer = await app.call(null, 'POST', '/auth/sign-out', undefined, browser)
    expect(answer).toMatchObject({ status: 200, body: { status: 'signed_out' } })
    expect(
      answer.headers.getSetCookie().some(cookie => cookie.startsWith('hirewire.session_token=; Max-Age=0')),
    ).toBe(true)
    for (const used of [token, jwt]) expect((await app.call({ token: used }, 'GET', '/me')).status).toBe(401)
    expect((await app.call(null, 'GET', '/me', undefined, browser)).status).toBe(401)
    await until('the seat is put out', () => seat.client.status() === 'ended')
    seat.close()
    expect((await app.call(other, 'GET', '/me')).status).toBe(200)
    expect((await app.call(null, 'POST', '/auth/sign-out', undefined, browser)).status).toBe(200)
  })

  it('a JWT signs out the session it was made from', async () => {
    const person = await member()
    const { token } = await signIn(person.email)
    const { token: jwt } = (await app.call({ token }, 'GET', '/auth/token')).body
    expect((await app.call({ token: jwt }, 'POST', '/auth/sign-out')).status).toBe(200)
    expect((await app.call({ token }, 'GET', '/me')).status).toBe(401)
  })

  it('a session that is over is over', async () => {
    const person = await member()
    const { token, browser } = await signIn(person.email)
    await app.sql(`update session set expires_at = now() - interval '1 second' where user_id = $1`, [
      person.id,
    ])
    expect((await app.call({ token }, 'GET', '/me')).status).toBe(401)
    expect((await app.call(null, 'GET', '/me', undefined, browser)).status).toBe(401)
    expect((await app.call(null, 'GET', '/auth/get-session', undefined, browser)).body).toBe(null)
  })
})
