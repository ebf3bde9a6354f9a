import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isPermanent } from '../../server/mail/errors.ts'
import type { Mail } from '../../server/mail/mailer.ts'
import { postmarkMailer } from '../../server/mail/postmark.ts'
import { startFakePostmark, type FakeMode } from '../support/fake-postmark.ts'

let postmark: Awaited<ReturnType<typeof startFakePostmark>>

beforeAll(async () => {
  postmark = await startFakePostmark()
})
beforeEach(() => postmark.reset())
afterAll(() => postmark.close())

const mailer = ({ token = postmark.token, timeoutMs = 2_000 } = {}) =>
  postmarkMailer({
    token,
    timeoutMs,
    from: 'Hirewire <no-reply@hirewire.test>',
    requestHost: postmark.host,
    useHttps: false,
  })

const mail = (changes: Partial<Mail> = {}): Mail => ({
  to: 'jonas@example.com',
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
  key: 'reminder:shortlist-action:1',
  stream: 'outbound',
  tag: 'invitation',
  ...changes,
})

const failure = async (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => error,
  )

describe('sending', () => {
  test('hands over both parts, the key as metadata, and tracks nothing', async () => {
    const { ref } = await mailer().send(
      mail({ headers: { 'List-Unsubscribe': '<https://hirewire.test/off>' } }),
    )

    expect(postmark.attempts).toHaveLength(1)
    expect(postmark.attempts[0]).toMatchObject({ key: 'reminder:shortlist-action:1', ref })
    expect(postmark.attempts[0]?.body).toEqual({
      From: 'Hirewire <no-reply@hirewire.test>',
      To: 'jonas@example.com',
      Subject: 'Hello',
      HtmlBody: '<p>Hello</p>',
      TextBody: 'Hello',
      Tag: 'invitation',
      MessageStream: 'outbound',
      TrackOpens: false,
      TrackLinks: 'None',
      Metadata: { key: 'reminder:shortlist-action:1' },
      Headers: [{ Name: 'List-Unsubscribe', Value: '<https://hirewire.test/off>' }],
    })
  })

  test('sends files along, as they are', async () => {
    const content = 'BEGIN:VCALENDAR\r\nSUMMARY:Gespräch\r\nEND:VCALENDAR\r\n'
    const contentType = 'text/calendar; charset=utf-8; method=REQUEST'
    const pdf = { name: 'invoice.pdf', contentType: 'application/pdf', content: 'JVBERi0=' }
    await mailer().send(
      mail({
        attachments: [
          { name: 'interview.ics', contentType, content },
          { ...pdf, encoding: 'base64' },
        ],
      }),
    )
    expect(postmark.attempts[0]?.body.Attachments).toEqual([
      {
        Name: 'interview.ics',
        ContentType: contentType,
        Content: Buffer.from(content).toString('base64'),
        ContentID: null,
      },
      { Name: pdf.name, ContentType: pdf.contentType, Content: pdf.content, ContentID: null },
    ])
  })

  test('says where it is answered to, and keeps the name that other mails refer to', async () => {
    const headers = { 'Reply-To': 'reply+abc@inbound.test', 'Message-ID': '<1@hirewire.test>' }
    await mailer().send(mail({ headers }))
    expect(postmark.attempts[0]?.body.ReplyTo).toBe('reply+abc@inbound.test')
    expect(postmark.attempts[0]?.body.Headers).toEqual([
      { Name: 'Message-ID', Value: '<1@hirewire.test>' },
      { Name: 'X-PM-KeepID', Value: 'true' },
    ])
  })

  test('gives up in time when nobody answers', async () => {
    postmark.setMode('hang')
    const started = Date.now()
    const error = await failure(mailer({ timeoutMs: 150 }).send(mail()))
    expect(Date.now() - started).toBeLessThan(1_500)
    expect(isPermanent(error)).toBe(false)
  })

  const refused: [FakeMode, boolean][] = [
    ['inactive', true],
    ['invalid-recipient', true],
    ['too-large', true],
    ['fail', false],
    ['maintenance', false],
    ['rate-limited', false],
    ['invalid-sender', false],
    ['sender-unconfirmed', false],
    ['account-pending', false],
  ]
  test.each(refused)('%s: permanent is %s', async (mode, permanent) => {
    postmark.setMode(mode)
    expect(isPermanent(await failure(mailer().send(mail())))).toBe(permanent)
    expect(postmark.accepted()).toHaveLength(0)
  })

  test('a wrong token is an operator’s to repair, so the mail is kept', async () => {
    const error = await failure(mailer({ token: 'wrong' }).send(mail()))
    expect(error).toMatchObject({ statusCode: 401 })
    expect(isPermanent(error)).toBe(false)
  })

  test('a server that is not there is temporary', async () => {
    const gone = await startFakePostmark()
    await gone.close()
    const away = postmarkMailer({
      token: 't',
      from: 'a@b.test',
      requestHost: gone.host,
      useHttps: false,
      timeoutMs: 500,
    })
    expect(isPermanent(await failure(away.send(mail())))).toBe(false)
    expect(await away.find(mail())).toBeUndefined()
  })

  test('other errors are not Postmark’s to judge', () => {
    expect([new Error('x'), null, undefined, 'x', { code: 406, statusCode: 422 }].some(isPermanent)).toBe(
      false,
    )
  })
})

describe('finding by key', () => {
  test('a mail that was taken before the line broke is found, though send failed', async () => {
    postmark.setMode('accept-then-reset')
    const error = await failure(mailer().send(mail({ key: 'invoice:42:issued' })))
    expect(isPermanent(error)).toBe(false)

    const [taken] = postmark.accepted()
    expect(await mailer().find(mail({ key: 'invoice:42:issued' }))).toEqual({ ref: taken?.ref })
  })

  test('a mail that was never taken is not found', async () => {
    postmark.setMode('fail')
    await failure(mailer().send(mail()))
    expect(await mailer().find(mail())).toBeNull()
  })

  test('keys that begin alike are told apart', async () => {
    await mailer().send(mail({ key: 'invoice:42:issued' }))
    expect(await mailer().find(mail({ key: 'invoice:4' }))).toBeNull()
  })

  test('a key longer than metadata may be is found again', async () => {
    const key = `reminder:shortlist-action:${'0190f0c2-7a3e-7d4e-9a55-1f2e3d4c5b6a:'.repeat(3)}`
    const { ref } = await mailer().send(mail({ key }))
    expect(await mailer().find(mail({ key }))).toEqual({ ref })
    expect(await mailer().find(mail({ key: `${key}x` }))).toBeNull()
  })

  test('when Postmark cannot be asked, nothing is claimed', async () => {
    await mailer().send(mail())
    postmark.setSearchable(false)
    expect(await mailer().find(mail())).toBeUndefined()
    expect(await mailer({ token: 'wrong' }).find(mail())).toBeUndefined()
  })
})

describe('streams', () => {
  test('a mail goes by its own, and is found in it', async () => {
    const { ref } = await mailer().send(mail({ stream: 'broadcast' }))
    expect(postmark.attempts[0]?.body.MessageStream).toBe('broadcast')
    expect(await mailer().find(mail({ stream: 'broadcast' }))).toEqual({ ref })
    expect(await mailer().find(mail())).toBeNull()
  })

  test('say why they deliver nothing to an address, and may be asked to again', async () => {
    const bounced = { address: 'Jonas@Example.com', stream: 'broadcast' } as const
    postmark.suppress({ ...bounced, reason: 'HardBounce' })
    expect(await mailer().suppressionOf(bounced)).toMatchObject({ reason: 'bounce', at: expect.any(Date) })
    expect(await mailer().suppressionOf({ ...bounced, stream: 'outbound' })).toBeUndefined()
    expect(await mailer().reactivate(bounced)).toBe(true)
    expect(await mailer().suppressionOf(bounced)).toBeUndefined()
  })

  test('keep what was called spam', async () => {
    const complained = { address: 'jonas@example.com', stream: 'outbound' } as const
    postmark.suppress({ ...complained, reason: 'SpamComplaint' })
    expect(await mailer().reactivate(complained)).toBe(false)
    expect(await mailer().suppressionOf(complained)).toMatchObject({ reason: 'complaint' })
  })
})
