import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Category } from '../../db/tables.ts'
import { deliverEmail, enqueueMails } from '../../server/mail/deliver.ts'
import { readUnsubscribeToken } from '../../server/mail/unsubscribe-link.ts'
import { transaction } from '../../server/transaction.ts'
import { startFakePostmark } from '../support/fake-postmark.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'

const fake = await startFakePostmark()
afterAll(() => fake.close())

describe('a mail by what it is about', () => {
  const app = hirewire({ env: { POSTMARK_TOKEN: fake.token, POSTMARK_HOST: fake.host } })
  beforeEach(async () => {
    fake.reset()
    await app.sql('delete from suppression')
  })

  let userId: string
  beforeAll(async () => {
    userId = (await app.person('candidate')).id
  })
  /** Mails of these categories, delivered; null is one that is about nothing but an account. */
  const deliver = async (categories: (Category | null)[], to = 'Some.Body@people.example') => {
    const keys = categories.map(() => `test:${randomUUID()}`)
    await transaction(null, write =>
      enqueueMails(
        write,
        categories.map((category, index) => ({
          key: keys[index]!,
          to,
          template: 'posting-approval',
          data: { jobTitle: 'Engineer', companyName: 'Nordwerk', url: `${testOrigin}/jobs` },
          ...(category && { about: { userId, category } }),
        })),
      ),
    )
    const jobs = await app.sql<{ data: object }>(
      `select data from pgboss.job where name = 'deliver-email' and data->>'key' = any($1)
       order by array_position($1, data->>'key')`,
      [keys],
    )
    expect(jobs).toHaveLength(categories.length)
    for (const { data } of jobs) await deliverEmail(data)
    const effects = await app.sql<{ ref: string }>(
      'select ref from effect where key = any($1) order by array_position($1, key)',
      [keys],
    )
    return effects.map(({ ref }) => (ref.startsWith('refused') ? ref : 'sent'))
  }
  const stop = (stream: string, reason: string) =>
    app.sql(`insert into suppression values ('some.body@people.example', $1, $2, null, now())`, [
      stream,
      reason,
    ])
  const stops = () => app.sql('select address, stream, reason from suppression')

  it('goes by the stream of its category, and can be left with one click if it can be left', async () => {
    await deliver(['messages', 'tips', 'invoices', null])
    const bodies = fake.attempts.map(({ body }) => body)
    expect(bodies.map(body => body.MessageStream)).toEqual(['outbound', 'broadcast', 'outbound', 'outbound'])
    const [messages, tips, ...fixed] = bodies.map(({ Headers = [] }) =>
      Object.fromEntries(Headers.map(({ Name, Value }) => [Name, Value])),
    )
    for (const [headers, category] of [
      [messages!, 'messages'],
      [tips!, 'tips'],
    ] as const) {
      expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
      const [, token] = /^<http:\/\/hirewire\.test\/unsubscribe\/(.+)>$/.exec(headers['List-Unsubscribe']!)!
      expect(readUnsubscribeToken(token!)).toEqual({ userId, category })
    }
    expect(fixed).toEqual([{}, {}])
  })

  it('says at its foot where to choose, if there is a choice', async () => {
    await deliver(['jobs', 'security'])
    const [chosen, fixed] = fake.attempts.map(({ body }) => body.TextBody)
    expect(chosen).toContain(`${testOrigin}/settings/notifications`)
    const [, token] = /Get no more mails of this kind: http:\/\/hirewire\.test\/unsubscribe\/(\S+)/.exec(
      chosen!,
    )!
    expect(readUnsubscribeToken(token!)).toEqual({ userId, category: 'jobs' })
    expect(fixed).not.toMatch(/settings\/notifications|unsubscribe/)
  })

  it('is not sent where its stream delivers nothing, and the ledger says why', async () => {
    await stop('outbound', 'bounce')
    expect(await deliver(['messages', 'security', 'invoices', 'tips'])).toEqual([
      'refused: suppressed (bounce)',
      'refused: suppressed (bounce)',
      'refused: suppressed (bounce)',
      'sent',
    ])
    expect(fake.attempts).toHaveLength(1)
  })

  it('comes to who unsubscribed at the provider, if it is one that nobody can do without', async () => {
    await stop('outbound', 'unsubscribed')
    expect(await deliver(['messages', 'security', 'invoices', null])).toEqual([
      'refused: suppressed (unsubscribed)',
      'sent',
      'sent',
      'sent',
    ])
    await app.sql(`update suppression set reason = 'complaint'`)
    expect(await deliver(['security'])).toEqual(['refused: suppressed (complaint)'])
  })

  it('is not sent to who was deactivated while it waited in the queue', async () => {
    await app.sql('update users set deactivated_at = now() where id = $1', [userId])
    expect(await deliver(['messages', 'invoices'])).toEqual(['refused: deactivated', 'refused: deactivated'])
    expect(fake.attempts).toEqual([])
    await app.sql('update users set deactivated_at = null where id = $1', [userId])
    expect(await deliver(['messages'])).toEqual(['sent'])
  })

  it('goes to an address that it may go to again', async () => {
    await app.sql(
      `insert into suppression values ('some.body@people.example', 'outbound', null, null, now())`,
    )
    expect(await deliver(['messages'])).toEqual(['sent'])
  })

  it('is not tried again where the provider gave up, for the reason that it gives', async () => {
    fake.suppress({ address: 'some.body@people.example', stream: 'outbound', reason: 'SpamComplaint' })
    fake.setMode('inactive')
    const [first] = await deliver(['messages'])
    expect(first).toMatch(/^refused: You tried to send/)
    expect(await stops()).toEqual([
      { address: 'some.body@people.example', stream: 'outbound', reason: 'complaint' },
    ])
    expect(await deliver(['messages'])).toEqual(['refused: suppressed (complaint)'])
    expect(fake.attempts).toHaveLength(1)
    await deliver(['tips'])
    expect(await stops()).toContainEqual({
      address: 'some.body@people.example',
      stream: 'broadcast',
      reason: 'bounce',
    })
  })
})
