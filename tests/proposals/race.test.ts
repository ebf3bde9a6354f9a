import { beforeAll, describe, expect, it } from 'vitest'
import { makeAudit } from '../faults/auditor.ts'
import { fault } from '../faults/fault.ts'
import { hirewire } from '../support/hirewire.ts'
import { groupsOf, range } from '../support/range.ts'
import { makeParties, offer, terms, type Parties } from './parties.ts'

const together = 5

describe('R1: counter and accept at the same instant', () => {
  const app = hirewire()
  let world: Parties
  beforeAll(async () => {
    world = await makeParties(app)
  })

  const sql = async <Row>(text: string, params: unknown[] = []) =>
    (await app.sql(text, params)) as unknown as Row[]

  /** One goes through; the other learns, in its refusal, of the very proposal that stands now. */
  const expectOneOutcome = async (
    id: string,
    accepted: Awaited<ReturnType<Parties['act']>>,
    countered: Awaited<ReturnType<Parties['act']>>,
  ) => {
    const won = accepted.status === 200
    const [lost, stands] = won ? [countered, accepted.body] : [accepted, countered.body]
    expect([accepted.status, countered.status]).toEqual(won ? [200, 409] : [409, 201])
    expect(lost.body).toMatchObject({
      code: 'proposal_closed',
      current: { id: stands.id, round: stands.round, status: stands.status },
    })
    const rows = await app.sql<{ status: string }>(
      `select status from proposal where thread_id = (select thread_id from proposal where id = $1) order by round`,
      [id],
    )
    expect(rows.map(({ status }) => status)).toEqual(won ? ['accepted'] : ['countered', 'open'])
    return won
  }

  it('has one outcome for service terms, the same for both', { timeout: 600_000 }, () =>
    fault(
      'R1',
      async ({ times: pairs, did, found }) => {
        const { manager, recruiter, client, admin } = world.people
        for (const batch of groupsOf(range(pairs), together))
          await Promise.all(
            batch.map(async index => {
              const job = await world.job()
              const id = await world.propose(client, job)
              const act = () => world.act(manager, id, 'accept')
              const counter = () =>
                world.act(index % 3 ? recruiter : admin, id, 'counter', { terms: terms({ paymentDays: 7 }) })
              const [first, second] = index % 2 ? [act(), counter()] : [counter(), act()]
              const [one, other] = await Promise.all([first, second])
              const [accepted, countered] = index % 2 ? [one, other] : [other, one]
              const won = await expectOneOutcome(id, accepted, countered)
              const bound = await app.call(client, 'GET', `/jobs/${job}/terms`)
              expect(bound.body.data).toHaveLength(won ? 1 : 0)
              did()
            }),
          )
        found(await makeAudit(sql).findings())
      },
      { parts: 2 },
    ),
  )

  it('has one outcome for an offer, where acceptance is a hire', { timeout: 600_000 }, () =>
    fault(
      'R1',
      async ({ times: pairs, did, found }) => {
        const { recruiter } = world.people
        const job = await world.job({ openings: 1_000 })
        let hires = 0
        for (const batch of groupsOf(range(pairs), together))
          await Promise.all(
            batch.map(async index => {
              const { id: application, candidate } = await world.application(job)
              const id = await world.offerTo(application)
              const accept = () => world.act(candidate, id, 'accept')
              const counter = () => world.act(candidate, id, 'counter', { terms: offer(7_000_000) })
              const [first, second] = index % 2 ? [accept(), counter()] : [counter(), accept()]
              const [one, other] = await Promise.all([first, second])
              const [accepted, countered] = index % 2 ? [one, other] : [other, one]
              if (await expectOneOutcome(id, accepted, countered)) hires += 1
              const card = await app.call(recruiter, 'GET', `/applications/${application}`)
              expect(card.body.stage).toBe(accepted.status === 200 ? 'hired' : 'offer')
              did()
            }),
          )
        expect(await app.sql('select from placement where job_id = $1', [job])).toHaveLength(hires)
        found(await makeAudit(sql).findings())
      },
      { parts: 2 },
    ),
  )

  it('takes one of two first proposals', async () => {
    const { recruiter, client } = world.people
    for (const _ of range(10)) {
      const job = await world.job()
      const answers = await Promise.all(
        [recruiter, client].map(person =>
          app.call(person, 'POST', `/jobs/${job}/proposals`, { terms: terms() }),
        ),
      )
      const [made, refused] = answers.toSorted((a, b) => a.status - b.status)
      expect([made!.status, refused!.status]).toEqual([201, 409])
      expect(refused!.body).toMatchObject({ code: 'proposal_open', current: { id: made!.body.id } })
    }
  })

  it('hires one of an acceptance and a rejection', async () => {
    const { recruiter } = world.people
    const job = await world.job({ openings: 100 })
    for (const _ of range(10)) {
      const { id: application, candidate } = await world.application(job)
      const id = await world.offerTo(application)
      const [accepted, rejected] = await Promise.all([
        world.act(candidate, id, 'accept'),
        app.call(recruiter, 'POST', `/applications/${application}/reject`, { reason: 'No.' }),
      ])
      expect([accepted.status, rejected.status].toSorted()).toEqual([200, 409])
      const stage = accepted.status === 200 ? 'hired' : 'rejected'
      const card = await app.call(recruiter, 'GET', `/applications/${application}`)
      expect(card.body.stage).toBe(stage)
    }
  })
})
