import { describe, expect, it } from 'vitest'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import { sessionCookie } from '../support/people.ts'

describe('/admin/queues', () => {
  const app = hirewire()

  it('does not exist for anybody but admins', async () => {
    expect((await openPage(app.url, null, '/admin/queues')).location).toBe('/sign-in?next=/admin/queues')
    for (const role of ['manager', 'recruiter', 'client', 'interviewer', 'agency', 'candidate'] as const)
      for (const path of ['/admin/queues', '/admin/queues/jobs', '/admin/queues/assets/x.js']) {
        const { status, html, headers } = await openPage(app.url, await app.person(role), path)
        expect([role, path, status]).toEqual([role, path, 404])
        expect(html).not.toContain('pg-boss')
        expect(headers.get('content-security-policy')).not.toContain('unsafe-inline')
      }
  })

  it('shows them to an admin, with every look on record', async () => {
    const admin = await app.person('admin')
    const { status, html, headers } = await openPage(app.url, admin, '/admin/queues/queues')
    expect(status).toBe(200)
    expect(html).toContain('deliver-email')
    expect(headers.get('content-security-policy')).toContain("script-src 'self' 'unsafe-inline'")
    const asset = /\/admin\/queues\/assets\/[^"]+\.js/.exec(html)![0]
    expect((await openPage(app.url, admin, asset)).status).toBe(200)
    const looks = await app.sql('select action, target from audit where actor_id = $1', [admin.id])
    expect(looks).toContainEqual({ action: 'GET /admin/queues', target: '/admin/queues/queues' })
  })

  it('takes no command from a page of another origin', async () => {
    const admin = await app.person('admin')
    const send = async (origin: string) => {
      const response = await fetch(`${app.url}/admin/queues/send`, {
        method: 'POST',
        headers: { origin, cookie: await sessionCookie(admin) },
        body: new URLSearchParams({ queueName: 'deliver-email', data: '{}' }),
      })
      await response.text()
      return response.status
    }
    expect(await send('https://evil.example')).toBe(403)
    expect(await send(testOrigin)).not.toBe(403)
  })
})
