import { expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { sessionCookie } from '../support/people.ts'

const app = hirewire()
const pages = [
  '/sign-in',
  '/sign-up',
  '/verify',
  '/forgot-password',
  '/reset-password?token=x',
  '/change-password',
]

it('no form with a secret in it can be sent before its script is there, and never in an address', async () => {
  const cookie = await sessionCookie(await app.person('candidate'))
  for (const path of pages) {
    const headers = { accept: 'text/html', ...(path === '/change-password' && { cookie }) }
    const html = await (await fetch(app.url + path, { headers })).text()
    const forms = [...html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)]
    expect(forms.length, path).toBeGreaterThan(0)
    for (const [, attributes, content] of forms) {
      expect(attributes, path).toContain('method="post"')
      expect(content, path).toContain('<button disabled')
    }
  }
})
