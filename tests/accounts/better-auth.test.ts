import { getMigrations } from 'better-auth/db/migration'
import { describe, expect, it } from 'vitest'
import { auth } from '../../server/auth.ts'
import { hirewire } from '../support/hirewire.ts'
import { member } from './members.ts'

describe('better-auth', () => {
  const app = hirewire()

  it('finds every table and column of its own in our schema', async () => {
    const { toBeCreated, toBeAdded } = await getMigrations(auth().options)
    expect(toBeCreated).toEqual([])
    expect(toBeAdded).toEqual([])
  })

  it('is reached only by the routes we declare', async () => {
    const person = await member('admin')
    const own = Object.values(auth().api).flatMap(({ path, options }: any) =>
      path
        ? [options?.method ?? 'POST']
            .flat()
            .map(method => ({ path: path as string, method: method as string }))
        : [],
    )
    const declared = new Set([
      'POST /sign-up/email',
      'POST /sign-in/email',
      'POST /email-otp/send-verification-otp',
      'POST /email-otp/verify-email',
      'GET /get-session',
      'GET /token',
      'GET /jwks',
      'POST /sign-out',
      'POST /request-password-reset',
      'POST /reset-password',
      'POST /change-password',
    ])
    expect(own.length).toBeGreaterThan(30)
    for (const { path, method } of own) {
      if (declared.has(`${method} ${path}`)) continue
      const url = `/auth${path.replace(/:\w+/g, 'x')}`
      const answer = await app.call(
        person,
        method === '*' ? 'POST' : method,
        url,
        method === 'GET' ? undefined : {},
      )
      expect([404, 405], `${method} ${path}`).toContain(answer.status)
    }
    for (const path of [
      'update-user',
      'delete-user',
      'change-email',
      'list-sessions',
      'sign-in/email-otp',
      'verify-password',
      'ok',
    ])
      expect(
        own.some(each => each.path === `/${path}`),
        path,
      ).toBe(true)
  })
})
