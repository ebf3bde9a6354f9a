import { beforeAll, describe, expect, it } from 'vitest'
import { threadMail } from '../../server/notifications/thread-mails.ts'
import { deliverEmail, enqueueMail } from '../../server/mail/deliver.ts'
import { transaction } from '../../server/transaction.ts'
import { makeThreadWorld, sayAt, type ThreadWorld } from '../threads/seats.ts'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'

const reply = (url: string, id: string, text: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/dev/mail/${id}/reply`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ text }),
  })

describe('answering a mail of the outbox as its reader', () => {
  const app = hirewire()
  let world: ThreadWorld
  let id: string
  let threadId: string
  beforeAll(async () => {
    world = await makeThreadWorld()
    const { recruiter, client } = world.people
    const place = `/applications/${world.application}` as const
    const said = await sayAt(app, recruiter, place, 'discussion', 'Shall we meet?')
    threadId = said.threadId
    await transaction(null, async write => {
      const mail = await threadMail(write, { userId: client.id, threadId, messageIds: [said.id] })
      const { userId: _user, urgency: _urgency, ...outgoing } = mail!
      await enqueueMail(write, outgoing)
    })
    const [job] = await app.sql<{ data: object }>(`select data from pgboss.job where name = 'deliver-email'`)
    await deliverEmail(job!.data)
    const [kept] = await app.sql<{ id: string }>('select id from dev_mail')
    id = kept!.id
  })
  const last = async () =>
    (await app.call(world.people.recruiter, 'GET', `/threads/${threadId}/messages?limit=1`)).body.data[0]

  it('is a form under a mail that can be answered, and under no other', async () => {
    const { html } = await openPage(app.url, null, `/dev/mail/${id}`)
    expect(html).toContain('Reply as the recipient')
    const [plain] = await app.sql<{ id: string }>(
      `insert into dev_mail (key, recipient, subject, html, text, headers, tag)
       values ('k', 'a@people.example', 'A code', '<p>1</p>', '1', '{}', 'code') returning id`,
    )
    expect((await openPage(app.url, null, `/dev/mail/${plain!.id}`)).html).not.toContain('Reply as')
    const answer = await reply(app.url, plain!.id, 'Hello')
    expect(answer.headers.get('location')).toContain('reply=unknown_address')
  })

  it('goes the way of every mail, and tells what became of it', async () => {
    const answer = await reply(app.url, id, 'Gladly.\n\nOn Tuesday at ten?')
    expect(answer.status).toBe(303)
    const location = answer.headers.get('location')!
    expect(location).toBe(`/dev/mail/${id}?reply=taken#reply`)
    expect(await last()).toMatchObject({
      text: 'Gladly.\n\nOn Tuesday at ten?',
      by: { id: world.people.client.id },
    })
    const { html } = await openPage(app.url, null, location)
    expect(html).toContain('Taken: it stands in the thread.')
    const refused = await reply(app.url, id, ' ')
    expect(refused.headers.get('location')).toContain('reply=empty')
    expect((await openPage(app.url, null, `/dev/mail/${id}?reply=<b>`)).html).not.toContain('<b>')
  })

  it('is for no page of another origin', async () => {
    const before = await last()
    const answer = await reply(app.url, id, 'Forged', { origin: 'https://evil.example' })
    expect(answer.status).toBe(403)
    expect(await last()).toEqual(before)
  })
})
