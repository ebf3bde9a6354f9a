import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'

describe('/dev/mail', () => {
  const app = hirewire()
  let id: string
  const put = async (to: string, subject: string) =>
    (
      await app.sql<{ id: string }>(
        `insert into dev_mail (key, recipient, subject, html, text, headers, tag) values ($1, $2, $3, $4, $5, $6, 'hello') returning id`,
        [
          `hello:${to}`,
          to,
          subject,
          '<html><head><title>x</title></head><body><p style="color:red">Hello</p><script>alert(1)</script></body></html>',
          'Hello\n<b>in text</b>',
          { 'List-Unsubscribe': '<https://hirewire.test/u>' },
        ],
      )
    )[0]!.id

  it('says that there is none yet', async () => {
    const { status, html } = await openPage(app.url, null, '/dev/mail')
    expect(status).toBe(200)
    expect(html).toContain('No mail yet')
  })

  describe('with mail', () => {
    beforeAll(async () => {
      id = await put('Ada@people.example', 'To <Ada>')
      await put('grace@people.example', 'To Grace')
    })

    it('lists all of it, or what went to one person', async () => {
      const all = await openPage(app.url, null, '/dev/mail')
      expect(all.html).toContain('To &lt;Ada&gt;')
      expect(all.html).toContain('To Grace')
      const hers = await openPage(app.url, null, '/dev/mail?to=ada@')
      expect(hers.html).toContain('To &lt;Ada&gt;')
      expect(hers.html).not.toContain('To Grace')
      expect((await openPage(app.url, null, '/dev/mail?to=nobody')).html).toContain('No mail to')
    })

    it('shows each part of one', async () => {
      const part = async (name: string) =>
        (await openPage(app.url, null, `/dev/mail/${id}?part=${name}`)).html
      expect(await part('html')).toContain(`src="/dev/mail/${id}/html"`)
      expect(await part('text')).toContain('Hello\n&lt;b&gt;in text')
      expect(await part('headers')).toContain('List-Unsubscribe')
      expect(await part('no-such')).toContain('<iframe')
    })

    it('shows the files that went with one', async () => {
      const file = { name: 'interview.ics', contentType: 'text/calendar', content: 'SUMMARY:<b>Talk</b>' }
      await app.sql('update dev_mail set attachments = $2 where id = $1', [id, JSON.stringify([file])])
      const { html } = await openPage(app.url, null, `/dev/mail/${id}`)
      expect(html).toContain('interview.ics')
      expect(html).toContain('SUMMARY:&lt;b&gt;Talk&lt;/b&gt;')
    })

    it('gives the HTML by itself, without scripts or an origin', async () => {
      const { status, headers, html } = await openPage(app.url, null, `/dev/mail/${id}/html`)
      expect(status).toBe(200)
      expect(html).toContain('style="color:red"')
      const policy = headers.get('content-security-policy')
      expect(policy).toMatch(/default-src 'none'.*; sandbox allow-popups/)
      expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin/)
    })

    it('knows no other mail', async () => {
      for (const path of ['/dev/mail/x', '/dev/mail/x/html', `/dev/mail/${id.replace(/.$/, '0')}x`])
        expect((await openPage(app.url, null, path)).status).toBe(404)
    })
  })
})
