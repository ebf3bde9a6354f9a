import { describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'

describe('the last admin', () => {
  const app = hirewire()
  const admins = () =>
    app.sql(`select id from users where role = 'admin' and deactivated_at is null`).then(rows => rows.length)

  it('stays, whichever way they are to go', async () => {
    const admin = await app.person('admin')
    expect((await app.call(admin, 'PATCH', `/users/${admin.id}/role`, { role: 'candidate' })).body.code).toBe(
      'conflict',
    )
    expect((await app.call(admin, 'POST', `/users/${admin.id}/deactivate`)).status).toBe(403)
    expect((await app.call(admin, 'DELETE', `/users/${admin.id}`)).status).toBe(403)
    expect(await admins()).toBe(1)
    const invited = await app.call(admin, 'POST', '/users', {
      email: 'second@people.example',
      name: 'Second',
      role: 'admin',
    })
    // Who was invited and has not come cannot let anybody in.
    expect((await app.call(admin, 'PATCH', `/users/${admin.id}/role`, { role: 'candidate' })).body.code).toBe(
      'conflict',
    )
    expect((await app.call(admin, 'DELETE', `/users/${invited.body.id}`)).status).toBe(204)
  })

  it('stays when two admins go for each other at once', async () => {
    await app.sql(`update users set deactivated_at = now() where role = 'admin'`)
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await app.person('admin'), await app.person('admin')]
      const answers = await Promise.all([
        app.call(a, 'POST', `/users/${b.id}/deactivate`),
        app.call(
          b,
          round % 2 ? 'POST' : 'PATCH',
          `/users/${a.id}/${round % 2 ? 'deactivate' : 'role'}`,
          round % 2 ? undefined : { role: 'candidate' },
        ),
      ])
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(answers.every(({ status }) => status < 500)).toBe(true)
      expect(await admins()).toBe(1)
      await app.sql(`update users set deactivated_at = now() where role = 'admin'`)
    }
  })
})
