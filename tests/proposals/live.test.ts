import { beforeAll, describe, expect, it } from 'vitest'
import { expireProposals } from '../../server/proposals/expire.ts'
import { proposalEvents } from '../../server/proposals/events.ts'
import type { EventName } from '../../server/events.ts'
import type { TimelineState } from '../../realtime/apply.ts'
import { inRoom } from '../support/board-client.ts'
import { expectAllHeard, follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { inDays, makeParties, offer, terms, type Parties } from './parties.ts'

describe('proposals, live', () => {
  const app = hirewire()
  let world: Parties
  let done: (seats: Awaited<ReturnType<typeof follow>>[], name: string) => Promise<void>
  beforeAll(async () => {
    world = await makeParties(app)
    done = async (seats, name) => {
      for (const seat of seats) await seat.check(name)
    }
  })
  const idOf = async (acting: ReturnType<Parties['act']>) => {
    const { status, body } = await acting
    expect(status, JSON.stringify(body)).toBeLessThan(300)
    return body.id as string
  }

  it('show every room what a later snapshot shows: a negotiation', { timeout: 60_000 }, async () => {
    const { recruiter, manager, client, unassignedClient } = world.people
    const job = await world.job()
    const seats = await Promise.all(
      [recruiter, client, unassignedClient].map(person => follow(app.url, person, `job:${job}`)),
    )
    const step = async (name: string, acting: Promise<unknown>) => {
      await acting
      await done(seats, name)
    }
    let id = ''
    const open = async (by: Person, more = {}) => (id = await world.propose(by, job, more))
    const act = async (by: Person, verb: string, body?: object) =>
      (id = await idOf(world.act(by, id, verb, body)))

    await step('made', open(recruiter))
    await step('countered', act(client, 'counter', { terms: terms({ paymentDays: 60 }), text: 'Later.' }))
    await step('accepted by a recruiter', act(recruiter, 'accept'))
    await step('returned', act(manager, 'return', { reason: 'Too long.' }))
    await step('made again', open(client))
    await step('accepted again', act(recruiter, 'accept'))
    await step('approved', act(manager, 'approve'))
    await step('made anew', open(recruiter))
    await step('declined', act(client, 'decline', { reason: 'No.' }))
    await step('made once more', open(client))
    await step('withdrawn', act(client, 'withdraw'))
    await step('with an end', open(recruiter, { expiresAt: inDays(1).toISOString() }))
    await app.sql(`update proposal set expires_at = now() where id = $1`, [id])
    await step('expired', expireProposals(new Date(Date.now() + 1_000)))
    for (const seat of seats) seat.close()
  })

  it('show every room what a later snapshot shows: offers', { timeout: 60_000 }, async () => {
    const { recruiter, client, agency } = world.people
    const job = await world.job()
    const { id: application, candidate } = await world.application(job, {
      stage: 'offer',
      agency: world.agency,
    })
    const room = `application:${application}`
    const seats = await Promise.all([
      ...[recruiter, client, candidate, agency].map(person => follow(app.url, person, room)),
      ...[recruiter, client, agency].map(person => follow(app.url, person, `job:${job}`)),
    ])
    const step = async (name: string, acting: Promise<unknown>) => {
      await acting
      await done(seats, name)
    }
    let id = ''
    const open = async (more = {}) => (id = await world.offerTo(application, more))
    const act = async (by: Person, verb: string, body?: object) =>
      (id = await idOf(world.act(by, id, verb, body)))

    await step('offered', open())
    await step('withdrawn', act(recruiter, 'withdraw'))
    await step('offered again', open({ text: 'And now?' }))
    await step('countered', act(candidate, 'counter', { terms: offer(7_000_000) }))
    await step('declined', act(recruiter, 'decline', {}))
    await step('offered with an end', open({ expiresAt: inDays(1).toISOString() }))
    await app.sql(`update proposal set expires_at = now() where id = $1`, [id])
    await step('expired', expireProposals(new Date(Date.now() + 1_000)))
    await step('offered at last', open())
    await step('accepted', act(candidate, 'accept'))
    for (const seat of seats) seat.close()
  })

  it('take the same commands by socket, once under one id', async () => {
    const { recruiter, client, manager } = world.people
    const job = await world.job()
    const [staff, other] = await Promise.all([
      inRoom(app.url, recruiter, `job:${job}`),
      inRoom(app.url, client, `job:${job}`),
    ])
    const made = await staff.client.send('proposal:make', { jobId: job, terms: terms() })
    await until('the client sees it', () => other.state().threads[0]?.proposal?.id === made.id)
    const countered = await other.client.send('proposal:counter', {
      proposalId: made.id,
      terms: terms({ paymentDays: 60 }),
    })
    const taken = await other.client.send('proposal:withdraw', { proposalId: countered.id })
    expect(taken.status).toBe('withdrawn')
    const again = await other.client.send('proposal:make', { jobId: job, terms: terms() })
    await staff.client.send('proposal:accept', { proposalId: again.id })
    const seat = await inRoom(app.url, manager, `job:${job}`)
    const bound = await seat.client.send('proposal:approve', { proposalId: again.id })
    expect(bound.boundVersion).toBe(1)
    await until('the client sees it bound', () => {
      const { proposal } = other.state().threads[0]!
      return proposal?.id === again.id && other.state().threads[0]!.messages.at(-1)
    })
    await expect(staff.client.send('proposal:decline', { proposalId: countered.id })).rejects.toMatchObject({
      problem: { code: 'proposal_closed' },
    })
    // Who of the firm approved it is the firm's own business
    const said = await app.sql<{ stream_id: string; actor: { name: string } | null }>(
      `select stream_id, actor from event where type = 'proposal.approved' and stream_id like $1 order by stream_id`,
      [`job:${job}:%`],
    )
    expect(said.map(({ stream_id, actor }) => [stream_id.split(':')[2], actor?.name ?? null])).toEqual([
      ['client', null],
      ['staff', manager.name],
    ])
    for (const each of [staff, other, seat]) each.close()
  })

  it('reach the candidate while the page is open', async () => {
    const { id, candidate } = await world.application(await world.job())
    const seat = await inRoom<TimelineState>(app.url, candidate, `application:${id}`)
    const proposal = await world.offerTo(id)
    await until('the offer is there', () => seat.state().threads[0]?.proposal?.id === proposal)
    await seat.client.send('proposal:accept', { proposalId: proposal })
    await until('hired', () => seat.state().application.stage === 'hired')
    seat.close()
  })

  it('are what their documentation says, to every audience it names', async () => {
    await expectAllHeard(app, [...(Object.keys(proposalEvents) as EventName[]), 'placement.made'])
  })
})
