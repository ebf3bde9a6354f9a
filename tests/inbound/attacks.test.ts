import fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeThreadWorld, sayAt, type ThreadWorld } from '../threads/seats.ts'
import { hirewire } from '../support/hirewire.ts'
import { jobsDone } from '../support/jobs-done.ts'
import { addressOf, basic, inboundEnv, mailOf, password, postMail } from './mailbox.ts'

const app = hirewire({ worker: true, env: inboundEnv })
let world: ThreadWorld
let threadId: string
let otherThreadId: string
let address: string
let otherAddress: string
beforeAll(async () => {
  world = await makeThreadWorld()
  const { recruiter, client } = world.people
  const place = `/applications/${world.application}` as const
  threadId = (await sayAt(app, recruiter, place, 'discussion', 'What do you think?')).threadId
  otherThreadId = (await sayAt(app, recruiter, `/jobs/${world.job}`, 'negotiation', 'And the fee?')).threadId
  address = await addressOf(threadId, client)
  otherAddress = await addressOf(otherThreadId, client)
})
beforeEach(() => app.sql('delete from inbound_mail'))

const saidIn = async (thread: string) =>
  (
    await app.sql<{ text: string }>('select text from message where thread_id = $1 order by number', [thread])
  ).map(({ text }) => text)
const outcomeOf = async (mail: object) => {
  const { status, body } = await postMail(app, mail)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.outcome
}
const withId = (id: string) => ({ Headers: [{ Name: 'Message-ID', Value: `<${id}@mail.example>` }] })

describe('a mail that was sent once and arrives twice, for a server did not hear that it had', () => {
  it('is said once, though the provider takes it for two', async () => {
    const mail = () => mailOf(world.people.client, address, { TextBody: 'Sent once', ...withId('once') })
    const answers = await Promise.all([mail(), mail(), mail()].map(each => outcomeOf(each)))
    expect(answers.toSorted()).toEqual(['taken', 'taken_before', 'taken_before'])
    expect(await outcomeOf(mail())).toBe('taken_before')
    expect((await saidIn(threadId)).filter(text => text === 'Sent once')).toHaveLength(1)
  })

  it('is said in each thread that it was sent to', async () => {
    const both = {
      TextBody: 'To both',
      ToFull: [{ Email: address }, { Email: otherAddress }],
      ...withId('both'),
    }
    const { client } = world.people
    expect(await outcomeOf(mailOf(client, address, both))).toBe('taken')
    expect(await outcomeOf(mailOf(client, otherAddress, both))).toBe('taken')
    expect((await saidIn(threadId)).at(-1)).toBe('To both')
    expect((await saidIn(otherThreadId)).at(-1)).toBe('To both')
  })

  it('is said by the second, if the first came from elsewhere', async () => {
    const { client, unassignedClient } = world.people
    expect(await outcomeOf(mailOf(unassignedClient, address, withId('copied')))).toBe('other_sender')
    expect(await outcomeOf(mailOf(client, address, withId('copied')))).toBe('taken')
  })

  it('is another’s where only its id is the same: nobody keeps others from speaking', async () => {
    const { client, recruiter } = world.people
    const recruiters = await addressOf(threadId, recruiter)
    expect(await outcomeOf(mailOf(client, address, withId('same')))).toBe('taken')
    expect(await outcomeOf(mailOf(recruiter, recruiters, withId('same')))).toBe('taken')
  })

  it.each(['', '<>', 'no id', `<${'x'.repeat(5_000)}>`, '<\u0000\ud83d@x>'])(
    'and two without an id are two: %j',
    async Value => {
      const Headers = [{ Name: 'Message-ID', Value }]
      for (let count = 0; count < 2; count++)
        expect(await outcomeOf(mailOf(world.people.client, address, { Headers }))).toBe('taken')
    },
  )
})

describe('machines that answer each other', () => {
  it('come to an end, though nothing says that they are machines', async () => {
    const { client } = world.people
    const told = () =>
      app.sql(`select from dev_mail where recipient = $1 and text like '%than a person writes%'`, [
        client.email,
      ])
    await app.sql(
      `insert into inbound_mail (id, thread_id, user_id, outcome, at)
       select 'before-' || n, $1, $2, 'taken', now() - interval '30 minutes' from generate_series(1, 29) n`,
      [threadId, client.id],
    )
    expect(await outcomeOf(mailOf(client, address, { TextBody: 'The thirtieth' }))).toBe('taken')
    expect(await outcomeOf(mailOf(client, address, { TextBody: 'One too many' }))).toBe('too_many')
    expect(await saidIn(threadId)).not.toContain('One too many')
    expect(await outcomeOf(mailOf(client, otherAddress, { TextBody: 'Elsewhere' }))).toBe('taken')
    await jobsDone(app)
    expect(await told()).toHaveLength(1)
    await app.sql(`update inbound_mail set at = at - interval '1 hour'`)
    expect(await outcomeOf(mailOf(client, address, { TextBody: 'An hour later' }))).toBe('taken')
  })
})

describe('what no mail program writes', () => {
  it('in a subject does not keep its writer from being told', async () => {
    const { client } = world.people
    for (const Subject of [
      '\u0000\u202e',
      'Re: \u0000Gr\ud83d\u00fc\u00dfe\nBcc: x@y.example',
      'x'.repeat(3_000_000),
    ]) {
      await app.sql('delete from inbound_mail')
      await app.sql('delete from dev_mail')
      expect(await outcomeOf(mailOf(client, address, { Subject, TextBody: '' }))).toBe('empty')
      await jobsDone(app)
      const [told] = await app.sql<{ text: string; subject: string }>(
        'select * from dev_mail where recipient = $1',
        [client.email],
      )
      expect(told!.subject).toBe('Your answer by mail was not taken')
      expect(told!.text.length).toBeLessThan(2_000)
    }
  })

  it('is as good as nothing: fields that are null', async () => {
    const nothing = {
      ToFull: null,
      CcFull: null,
      Subject: null,
      HtmlBody: null,
      Headers: null,
      Attachments: null,
    }
    expect(await outcomeOf(mailOf(world.people.client, address, nothing))).toBe('taken')
    expect(await outcomeOf(mailOf(world.people.client, address, { ...nothing, TextBody: null }))).toBe(
      'empty',
    )
  })

  it('is taken for text: what breaks other parsers', async () => {
    const { client } = world.people
    const texts = [
      'a\u0000b',
      'x\ud83d',
      '\udc4dx',
      '<!--',
      ']]>',
      "'; drop table message; --",
      '\\u0000',
      '${x}{{x}}',
    ]
    for (const TextBody of texts) expect(await outcomeOf(mailOf(client, address, { TextBody }))).toBe('taken')
    expect((await saidIn(threadId)).slice(-texts.length)).toEqual(
      texts.map(text => text.replace('\u0000', '').toWellFormed()),
    )
  })

  it('is no fault of ours, whatever it is', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        null,
        7,
        true,
        [],
        {},
        '\u0000',
        '\ud83d',
        [null],
        [{}],
        [{ Email: 7 }],
        [{ Name: null, Value: null }],
      ),
      fc
        .anything({ withNullPrototype: false })
        .map(anything => JSON.parse(JSON.stringify(anything ?? null)) as unknown),
    )
    const names =
      'FromFull ToFull CcFull OriginalRecipient Subject TextBody HtmlBody Headers Attachments From __proto__'.split(
        ' ',
      )
    const changed = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 3 })
    await fc.assert(
      fc.asyncProperty(changed, async changes => {
        const { status } = await postMail(app, mailOf(world.people.client, otherAddress, changes))
        expect([200, 400]).toContain(status)
      }),
      { numRuns: 100 },
    )
  })

  it('is refused before it fills the memory, or the time of others', async () => {
    const post = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
      fetch(`${app.url}/api/hooks/postmark/inbound`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', ...headers },
        body,
      })
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(60_000_000, ' ')))
    expect((await post(bomb)).status).toBe(401)
    expect((await post(bomb, { authorization: basic(password) })).status).toBe(413)
    const many = { length: 100_000 }
    const mail = mailOf(world.people.client, address, {
      CcFull: Array.from(many, (_, index) => ({ Email: `${index}@x.example` })),
      Headers: Array.from(many, () => ({ Name: 'Authentication-Results', Value: 'dkim '.repeat(20) })),
      Attachments: Array.from(many, (_, index) => ({ Name: `${index}.pdf` })),
    })
    expect(await outcomeOf(mail)).toBe('taken')
    expect((await saidIn(threadId)).at(-1)).toContain('99995 more')
  })
})

describe('an address', () => {
  it('counts where the mail was delivered, before where it says that it goes', async () => {
    const { client } = world.people
    for (const [delivered, thread] of [
      [address, threadId],
      [otherAddress, otherThreadId],
    ] as const) {
      const ToFull = [{ Email: otherAddress }, { Email: address }]
      const mail = mailOf(client, delivered, { ToFull, TextBody: `For ${delivered}` })
      expect(await outcomeOf(mail)).toBe('taken')
      expect((await saidIn(thread)).at(-1)).toBe(`For ${delivered}`)
    }
  })

  it('is known where it is forwarded to the mailbox of the provider', async () => {
    const mail = mailOf(world.people.client, address, {
      OriginalRecipient: '451d9b70@inbound.provider.example',
    })
    expect(await outcomeOf(mail)).toBe('taken')
    const [, token = ''] = /\+(.*)@/.exec(address) ?? []
    const hashed = mailOf(world.people.client, `451d9b70+${token.toUpperCase()}@inbound.provider.example`)
    expect(await outcomeOf(hashed)).toBe('taken')
  })

  it('without what stands behind its + is nobody’s, though the mail says what it answers', async () => {
    const Headers = [{ Name: 'References', Value: `<thread.${threadId}@hirewire.test>` }]
    expect(await outcomeOf(mailOf(world.people.client, 'reply@inbound.example', { Headers }))).toBe(
      'unknown_address',
    )
  })
})
