import { describe, expect, it } from 'vitest'
import { makeAdmin } from '../../server/accounts/make-admin.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { mailTo } from './inbox.ts'
import { member, newEmail, password } from './members.ts'

describe('make-admin', () => {
  const app = hirewire({ worker: true })
  const accept = (link: string) =>
    app.call(null, 'POST', '/auth/reset-password', {
      token: new URL(link).searchParams.get('token'),
      newPassword: password,
    })

  it('makes the first admin, who comes in by the link that is printed and mailed', async () => {
    const email = newEmail()
    const link = await makeAdmin({ email: email.toUpperCase(), name: 'Ada Lovelace' })
    expect(link).toMatch(new RegExp(`^${testOrigin}/reset-password\\?token=[\\w-]{43}&invitation=1$`))
    expect((await mailTo(email, 'invitation')).text).toContain(link)
    expect((await accept(link)).status).toBe(200)
    const { body } = await app.call(null, 'POST', '/auth/sign-in/email', { email, password })
    expect(body.user).toMatchObject({ name: 'Ada Lovelace', role: 'admin' })
    expect((await app.call({ token: body.token }, 'GET', '/users')).body.total).toBe(1)
  })

  it('gives an admin who lost theirs another link, and makes nobody else one', async () => {
    const [admin, candidate] = [await member('admin'), await member()]
    expect((await accept(await makeAdmin({ email: admin.email, name: 'Any' }))).status).toBe(200)
    await expect(makeAdmin({ email: candidate.email, name: 'Any' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(makeAdmin({ email: 'nobody', name: 'Any' })).rejects.toMatchObject({ code: 'validation' })
    expect((await app.call(candidate, 'GET', '/me')).body.role).toBe('candidate')
  })
})
