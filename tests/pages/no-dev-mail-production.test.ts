import { describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'

describe('/dev/mail, in production', () => {
  const app = hirewire({ env: { NODE_ENV: 'production' } })

  it('does not exist, and is not spoken of', async () => {
    const [mail] = await app.sql<{ id: string }>(
      `insert into dev_mail (key, recipient, subject, html, text, headers, tag)
       values ('k', 'a@people.example', 'Left over', '<p>Hello</p>', 'Hello', '{}', 'hello') returning id`,
    )
    for (const person of [null, await app.person('candidate'), await app.person('admin')]) {
      for (const path of [
        '/dev/mail',
        '/dev/mail?to=a',
        `/dev/mail/${mail!.id}`,
        `/dev/mail/${mail!.id}/html`,
      ])
        expect((await openPage(app.url, person, path)).status, path).toBe(404)
      const reply = await fetch(`${app.url}/dev/mail/${mail!.id}/reply`, { method: 'POST' })
      expect(reply.status).toBe(404)
      for (const path of ['/jobs', '/reset-password'])
        expect((await openPage(app.url, person, path)).html).not.toContain('/dev/mail')
    }
  })
})
