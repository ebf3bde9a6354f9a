import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { makeWorld } from '../support/world.ts'

const password = 'only-for-tests-of-webhooks'
const basic = (secret: string) => ({
  authorization: `Basic ${Buffer.from(`postmark:${secret}`).toString('base64')}`,
})

describe('POST /api/hooks/postmark', () => {
  const app = hirewire({ env: { POSTMARK_WEBHOOK_PASSWORD: password } })
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  beforeEach(async () => {
    await app.sql('delete from suppression')
    await app.sql('delete from webhook_receipt')
  })
  const tell = (event: unknown, headers: Record<string, string> = basic(password)) =>
    app.call(null, 'POST', '/hooks/postmark', event, headers)
  const suppressed = async (person: Person) =>
    (await app.call(person, 'GET', '/me/preferences')).body.address.suppressed
  const bounce = (person: Person, changes: object = {}) => ({
    RecordType: 'Bounce',
    MessageStream: 'outbound',
    // As in Postmark's documentation: more than a number can tell apart
    ID: Number('4323372036854775807'),
    Type: 'HardBounce',
    TypeCode: 1,
    Name: 'Hard bounce',
    Tag: 'application-moved',
    MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
    Metadata: { key: 'one' },
    ServerID: 23,
    Description: 'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
    Details: 'smtp;550 5.1.1 There is no such mailbox.',
    Email: person.email.toUpperCase(),
    From: 'no-reply@hirewire.example',
    BouncedAt: '2026-10-05T16:33:54.9070259Z',
    DumpAvailable: true,
    Inactive: true,
    CanActivate: true,
    Subject: 'News',
    ...changes,
  })
  const change = (person: Person, changes: object = {}) => ({
    RecordType: 'SubscriptionChange',
    MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
    ServerID: 23,
    MessageStream: 'broadcast',
    ChangedAt: '2026-10-06T10:00:00Z',
    Recipient: person.email,
    Origin: 'Recipient',
    SuppressSending: true,
    SuppressionReason: 'ManualSuppression',
    Tag: '',
    Metadata: {},
    ...changes,
  })

  it('suppresses an address that bounced for good, and shows why to its owner', async () => {
    const { recruiter, manager } = world.people
    expect((await tell(bounce(recruiter))).body).toEqual({ status: 'taken' })
    expect(await suppressed(recruiter)).toEqual([
      {
        stream: 'outbound',
        reason: 'bounce',
        detail: 'smtp;550 5.1.1 There is no such mailbox.',
        at: '2026-10-05T16:33:54.907Z',
      },
    ])
    expect(await suppressed(manager)).toEqual([])
  })

  it('minds no bounce that may pass, nor what it does not know', async () => {
    const { recruiter } = world.people
    for (const event of [
      bounce(recruiter, { Type: 'SoftBounce' }),
      bounce(recruiter, { Type: 'Transient', ID: 2 }),
      bounce(recruiter, { MessageStream: 'newsletters', ID: 3 }),
      { RecordType: 'Delivery', MessageID: 'x', Recipient: recruiter.email },
      { RecordType: 'Open' },
      { RecordType: 'constructor' },
    ])
      expect((await tell(event)).status, JSON.stringify(event)).toBe(200)
    expect(await suppressed(recruiter)).toEqual([])
  })

  it('takes a complaint, and the changes of a stream both ways', async () => {
    const { client } = world.people
    await tell(bounce(client, { RecordType: 'SpamComplaint', Type: 'SpamComplaint', ID: 42, Details: '' }))
    await tell(change(client))
    expect(await suppressed(client)).toMatchObject([
      { stream: 'outbound', reason: 'complaint' },
      { stream: 'broadcast', reason: 'unsubscribed', detail: null },
    ])
    const again = { SuppressSending: false, SuppressionReason: null, ChangedAt: '2026-10-07T10:00:00Z' }
    await tell(change(client, again))
    expect(await suppressed(client)).toMatchObject([{ stream: 'outbound', reason: 'complaint' }])
  })

  it('does nothing twice: what was told before changes nothing', async () => {
    const { recruiter } = world.people
    const answers = await Promise.all([1, 2, 3].map(() => tell(bounce(recruiter))))
    expect(answers.map(({ body }) => body.status).toSorted()).toEqual([
      'taken',
      'taken_before',
      'taken_before',
    ])
    await app.sql('delete from suppression')
    expect((await tell(bounce(recruiter))).body.status).toBe('taken_before')
    expect(await suppressed(recruiter)).toEqual([])
    // Ids that are one number to JavaScript are told apart by their mails.
    const other = bounce(recruiter, { ID: Number('4323372036854775806'), MessageID: 'another' })
    expect((await tell(other)).body.status).toBe('taken')
  })

  it('goes by when it happened, not by when it is told', async () => {
    const { recruiter } = world.people
    const at = (time: string, changes: object) =>
      change(recruiter, { MessageStream: 'outbound', ChangedAt: `2026-10-06T${time}Z`, ...changes })
    await tell(at('12:00:00', { SuppressSending: false, SuppressionReason: null }))
    await tell(bounce(recruiter, { BouncedAt: '2026-10-06T11:00:00Z' }))
    await tell(at('11:00:01', { SuppressionReason: 'HardBounce' }))
    expect(await suppressed(recruiter)).toEqual([])
    await tell(at('13:00:00', { SuppressionReason: 'SpamComplaint' }))
    await tell(bounce(recruiter, { BouncedAt: '2026-10-06T12:30:00Z', ID: 2 }))
    expect(await suppressed(recruiter)).toMatchObject([
      { reason: 'complaint', at: '2026-10-06T13:00:00.000Z' },
    ])
  })

  it('keeps why it bounced, whichever of the two that tell of it comes first', async () => {
    const { recruiter, manager } = world.people
    const both = (person: Person) => [
      bounce(person),
      change(person, {
        MessageStream: 'outbound',
        SuppressionReason: 'HardBounce',
        ChangedAt: '2026-10-05T16:33:56Z',
      }),
    ]
    for (const event of [...both(recruiter), ...both(manager).toReversed()]) await tell(event)
    for (const person of [recruiter, manager])
      expect(await suppressed(person)).toMatchObject([
        {
          reason: 'bounce',
          detail: 'smtp;550 5.1.1 There is no such mailbox.',
          at: '2026-10-05T16:33:56.000Z',
        },
      ])
  })

  it('takes what is told of an address that nobody here has', async () => {
    expect((await tell(bounce({ ...world.people.recruiter, email: 'nobody@else.example' }))).body).toEqual({
      status: 'taken',
    })
  })

  it('lets in nobody else, and says nothing more', async () => {
    const { recruiter } = world.people
    const wrong: Record<string, string>[] = [
      {},
      basic('wrong'),
      basic(''),
      basic(`${password}x`),
      { authorization: `Bearer ${password}` },
      { authorization: 'Basic' },
      { authorization: `Bearer ${world.people.admin.token}` },
    ]
    const bodies = await Promise.all(
      wrong.flatMap(headers => [
        tell(bounce(recruiter), headers),
        tell({ RecordType: 5 }, headers),
        tell('{broken', headers),
      ]),
    )
    expect(new Set(bodies.map(({ status, body }) => `${status} ${body.code} ${body.detail}`)).size).toBe(1)
    expect(bodies[0]!.status).toBe(401)
    expect(await suppressed(recruiter)).toEqual([])
    expect(await app.sql('select from webhook_receipt')).toEqual([])
  })

  it('says what is wrong with what it cannot read, and changes nothing', async () => {
    const { recruiter } = world.people
    const wrong: [unknown, string][] = [
      [{}, '/RecordType'],
      [bounce(recruiter, { Email: undefined }), '/Email'],
      [bounce(recruiter, { Email: 'a\0b@people.example' }), '/Email'],
      [bounce(recruiter, { BouncedAt: 'yesterday' }), '/BouncedAt'],
      [change(recruiter, { SuppressSending: 'yes' }), '/SuppressSending'],
      [change(recruiter, { Recipient: '' }), '/Recipient'],
    ]
    for (const [event, pointer] of wrong) {
      const { status, body } = await tell(event)
      expect([status, body.errors?.[0].pointer], JSON.stringify(event)).toEqual([400, pointer])
    }
    const huge = await tell(bounce(recruiter, { Content: 'x'.repeat(300_000) }))
    expect(huge.status).toBe(413)
    expect(await suppressed(recruiter)).toEqual([])
    expect(await app.sql('select from webhook_receipt')).toEqual([])
  })
})
