import { beforeAll, describe, expect, it } from 'vitest'
import { pages } from '../../server/pages/pages.ts'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

describe('the frame of all pages', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    world = await makeWorld()
    ids['/jobs/:id'] = ids['/jobs/:id/board'] = ids['/jobs/:id/negotiation'] = world.job
    ids['/applications/:id'] = await makeApplication(world.job, world.people.candidate)
    const [mail] = await app.sql<{ id: string }>(
      `insert into dev_mail (key, recipient, subject, html, text, headers, tag)
       values ('k', 'a@people.example', 'Hello', '<p>Hello</p>', 'Hello', '{}', 'hello') returning id`,
    )
    ids['/dev/mail/:id'] = mail!.id
  })

  const people = () => [null, ...Object.values(world.people)]
  const pathOf = (path: string) => path.replace(':id', ids[path] ?? '')

  for (const { path, plainForms } of pages)
    it(`${path} has a title of its own, our headers, and no script that could be somebody else’s`, async () => {
      for (const person of people()) {
        const { status, headers, html, title } = await openPage(app.url, person, pathOf(path))
        expect(headers.get('x-content-type-options')).toBe('nosniff')
        expect(headers.get('referrer-policy')).toBe(plainForms ? 'same-origin' : 'no-referrer')
        const policy = headers.get('content-security-policy')
        expect(policy).toContain("default-src 'none'")
        expect(policy).not.toContain('unsafe')
        if (status === 303) continue
        expect([200, 404]).toContain(status)
        expect(title).toMatch(/\S · Hirewire$/)
        expect(headers.get('cache-control')).toBe('no-store')
        const nonce = /'nonce-([^']+)'/.exec(policy!)![1]!
        for (const [tag] of html.matchAll(/<script\b[^>]*>/g))
          expect(
            / src="\/assets\//.test(tag) || tag.includes(`nonce="${nonce}"`) || tag.includes('/json"'),
            tag,
          ).toBe(true)
        expect(html).not.toMatch(/<[^>]+ (on\w+|style)=/)
        expect(html.match(/<h1\b/g)).toHaveLength(path.endsWith('/sign-up') ? 2 : 1)
      }
    })

  it('sends each role to its own start, and a stranger to sign in', async () => {
    const startOf = async (person: (typeof world.people)['admin'] | null) =>
      (await openPage(app.url, person, '/')).location
    const { admin, manager, recruiter, client, interviewer, agency, candidate } = world.people
    for (const person of [admin, manager, recruiter, client, agency])
      expect(await startOf(person)).toBe('/boards')
    expect(await startOf(interviewer)).toBe('/interviews')
    expect(await startOf(candidate)).toBe('/my-applications')
    expect(await startOf(null)).toBe('/sign-in')
  })

  it('shows who is signed in, and their links only', async () => {
    const candidate = await openPage(app.url, world.people.candidate, '/jobs')
    expect(candidate.html).toContain('Cara Candidate')
    expect(candidate.html).toContain('href="/my-applications"')
    expect(candidate.html).not.toContain('href="/boards"')
    const admin = await openPage(app.url, world.people.admin, '/boards')
    expect(admin.html).toContain('href="/admin/queues"')
    const stranger = await openPage(app.url, null, '/jobs')
    expect(stranger.html).toContain('href="/sign-in?next&#x3D;%2Fjobs"')
  })

  it('says the same of what is not yours as of what is not there, with the request’s id', async () => {
    const absent = '/jobs/0197f000-0000-7000-8000-000000000000/board'
    const foreign = await openPage(app.url, world.people.outsideRecruiter, `/jobs/${world.job}/board`)
    const nothing = await openPage(app.url, world.people.outsideRecruiter, absent)
    const malformed = await openPage(app.url, world.people.outsideRecruiter, '/jobs/not-an-id/board')
    const plain = ({ html, headers }: typeof foreign) =>
      html
        .replaceAll(headers.get('x-request-id')!, 'ID')
        .replaceAll(/nonce="[^"]+"/g, '')
        .replaceAll(/next&#x3D;[^"]+/g, '')
    for (const { status, html, headers } of [foreign, nothing, malformed]) {
      expect(status).toBe(404)
      expect(html).toContain(headers.get('x-request-id'))
      expect(html).toContain('gone or closed to you by now')
    }
    expect(plain(foreign)).toBe(plain(nothing))
    expect(plain(malformed)).toBe(plain(nothing))
    expect(foreign.html).toContain(world.people.outsideRecruiter.name)
    expect((await openPage(app.url, null, '/no/such/page')).status).toBe(404)
  })

  it('writes down each page an admin looks at', async () => {
    await openPage(app.url, world.people.admin, `/jobs/${world.job}/board`)
    const rows = await app.sql('select action, target from audit where actor_id = $1', [
      world.people.admin.id,
    ])
    expect(rows).toContainEqual({ action: 'page /jobs/:id/board', target: `/jobs/${world.job}/board` })
  })
})
