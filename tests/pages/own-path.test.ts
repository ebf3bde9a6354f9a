import { describe, expect, it } from 'vitest'
import { ownPath } from '../../server/pages/own-path.ts'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'

const elsewhere = [
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/./\\evil.example',
  'javascript:alert(1)',
  'http:evil.example',
  'evil.example',
  '@evil.example',
  '',
  undefined,
  ['/boards'],
  { path: '/boards' },
]

describe('where a page leads on to', () => {
  const app = hirewire()

  it('is a path of ours', () => {
    for (const path of ['/', '/boards', '/jobs/1?x=1&y=2', '/applications/1#history', '/a/b/../c']) {
      const own = ownPath(path)!
      expect(new URL(own, 'http://hirewire.test').href).toBe(new URL(path, 'http://hirewire.test').href)
    }
  })

  it('is never anywhere else', () => {
    for (const next of elsewhere) {
      const path = ownPath(next)
      expect(
        path === undefined || new URL(path, 'http://hirewire.test').origin === 'http://hirewire.test',
        JSON.stringify(next),
      ).toBe(true)
    }
  })

  it('holds for whoever is signed in, and for the form of whoever is not', async () => {
    const person = await app.person('candidate')
    for (const next of elsewhere.filter(next => typeof next === 'string')) {
      const query = `/sign-in?next=${encodeURIComponent(next)}`
      const { location } = await openPage(app.url, person, query)
      expect(new URL(location!, app.url).origin, next).toBe(app.url)
      const { html } = await openPage(app.url, null, query)
      const given = /data-next="([^"]*)"/.exec(html)![1]!
      expect(new URL(given, app.url).origin, next).toBe(app.url)
    }
    expect((await openPage(app.url, person, '/sign-in?next=%2Fjobs%3Ftitle%3Da')).location).toBe(
      '/jobs?title=a',
    )
  })
})
