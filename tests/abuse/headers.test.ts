import { beforeAll, describe, expect, it } from 'vitest'
import { pages } from '../../server/pages/pages.ts'
import { makeCase } from '../access/case.ts'
import { makeSeats, type World } from '../access/seats.ts'
import { copyDatabase } from '../support/database.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { startNode } from '../support/nodes.ts'
import { openPage } from '../support/open-page.ts'
import { sessionCookie } from '../support/people.ts'

const friend = 'https://app.friend.example'
const foreign = ['http://evil.example', 'null', 'https://hirewire.test', `${testOrigin}.evil.example`]

describe('what every answer says beside itself', () => {
  const app = hirewire({ env: { ALLOWED_ORIGINS: friend } })
  let world: World
  beforeAll(async () => {
    world = await makeSeats()
  })

  const policyOf = (headers: Headers) =>
    Object.fromEntries(
      headers
        .get('content-security-policy')!
        .split(';')
        .map(part => part.trim().split(/\s+/))
        .map(([name, ...sources]) => [name, sources.join(' ')]),
    )
  const nonceOf = (headers: Headers) => /'nonce-([\w-]+)'/.exec(policyOf(headers)['script-src'])![1]!

  describe('pages', () => {
    const strict = {
      'default-src': "'none'",
      'script-src': expect.stringMatching(/^'self' 'nonce-[\w-]{20,}'$/),
      'style-src': "'self'",
      'img-src': "'self' data:",
      'connect-src': "'self'",
      'font-src': "'self'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'frame-src': "'self'",
      'base-uri': "'none'",
      'script-src-attr': "'none'",
      'object-src': "'none'",
    }
    const others = ['/nothing', '/api/docs/errors', '/api/docs/realtime']
    const paths = [...pages.map(({ path }) => path), ...others]
    const withPlainForms = new Set(pages.filter(({ plainForms }) => plainForms).map(({ path }) => path))

    it.for(paths)('%s lets no script in but ours, and nobody frame it', async path => {
      const one = await makeCase(world)
      const place = path.replace(':id', path.startsWith('/applications') ? one.application : one.job)
      for (const seat of ['admin', 'candidate', 'stranger'] as const) {
        const { headers, html } = await openPage(app.url, world.seats[seat], place)
        expect(policyOf(headers)).toEqual(strict)
        expect(headers.get('x-content-type-options')).toBe('nosniff')
        expect(headers.get('referrer-policy')).toBe(withPlainForms.has(path) ? 'same-origin' : 'no-referrer')
        expect(headers.get('x-powered-by')).toBeNull()
        expect(headers.get('strict-transport-security')).toBeNull()
        for (const [tag] of html.matchAll(/<script\b[^>]*>/g))
          expect(tag).toMatch(/nonce="[\w-]+"|src="\/(assets|socket\.io)\/|type="application\/json"/)
        expect(html).not.toMatch(/\son\w+=|javascript:/i)
      }
    })

    it('have another nonce each time', async () => {
      const nonces = await Promise.all(
        [1, 2, 3].map(async () => nonceOf((await openPage(app.url, null, '/sign-in')).headers)),
      )
      expect(new Set(nonces).size).toBe(3)
    })

    it('of the documentation may carry styles of their own, and no script', async () => {
      const { headers } = await openPage(app.url, null, '/api/docs')
      expect(policyOf(headers)).toEqual({ ...strict, 'style-src': "'self' 'unsafe-inline'" })
    })

    it('of the queues, whose scripts are not ours, are an admin’s alone', async () => {
      const [admin, manager] = await Promise.all(
        [world.seats.admin, world.seats.manager].map(person => openPage(app.url, person, '/admin/queues')),
      )
      expect(policyOf(admin!.headers)['script-src']).toBe("'self' 'unsafe-inline'")
      expect(manager!.status).toBe(404)
      expect(policyOf(manager!.headers)).toEqual(strict)
    })

    it('over https are to be asked for over https from then on', async () => {
      const copy = await copyDatabase()
      const node = await startNode({ databaseUrl: copy.url, env: { PUBLIC_URL: 'https://hirewire.test' } })
      const { headers } = await openPage(node.url, null, '/sign-in')
      await node.stop()
      await copy.drop()
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000/)
      expect(policyOf(headers)).toEqual({ ...strict, 'upgrade-insecure-requests': '' })
    })
  })

  describe('how much is left', () => {
    const left = (headers: Headers) => Number(/^"api";r=(\d+);t=\d+$/.exec(headers.get('ratelimit')!)![1])

    it('is told with a success and with every refusal', async () => {
      const { candidate } = world.seats
      const cookie = await sessionCookie(candidate)
      const answers = [
        await app.call(candidate, 'GET', '/me'),
        await app.call(candidate, 'GET', '/companies'),
        await app.call(candidate, 'GET', '/nothing'),
        await app.call(candidate, 'GET', '/jobs/7'),
        await app.call(candidate, 'DELETE', '/jobs'),
        await app.call(candidate, 'PATCH', '/me', '{'),
        await app.call(candidate, 'PATCH', '/me', '{}', { 'content-type': 'text/plain' }),
        await app.call(candidate, 'PATCH', '/me', JSON.stringify({ name: 'x'.repeat(100_000) })),
        await app.call(null, 'PATCH', '/me', {}, { cookie, origin: 'http://evil.example' }),
      ]
      expect(answers.map(({ status }) => status)).toEqual([200, 403, 404, 400, 405, 400, 415, 413, 403])
      const first = left(answers[0]!.headers)
      expect(answers.map(({ headers }) => left(headers))).toEqual(
        answers.map((_answer, index) => first - index),
      )
      for (const { headers } of answers) expect(headers.get('ratelimit-policy')).toBe('"api";q=2400;w=60')
    })

    it('is less for those whom nobody knows, whatever they show', async () => {
      const answers = [
        await app.call(null, 'GET', '/jobs'),
        await app.call(null, 'GET', '/me'),
        await app.call({ token: 'wrong' }, 'GET', '/me'),
        await app.call(null, 'GET', '/me', undefined, { cookie: 'hirewire.session_token=wrong' }),
      ]
      expect(answers.map(({ status }) => status)).toEqual([200, 401, 401, 401])
      const first = left(answers[0]!.headers)
      expect(answers.map(({ headers }) => left(headers))).toEqual(
        answers.map((_answer, index) => first - index),
      )
      for (const { headers } of answers) expect(headers.get('ratelimit-policy')).toBe('"api";q=600;w=60')
    })

    it('is told by the limits of a sign-in as well, with how long to wait', async () => {
      const guess = () =>
        app.call(null, 'POST', '/auth/sign-in/email', { email: 'nobody@people.example', password: 'wrong' })
      const answers = [
        await guess(),
        await guess(),
        await guess(),
        await guess(),
        await guess(),
        await guess(),
      ]
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429])
      const { headers, body } = answers.at(-1)!
      expect(Number(headers.get('retry-after'))).toBe(body.retryAfterSeconds)
      expect(body.retryAfterSeconds).toBeGreaterThan(0)
      expect(left(headers)).toBeGreaterThan(0)
    })
  })

  describe('CORS', () => {
    const preflight = (origin: string) =>
      fetch(`${app.url}/api/me`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'content-type',
        },
      })
    const varies = (headers: Headers) => headers.get('vary')!.split(/,\s*/)

    it('lets the Origins of the list ask beforehand, and read', async () => {
      for (const origin of [testOrigin, friend]) {
        const { headers } = await preflight(origin)
        expect(headers.get('access-control-allow-origin')).toBe(origin)
        expect(headers.get('access-control-allow-credentials')).toBe('true')
        expect(headers.get('access-control-allow-methods')).toContain('PATCH')
        expect(headers.get('access-control-allow-headers')).toBe('content-type')
        expect(varies(headers)).toContain('Origin')

        const answer = await app.call(world.seats.candidate, 'GET', '/me', undefined, { origin })
        expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
        expect(answer.headers.get('access-control-expose-headers')).toContain('RateLimit')
        expect(varies(answer.headers)).toContain('Origin')
      }
    })

    it('tells the others nothing, also not with a refusal', async () => {
      for (const origin of foreign) {
        const { headers } = await preflight(origin)
        expect([origin, headers.get('access-control-allow-origin')]).toEqual([origin, null])
        expect(varies(headers)).toContain('Origin')
        const answer = await app.call(null, 'GET', '/me', undefined, { origin })
        expect([origin, answer.headers.get('access-control-allow-origin')]).toEqual([origin, null])
      }
    })
  })
})
