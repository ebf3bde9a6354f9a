import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deliverEmail, enqueueMail, type OutgoingMail } from '../../server/mail/deliver.ts'
import { transaction } from '../../server/transaction.ts'
import { startFakePostmark } from '../support/fake-postmark.ts'
import { hirewire } from '../support/hirewire.ts'

const fake = await startFakePostmark()
afterAll(() => fake.close())

describe('delivering a mail through Postmark', () => {
  const app = hirewire({ env: { POSTMARK_TOKEN: fake.token, POSTMARK_HOST: fake.host } })
  beforeAll(() => app.sql('delete from pgboss.job'))
  beforeEach(() => fake.reset())

  /** A mail as a command would put it in its transaction, and the job that came of it. */
  const prepare = async (
    mail: Pick<OutgoingMail, 'template' | 'data' | 'about'> = {
      template: 'verification-code',
      data: { code: '482917', minutes: 10 },
    },
  ) => {
    const key = `test:${randomUUID()}`
    const outgoing = { ...mail, key, to: 'somebody@people.example' } as OutgoingMail
    await transaction(null, write => enqueueMail(write, outgoing))
    const [job] = await app.sql<{ data: Record<string, string> }>(
      `select data from pgboss.job where name = 'deliver-email' and data->>'key' = $1`,
      [key],
    )
    return { key, job: job!.data }
  }
  const ledger = (key: string) =>
    app.sql<{ done_at: Date | null; ref: string | null }>('select done_at, ref from effect where key = $1', [
      key,
    ])
  const longAgo = (key: string) =>
    app.sql(`update effect set claimed_at = now() - interval '2 minutes' where key = $1`, [key])

  it('keeps what is in it from whoever reads the queue', async () => {
    const { job } = await prepare()
    expect(JSON.stringify(job)).not.toContain('482917')
  })

  it('sends once, however often the job comes', async () => {
    const { key, job } = await prepare()
    await Promise.all([deliverEmail(job), deliverEmail(job).catch(() => {})])
    await deliverEmail(job)
    expect(fake.attempts.filter(attempt => attempt.key === key)).toHaveLength(1)
    expect(fake.attempts[0]!.body).toMatchObject({ To: 'somebody@people.example', Tag: 'verification-code' })
    expect((await ledger(key))[0]).toMatchObject({ ref: fake.attempts[0]!.ref })
  })

  it('does not send again what was accepted before the line broke', async () => {
    const { key, job } = await prepare()
    fake.setMode('accept-then-reset')
    await expect(deliverEmail(job)).rejects.toThrow(/fetch failed|hang up|other side closed/)
    fake.setMode('accept')
    // As long as nobody can say, nothing is sent and nothing is given up.
    fake.setSearchable(false)
    await expect(deliverEmail(job)).rejects.toThrow('cannot be told yet')
    fake.setSearchable(true)
    await deliverEmail(job)
    expect(fake.attempts).toHaveLength(1)
    expect((await ledger(key))[0]!.done_at).not.toBeNull()
  })

  it('sends again what was not accepted', async () => {
    const { key, job } = await prepare()
    fake.setMode('fail')
    await expect(deliverEmail(job)).rejects.toThrow('Internal Server Error')
    fake.setMode('accept')
    await longAgo(key)
    await deliverEmail(job)
    expect(fake.accepted().filter(attempt => attempt.key === key)).toHaveLength(1)
  })

  it('sends an offer at most once: where nobody can say whether it went out, somebody has to look', async () => {
    const { key, job } = await prepare({
      template: 'news',
      data: {
        title: 'An offer',
        facts: [],
        label: 'Answer',
        url: 'https://x.example',
        because: 'it is yours',
      },
      about: { userId: randomUUID(), category: 'offers' },
    })
    const unknown = async () =>
      (await app.sql('select unknown_at, done_at from effect where key = $1', [key]))[0]!
    fake.setMode('accept-then-reset')
    await expect(deliverEmail(job)).rejects.toThrow(/fetch failed|hang up|other side closed/)
    fake.setMode('accept')
    fake.setSearchable(false)
    await longAgo(key)
    for (let time = 0; time < 3; time++) await expect(deliverEmail(job)).rejects.toThrow('not sent twice')
    expect(fake.attempts).toHaveLength(1)
    expect(await unknown()).toMatchObject({ unknown_at: expect.any(Date), done_at: null })
    // Once it can be asked again it settles by itself.
    fake.setSearchable(true)
    await deliverEmail(job)
    expect(fake.attempts).toHaveLength(1)
    expect((await unknown()).done_at).not.toBeNull()
  })

  it('sends other mail again where nobody can say', async () => {
    const { key, job } = await prepare()
    fake.setMode('accept-then-reset')
    await expect(deliverEmail(job)).rejects.toThrow(/fetch failed|hang up|other side closed/)
    fake.setMode('accept')
    fake.setSearchable(false)
    await longAgo(key)
    await deliverEmail(job)
    expect(fake.accepted()).toHaveLength(2)
  })

  it('tries again at once what the provider said it did not take', async () => {
    const { job } = await prepare()
    fake.setMode('rate-limited')
    await expect(deliverEmail(job)).rejects.toThrow('Rate limit exceeded')
    fake.setMode('accept')
    await deliverEmail(job)
    expect(fake.accepted()).toHaveLength(1)
  })

  it('gives up on an address that takes no mail, and says so in the ledger', async () => {
    const { key, job } = await prepare()
    fake.setMode('inactive')
    await deliverEmail(job)
    await deliverEmail(job)
    expect(fake.attempts).toHaveLength(1)
    expect((await ledger(key))[0]!.ref).toMatch(/^refused: /)
  })
})
