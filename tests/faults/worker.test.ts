import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSender } from '../../jobs/queue.ts'
import { enqueueMails, type OutgoingMail } from '../../server/mail/deliver.ts'
import { transaction } from '../../server/transaction.ts'
import { startFakePostmark } from '../support/fake-postmark.ts'
import { testVariables } from '../support/hirewire.ts'
import { startWorker, type Running } from '../support/nodes.ts'
import { signedIn } from '../support/people.ts'
import { letQueuesAge } from '../support/queue-time.ts'
import { range } from '../support/range.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { keepAwake } from '../support/waiting-mails.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'

const moments = ['before-claim', 'after-claim', 'after-accept', 'before-mark'] as const
const mailsAtOnce = 3

/** An invoice, an offer, and news that may come twice: each by its key. */
const threeMails = (round: number): OutgoingMail[] => {
  const url = `${testVariables.PUBLIC_URL}/there`
  const to = 'somebody@people.example'
  const job = { jobTitle: 'Engineer', url }
  const sold = { ...job, sellerName: 'Staffing', candidateName: 'Cara', amount: '€1.00', due: 'today' }
  const payment = [{ label: 'IBAN', value: 'DE00' }]
  const offer = { title: 'You have an offer', facts: [], label: 'Answer', url, because: 'it is yours' }
  const about = { userId: '01890a5d-ac96-774b-bcce-b302099a8057', category: 'offers' } as const
  return [
    {
      key: `invoice ${round}`,
      to,
      template: 'invoice-issued',
      data: { ...sold, number: `R-${round}`, payment },
    },
    { key: `offer ${round}`, to, template: 'news', data: offer, about },
    { key: `news ${round}`, to, template: 'application-received', data: { ...job, companyName: 'Employer' } },
  ]
}

describe('F4: kill -9 of the worker around a mail', { timeout: 300_000 }, () => {
  const nodes = twoNodes()
  let provider: Awaited<ReturnType<typeof startFakePostmark>>
  let world: Awaited<ReturnType<typeof makeWorld>>
  let sender: Awaited<ReturnType<typeof openSender>>
  let worker: Running
  const start = async () => {
    worker = await startWorker({
      databaseUrl: nodes.databaseUrl,
      preload: 'tests/support/moments.ts',
      env: { POSTMARK_TOKEN: provider.token, POSTMARK_HOST: provider.host },
    })
  }
  beforeAll(async () => {
    Object.assign(process.env, testVariables)
    sender = await openSender(nodes.databaseUrl, () => {})
    provider = await startFakePostmark()
    world = await makeWorld()
    await keepAwake(nodes.sql)
    await start()
  })
  afterAll(async () => {
    await worker?.kill()
    await provider?.close()
    await sender?.stop({ graceful: false })
  })
  beforeEach(() => provider.reset())

  /** Has the worker die at this moment of what it is given; what it left is taken up by another, and awaited. */
  const dieAt = async (moment: (typeof moments)[number], give: () => Promise<unknown>) => {
    worker.tell({ at: moment, deed: 'die' })
    await give()
    await until('the worker is dead', () => worker.child.signalCode)
    await letQueuesAge(nodes.databaseUrl, nodes.sql)
    await start()
    // What somebody has to look after is tried once more only to ask again.
    const open = `
      select from pgboss.job j left join effect e on e.key = j.data ->> 'key'
      where j.name in ('notify', 'deliver-email') and j.state < 'completed' and e.unknown_at is null`
    await until('every mail is out', async () => !(await nodes.sql(open)).length, 30_000)
  }
  const momentOf = (round: number) => moments[round % moments.length]!

  it('sends each mail once, wherever it died', () =>
    fault(
      'F4',
      async ({ times, did, found }) => {
        const audit = makeAudit(nodes.sql)
        for (const round of range(times)) {
          // Each of them is a mail to its candidate; the worker takes them together.
          await dieAt(momentOf(round), () =>
            Promise.all(
              range(mailsAtOnce).map(async () => {
                const id = await makeApplication(world.job, await signedIn('candidate'))
                const to = { to: 'screening', version: 1 }
                await audit.post(nodes.a.url, world.people.recruiter, `/applications/${id}/move`, to)
              }),
            ),
          )
          did()
        }
        expect(provider.accepted()).toHaveLength(times * mailsAtOnce)
        found(await audit.findings())
        found(await audit.mails(provider.accepted()))
      },
      { parts: 2 },
    ))

  it('sends no invoice and no offer twice where the provider knows no keys, and names those that may not have gone out', () =>
    fault(
      'F4',
      async ({ times, did, found }) => {
        provider.setSearchable(false)
        for (const round of range(times)) {
          const mails = threeMails(round)
          await dieAt(momentOf(round), () => transaction(null, write => enqueueMails(write, mails)))
          did()
        }
        const ledger = await nodes.sql<{ key: string; done: boolean; unknown: boolean }>(
          `select key, done_at is not null as done, unknown_at is not null as unknown from effect
           where key like 'invoice %' or key like 'offer %' or key like 'news %'`,
        )
        const taken = new Map(
          [...Map.groupBy(provider.accepted(), ({ key }) => key)].map(([key, of]) => [key, of.length]),
        )
        const many = (key: string) => taken.get(key) ?? 0
        expect(ledger).toHaveLength(times * 3)
        expect(ledger.some(({ unknown }) => unknown)).toBe(true)
        found({
          duplicated: ledger
            .filter(({ key }) => !key.startsWith('news') && many(key) > 1)
            .map(({ key }) => `${key} went out ${many(key)} times`),
          lost: ledger
            .filter(({ key, done, unknown }) => (done ? !many(key) : !unknown || key.startsWith('news')))
            .map(({ key }) => `${key} did not go out, and is not named`),
        })
      },
      { parts: 2 },
    ))
})
