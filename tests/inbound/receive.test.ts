import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../../server/inbound/schema.ts'
import { makeThreadWorld, sayAt, type ThreadWorld } from '../threads/seats.ts'
import { inRoom } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'
import { jobsDone } from '../support/jobs-done.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { addressOf, inboundEnv, mailOf, password, postMail } from './mailbox.ts'

const app = hirewire({ worker: true, env: inboundEnv })
let world: ThreadWorld
let threadId: string
let address: string
beforeAll(async () => {
  world = await makeThreadWorld()
  const said = await sayAt(
    app,
    world.people.recruiter,
    `/applications/${world.application}`,
    'discussion',
    'What do you think?',
  )
  threadId = said.threadId
  address = await addressOf(threadId, world.people.client)
})
beforeEach(() => app.sql('delete from inbound_mail'))

const messages = () =>
  app.sql<{ text: string; by_id: string; by_name: string; side: string }>(
    'select * from message where thread_id = $1 order by number',
    [threadId],
  )
const recorded = () =>
  app.sql<{ id: string; outcome: Outcome; user_id: string; thread_id: string }>('select * from inbound_mail')
const refusals = async (to: Pick<Person, 'email'>) => {
  await jobsDone(app)
  return app.sql<{ text: string; html: string; headers: Record<string, string> }>(
    `select * from dev_mail where recipient = $1 and key like 'inbound-refused:%' order by created_at desc`,
    [to.email],
  )
}
const outcomeOf = async (mail: object) => {
  const { status, body } = await postMail(app, mail)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.outcome
}
/** What is said and what is on record stay as they are; the worker goes on with its own. */
const unchanged = async <Answer>(post: () => Promise<Answer>): Promise<Answer> => {
  const all = () => Promise.all([messages(), recorded(), app.sql('select * from dev_mail order by id')])
  await jobsDone(app)
  const before = await all()
  const answer = await post()
  await jobsDone(app)
  expect(await all()).toEqual(before)
  return answer
}
/** Nothing is said by it, and it is on record why. */
const refused = async (mail: { MessageID: string }, outcome: Outcome) => {
  const before = await messages()
  expect(await outcomeOf(mail)).toBe(outcome)
  expect(await messages()).toEqual(before)
  expect((await recorded()).find(({ id }) => id === mail.MessageID)?.outcome).toBe(outcome)
}

describe('an answer by mail', () => {
  it('stands in the thread, in the name of who wrote it, and in the room within a second', async () => {
    const { client, recruiter } = world.people
    const seat = await inRoom(app.url, recruiter, `application:${world.application}`)
    expect(await outcomeOf(mailOf(client, address))).toBe('taken')
    await until('it is heard', () => seat.events.some(({ type }) => type === 'thread.replied'), 1_000)
    expect(seat.events.at(-1)!.actor).toEqual({ id: client.id, name: client.name })
    seat.close()
    expect((await messages()).at(-1)).toMatchObject({
      text: 'Yes, let us meet.',
      by_id: client.id,
      by_name: client.name,
      side: 'client',
    })
    expect(await recorded()).toMatchObject([{ outcome: 'taken', user_id: client.id, thread_id: threadId }])
  })

  it('is said once, however often it is delivered, also at once', async () => {
    const mail = mailOf(world.people.client, address, { TextBody: 'Just once' })
    const answers = await Promise.all([1, 2, 3].map(() => postMail(app, mail)))
    expect(answers.map(({ body }) => body.outcome).toSorted()).toEqual([
      'taken',
      'taken_before',
      'taken_before',
    ])
    await jobsDone(app)
    expect(await unchanged(() => outcomeOf({ ...mail, TextBody: 'Something else' }))).toBe('taken_before')
    expect((await messages()).filter(({ text }) => text === 'Just once')).toHaveLength(1)
  })

  it('arrives in whatever case its address is written, and among others', async () => {
    const { client } = world.people
    expect(await outcomeOf(mailOf(client, address.toUpperCase()))).toBe('taken')
    expect(await outcomeOf(mailOf({ ...client, email: client.email.toUpperCase() }, address))).toBe('taken')
    const among = mailOf(client, 'somebody@else.example', {
      OriginalRecipient: '',
      CcFull: [{ Email: 'x@y.example' }, { Email: address }],
    })
    expect(await outcomeOf(among)).toBe('taken')
  })

  it('fits into any mailbox, and says neither who nor where', () => {
    const [local = ''] = address.split('@')
    expect(address).toMatch(/^reply\+[a-z2-7]{20}@inbound\.example$/)
    expect(local.length).toBeLessThan(64)
  })

  it('is Markdown as in the app: no tag of it is one', async () => {
    const { client, recruiter } = world.people
    const text = '**yes** [x](javascript:alert(1)) ![y](https://track.example)\n\n<script>alert(1)</script>'
    expect(await outcomeOf(mailOf(client, address, { TextBody: text }))).toBe('taken')
    const { body } = await app.call(recruiter, 'GET', `/threads/${threadId}/messages?limit=1`)
    expect(body.data[0].text).toBe(text)
    expect(body.data[0].html).not.toMatch(/<script|href="javascript|<img/)
    expect(body.data[0].html).toContain('<strong>yes</strong>')
  })

  it('is taken from below and between what it answers to as well', async () => {
    const quoted = '> SECRET-QUOTE What do you think?'
    const TextBody = `Am 24.11.26 um 10:15 schrieb Hirewire:\n${quoted}\n\nGladly.\n\n${quoted}\n\nOn Tuesday?\n-- \nClara`
    expect(await outcomeOf(mailOf(world.people.client, address, { TextBody }))).toBe('taken')
    expect((await messages()).at(-1)!.text).toBe('Gladly.\n\nOn Tuesday?')
  })

  it('is taken from HTML where there is nothing else', async () => {
    const html = `<div>Grüße aus <b>Łódź</b></div><blockquote type="cite">SECRET-QUOTE</blockquote>`
    const mail = mailOf(world.people.client, address, { TextBody: '', HtmlBody: html })
    expect(await outcomeOf(mail)).toBe('taken')
    expect((await messages()).at(-1)!.text).toBe('Grüße aus Łódź')
  })

  it('names the files that it does not take', async () => {
    const Attachments = [{ Name: 'cv.pdf', Content: 'aGVsbG8=', ContentType: 'application/pdf' }]
    expect(await outcomeOf(mailOf(world.people.client, address, { Attachments }))).toBe('taken')
    expect((await messages()).at(-1)!.text).toBe('Yes, let us meet.\n\nNot taken from the mail: “cv.pdf”')
  })

  it('is taken with files of many megabytes beside it', async () => {
    const Attachments = [{ Name: 'film.mp4', Content: 'A'.repeat(20_000_000) }]
    expect(await outcomeOf(mailOf(world.people.client, address, { Attachments }))).toBe('taken')
  })
})

describe('who posts', () => {
  it('must know the password', async () => {
    const mail = mailOf(world.people.client, address)
    for (const secret of [null, '', 'wrong', `${password}x`])
      expect(await unchanged(() => postMail(app, mail, secret))).toMatchObject({ status: 401 })
    const { headers } = await postMail(app, mail, null)
    expect(headers.get('www-authenticate')).toMatch(/^Basic realm=/)
    const asPerson = await app.call(world.people.admin, 'POST', '/hooks/postmark/inbound', mail)
    expect(asPerson.status).toBe(401)
    expect(await recorded()).toEqual([])
  })

  it('is heard before what it sends is read', async () => {
    const answer = await fetch(`${app.url}/api/hooks/postmark/inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"MessageID": ${'['.repeat(100_000)}`,
    })
    expect(answer.status).toBe(401)
  })

  it('gets 400 for what is no mail', async () => {
    for (const body of [{}, { MessageID: '' }, { ...mailOf(world.people.client, address), MessageID: 'a b' }])
      expect((await unchanged(() => postMail(app, body))).status).toBe(400)
    const broken = { ...mailOf(world.people.client, address), TextBody: 7 }
    expect((await unchanged(() => postMail(app, broken))).status).toBe(400)
  })
})

describe('a mail that is not taken', () => {
  it('came to an address that we never gave', async () => {
    const { client } = world.people
    const [, token = ''] = /\+(.*)@/.exec(address) ?? []
    const forged = `reply+${token.startsWith('a') ? 'b' : 'a'}${token.slice(1)}@inbound.example`
    const mails = await app.sql('select id from dev_mail')
    for (const to of ['reply@inbound.example', 'reply+x@inbound.example', forged])
      await refused(mailOf(client, to), 'unknown_address')
    await jobsDone(app)
    expect(await app.sql('select id from dev_mail')).toHaveLength(mails.length)
  })

  it('came to an address whose row is there, but is not signed by us', async () => {
    const token = 'a'.repeat(20)
    await app.sql('insert into reply_address values ($1, $2, $3)', [token, threadId, world.people.client.id])
    await refused(mailOf(world.people.client, `reply+${token}@inbound.example`), 'unknown_address')
  })

  it('came to somebody else’s address: they are told, the sender is not', async () => {
    const { client, unassignedClient } = world.people
    await refused(mailOf(unassignedClient, address), 'other_sender')
    const [told] = await refusals(client)
    expect(told!.text).toContain('an address that is not the one of your account')
    expect(told!.text).toContain(unassignedClient.email)
    expect(told!.headers).toMatchObject({ 'Auto-Submitted': 'auto-replied' })
    expect(await refusals(unassignedClient)).toEqual([])
  })

  it.each([
    ['Received-SPF', 'Fail (domain owner discourages use of this host)'],
    ['Authentication-Results', 'mx.example; spf=fail (not permitted); dkim=none'],
    ['Authentication-Results', 'mx.example; dkim=pass; dmarc=fail'],
    ['X-Spam-Tests', 'DKIM_SIGNED,SPF_FAIL'],
    ['X-Spam-Tests', 'DKIM_SIGNED,DKIM_VALID,DMARC_QUAR'],
  ])('failed a check on the way: %s %s', async (Name, Value) => {
    await refused(mailOf(world.people.client, address, { Headers: [{ Name, Value }] }), 'failed_checks')
  })

  it.each([
    [{ Headers: [{ Name: 'Auto-Submitted', Value: 'auto-replied' }] }],
    [{ Headers: [{ Name: 'auto-submitted', Value: 'auto-generated' }] }],
    [{ Headers: [{ Name: 'Precedence', Value: 'bulk' }] }],
    [{ Headers: [{ Name: 'X-Autoreply', Value: 'yes' }] }],
    [{ Headers: [{ Name: 'Return-Path', Value: '<>' }] }],
    [{ Headers: [{ Name: 'Content-Type', Value: 'multipart/report; report-type=delivery-status' }] }],
    [{ Subject: 'Automatic reply: The discussion' }],
    [{ Subject: 'Automatische Antwort: The discussion' }],
    [{ Subject: 'Réponse automatique : The discussion' }],
    [{ Subject: 'Out of office Re: The discussion' }],
    [{ Subject: 'Автоматична відповідь: The discussion' }],
    [{ Subject: 'Αυτόματη απάντηση: The discussion' }],
    [{ Subject: 'Odpowiedź automatyczna: The discussion' }],
    [{ Subject: 'Respuesta automática: The discussion' }],
    [{ FromFull: { Email: 'MAILER-DAEMON@mx.example' } }],
  ])('was written by a machine, which is told nothing: %j', async more => {
    const before = await refusals(world.people.client)
    await refused(mailOf(world.people.client, address, more), 'automatic')
    expect(await refusals(world.people.client)).toHaveLength(before.length)
  })

  it('and one that a person wrote, though its headers are many', async () => {
    const Headers = [
      { Name: 'Auto-Submitted', Value: 'no' },
      { Name: 'Return-Path', Value: '<clara@x.example>' },
      { Name: 'Authentication-Results', Value: 'mx.example; spf=softfail; dkim=fail (body hash)' },
      { Name: 'X-Spam-Tests', Value: 'DKIM_SIGNED,DKIM_INVALID,SPF_PASS' },
      { Name: 'X-Auto-Response-Suppress', Value: 'DR, OOF, AutoReply' },
    ]
    expect(await outcomeOf(mailOf(world.people.client, address, { Headers }))).toBe('taken')
  })

  it('says nothing, or too much', async () => {
    const { client } = world.people
    await refused(mailOf(client, address, { TextBody: ' \n> only a quote\n' }), 'empty')
    await refused(mailOf(client, address, { TextBody: 'word '.repeat(1_000) }), 'too_long')
    await refused(mailOf(client, address, { TextBody: 'word '.repeat(1_000_000) }), 'too_long')
    const [told] = await refusals(client)
    expect(told!.text).toContain('at most 4,000 characters')
  })

  it('is told of three times an hour at most', async () => {
    const { candidate } = world.people
    const said = await sayAt(app, candidate, `/applications/${world.application}`, 'candidate', 'Hello')
    const own = await addressOf(said.threadId, candidate)
    for (let count = 0; count < 6; count++) await outcomeOf(mailOf(candidate, own, { TextBody: '' }))
    expect(await refusals(candidate)).toHaveLength(3)
  })

  it('is put on record once, and its writer is told once', async () => {
    const { client } = world.people
    const mail = mailOf(client, address, { TextBody: '' })
    const before = (await refusals(client)).length
    await refused(mail, 'empty')
    expect(await refusals(client)).toHaveLength(before + 1)
    expect(await unchanged(() => outcomeOf(mail))).toBe('taken_before')
    expect(await refusals(client)).toHaveLength(before + 1)
  })
})

describe('whoever may not write any more', () => {
  const mail = async (person: Person, kind: 'discussion' | 'negotiation' = 'discussion') => {
    const place =
      kind === 'discussion'
        ? (`/applications/${world.application}` as const)
        : (`/jobs/${world.job}` as const)
    const said = await sayAt(app, world.people.recruiter, place, kind, 'Again')
    return mailOf(person, await addressOf(said.threadId, person), { MessageID: randomUUID() })
  }

  it('is refused: an interviewer who was taken off the panel', async () => {
    const { interviewer } = world.people
    const answer = await mail(interviewer)
    await app.sql(`update interview_panelist set answer = 'declined' where user_id = $1`, [interviewer.id])
    await refused(answer, 'no_access')
    const [told] = await refusals(interviewer)
    expect(told!.text).toContain('not any more')
    expect(told!.text).not.toContain('What do you think?')
  })

  it('is refused: a client who reads the negotiation but does not speak in it', async () => {
    await refused(await mail(world.people.unassignedClient, 'negotiation'), 'no_access')
  })

  it('is refused: an outsider with an address of their own', async () => {
    for (const outsider of [world.people.otherClient, world.people.outsideRecruiter, world.people.candidate])
      await refused(await mail(outsider), 'no_access')
  })

  it('is refused: somebody who works elsewhere now', async () => {
    const { recruiter2 } = world.people
    const answer = await mail(recruiter2)
    await app.sql('update users set company_id = $2 where id = $1', [recruiter2.id, world.otherStaffing])
    await refused(answer, 'no_access')
  })

  it('is refused while the thread is closed, and told so', async () => {
    const { recruiter } = world.people
    const answer = await mail(recruiter)
    const shown = 'update application set shown_to_client_at = $2 where id = $1'
    await app.sql(shown, [world.application, null])
    await refused(answer, 'closed')
    await app.sql(shown, [world.application, new Date()])
    expect((await refusals(recruiter))[0]!.text).toContain('at the moment')
  })

  it('is refused, and not told: somebody who was deactivated', async () => {
    const { manager } = world.people
    const answer = await mail(manager)
    await app.sql('update users set deactivated_at = now() where id = $1', [manager.id])
    await refused(answer, 'no_access')
    expect(await refusals(manager)).toEqual([])
  })
})
