import { beforeAll, describe, expect, it } from 'vitest'
import { expireProposals } from '../../server/proposals/expire.ts'
import { hirewire } from '../support/hirewire.ts'
import { unchanged } from '../support/unchanged.ts'
import { inDays, makeParties, offer, terms, type Parties } from './parties.ts'

describe('expiry of proposals', () => {
  const app = hirewire()
  let world: Parties
  beforeAll(async () => {
    world = await makeParties(app)
  })
  /** As if its time had come a second ago. */
  const lapse = (id: string) =>
    app.sql(`update proposal set expires_at = now() - interval '1 second' where id = $1`, [id])
  const soon = () => ({ expiresAt: inDays(1).toISOString() })

  it('holds at the instant, before anything has swept', async () => {
    const { recruiter, client } = world.people
    const id = await world.propose(recruiter, await world.job(), soon())
    await lapse(id)
    for (const [person, verb, body] of [
      [client, 'accept', undefined],
      [client, 'counter', { terms: terms() }],
      [client, 'decline', {}],
      [recruiter, 'withdraw', undefined],
    ] as const)
      expect(await unchanged(() => world.act(person, id, verb, body)), verb).toMatchObject({
        status: 409,
        body: { code: 'proposal_closed', current: { id, status: 'expired' } },
      })
  })

  it('makes room for the next one, and is put on record by it', async () => {
    const { recruiter, client } = world.people
    const job = await world.job()
    const id = await world.propose(recruiter, job, soon())
    await lapse(id)
    await world.propose(client, job)
    const rows = await app.sql(
      `select round, status, decided_by_id from proposal where thread_id =
        (select thread_id from proposal where id = $1) order by round`,
      [id],
    )
    expect(rows).toEqual([
      { round: 1, status: 'expired', decided_by_id: null },
      { round: 2, status: 'open', decided_by_id: null },
    ])
    const events = await app.sql(
      'select type, actor is null as by_nobody from event where stream_id = $1 order by seq',
      [`job:${job}:client`],
    )
    expect(events).toEqual([
      { type: 'proposal.made', by_nobody: false },
      { type: 'proposal.expired', by_nobody: true },
      { type: 'proposal.made', by_nobody: false },
    ])
  })

  it('is put on record by the sweep, once, and the card waits for the recruiter again', async () => {
    const job = await world.job()
    const { id: application, candidate } = await world.application(job)
    const offered = await world.offerTo(application)
    const proposed = await world.propose(world.people.manager, job, soon())
    const later = await world.propose(world.people.manager, await world.job(), soon())
    await lapse(offered)
    await lapse(proposed)
    expect((await expireProposals(new Date())).expired).toBeGreaterThanOrEqual(2)
    expect(await unchanged(() => expireProposals(new Date()))).toEqual({ expired: 0 })
    const rows = await app.sql<{ id: string; status: string }>(
      'select id, status from proposal where id = any($1)',
      [[offered, proposed, later]],
    )
    expect(new Map(rows.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        [offered, 'expired'],
        [proposed, 'expired'],
        [later, 'open'],
      ]),
    )
    const card = await app.call(world.people.recruiter, 'GET', `/applications/${application}`)
    expect(card.body.waiting).toMatchObject({ rule: 'offer-making' })
    const told = await app.sql(`select actor from event where stream_id = $1 and type = 'proposal.expired'`, [
      `application:${application}:candidate`,
    ])
    expect(told).toEqual([{ actor: null }])
    expect((await world.act(candidate, offered, 'counter', { terms: offer() })).status).toBe(409)
  })
})
