import { beforeAll, describe, expect, it } from 'vitest'
import { unsubscribeHeaders } from '../../server/mail/unsubscribe-link.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import { sessionCookie, type Person } from '../support/people.ts'
import { makeWorld } from '../support/world.ts'

describe('one click to unsubscribe', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  /** Where the header of a mail about this leads, on this server. */
  const linkOf = ({ id: userId }: Person, category: 'messages' | 'tips' | 'digest' = 'messages') => {
    const header = unsubscribeHeaders({ userId, category })['List-Unsubscribe']!
    expect(header).toMatch(/^<http:\/\/hirewire\.test\/unsubscribe\/[\w.-]+>$/)
    return header.slice(1, -1).replace(testOrigin, '')
  }
  const post = (path: string, init: RequestInit = {}) => fetch(app.url + path, { method: 'POST', ...init })
  const channels = async (person: Person) => (await app.call(person, 'GET', '/me/preferences')).body.channels

  it('is shown by the link, which does nothing by being opened', async () => {
    const { recruiter } = world.people
    const page = await openPage(app.url, null, linkOf(recruiter))
    expect(page.status).toBe(200)
    expect(page.html).toContain('You will get no more mails of this kind: <strong>Messages</strong>')
    expect(page.html).toContain('<form method="post"')
    const head = await fetch(app.url + linkOf(recruiter), { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await channels(recruiter)).messages.mail).toBe('now')
  })

  it('is done by a mail provider, as often as it likes, without a cookie and from wherever', async () => {
    const { recruiter } = world.people
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://webmail.example' }
    const requests: RequestInit[] = [
      { headers, body: 'List-Unsubscribe=One-Click' },
      { headers: { origin: 'null' } },
      {
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        body: '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
      },
      { headers, body: 'List-Unsubscribe=One-Click' },
    ]
    for (const init of requests) {
      const answer = await post(linkOf(recruiter), { ...init, redirect: 'manual' })
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('You get no more mails of this kind: <strong>Messages</strong>')
    }
    expect(await channels(recruiter)).toMatchObject({
      messages: { inApp: true, mail: 'off' },
      tips: { inApp: true, mail: 'now' },
    })
  })

  it('is done by the button of the page, where the browser hides from where it came', async () => {
    const { manager, client } = world.people
    await app.call(manager, 'PUT', '/me/preferences', {
      zone: 'UTC',
      quietFrom: '21:00',
      quietTo: '08:00',
      digest: 'off',
      digestHour: 8,
      digestWeekday: 1,
      channels: { tips: { inApp: false, mail: 'now' } },
    })
    const cookie = await sessionCookie(client)
    const answer = await post(linkOf(manager, 'tips'), { headers: { origin: 'null', cookie } })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('/settings/notifications')
    // Of whose link it is, and not of who is signed in
    expect((await channels(manager)).tips).toEqual({ inApp: false, mail: 'off' })
    expect((await channels(client)).tips.mail).toBe('now')
  })

  it('works for who was deactivated, and ends the digest', async () => {
    const person = await app.person('candidate')
    await app.sql(
      `insert into preference (user_id, digest, next_digest_at, updated_at) values ($1, 'daily', now(), now())`,
      [person.id],
    )
    await app.sql('update users set deactivated_at = now() where id = $1', [person.id])
    for (const category of ['digest', 'messages'] as const)
      expect((await post(linkOf(person, category))).status).toBe(200)
    expect(
      await app.sql('select digest, next_digest_at from preference where user_id = $1', [person.id]),
    ).toEqual([{ digest: 'off', next_digest_at: null }])
    expect(await app.sql('select category, mail from channel where user_id = $1', [person.id])).toEqual([
      { category: 'messages', mail: 'off' },
    ])
  })

  it('is 404 for a link that is not ours, and changes nothing', async () => {
    const { candidate, recruiter2 } = world.people
    const [, , token = ''] = linkOf(candidate).split('/')
    const [userId = '', category = '', signature = ''] = token.split('.')
    const forged = [
      'no-token',
      `${recruiter2.id}.${category}.${signature}`,
      `${userId}.tips.${signature}`,
      `${userId}.security.${signature}`,
      `${userId}.gossip.${signature}`,
      `${userId}.${category}.${signature.slice(1)}`,
      `${userId}.${category}.`,
      `${userId}.${category}`,
      `${token}.more`,
      `${userId.toUpperCase()}.${category}.${signature}`,
      `%00`,
    ]
    for (const each of forged) {
      expect((await openPage(app.url, null, `/unsubscribe/${each}`)).status, each).toBe(404)
      expect((await post(`/unsubscribe/${each}`)).status, each).toBe(404)
    }
    for (const person of [candidate, recruiter2])
      expect(Object.values(await channels(person))).not.toContainEqual({ inApp: true, mail: 'off' })
  })

  it('is not offered for what nobody can do without', () => {
    const { id: userId } = world.people.recruiter
    for (const category of ['security', 'invoices'] as const)
      expect(unsubscribeHeaders({ userId, category })).toEqual({})
    expect(unsubscribeHeaders(undefined)).toEqual({})
    expect(unsubscribeHeaders({ userId, category: 'tips' })['List-Unsubscribe-Post']).toBe(
      'List-Unsubscribe=One-Click',
    )
  })
})
