import { beforeAll, describe, expect, it } from 'vitest'
import { now } from '../../server/clock.ts'
import type { EventName } from '../../server/events.ts'
import { dispatchInvoices } from '../../server/invoices/dispatch.ts'
import { invoiceEvents } from '../../server/invoices/events.ts'
import { day } from '../placements/placed.ts'
import { expectAllHeard, follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import { jobsDone } from '../support/jobs-done.ts'
import type { Person } from '../support/people.ts'
import { eur, makeBilled, type Billed } from './billed.ts'

describe('invoices, live', () => {
  const app = hirewire({ worker: true })
  let world: Billed
  beforeAll(async () => {
    world = await makeBilled(app)
  })
  const titles = async (person: Person, kind: string) => {
    const { body } = await app.call(person, 'GET', '/notifications?limit=100')
    return body.data
      .filter((line: { kind: string }) => line.kind === kind)
      .map((line: { title: string }) => line.title)
  }

  it(
    'are heard of by the staff from the joining on, and by the client once they are issued',
    { timeout: 60_000 },
    async () => {
      const { people } = world
      const { id: placementId, application, candidate } = await world.hire()
      const seats = await Promise.all(
        [people.recruiter, people.client, candidate].map(person =>
          follow(app.url, person, `application:${application}`),
        ),
      )
      const step = async (name: string, acting: Promise<{ status?: number; body?: unknown }>) => {
        const { status = 200, body } = await acting
        expect(status, JSON.stringify(body)).toBeLessThan(300)
        for (const seat of seats) await seat.check(name)
        return body as Record<string, any>
      }
      const record = (body: object) => world.change(people.client, placementId, body)
      await step('joined', record({ status: 'joined', joinedOn: day(-30), version: 1 }))
      await step('moved', record({ status: 'joined', joinedOn: day(-40), version: 2 }))
      await step('postponed', record({ status: 'postponed', startsOn: day(1), version: 3 }))
      await step('joined after all', record({ status: 'joined', joinedOn: day(-40), version: 4 }))
      await step(
        'issued',
        dispatchInvoices(now()).then(() => ({})),
      )
      const { id } = await world.invoiceOf(placementId)
      const act = (person: Person, verb: string, body: object = {}) =>
        step(verb, world.post(person, `/invoices/${id}/${verb}`, body))
      await act(people.client, 'dispute', { reason: 'Why so much?' })
      await act(people.manager, 'resolve')
      const { payments } = await act(people.manager, 'payments', { amount: eur(5_000), paidOn: day(-1) })
      await step(
        'reversed',
        world.post(people.manager, `/payments/${payments[0].id}/reverse`, { reason: 'Bounced.' }),
      )
      await act(people.manager, 'credit', { kind: 'full', reason: 'Agreed.' })
      for (const { close } of seats) close()

      const shown = await app.sql<{ audience: string; types: string[]; names: string[] }>(
        `select split_part(stream_id, ':', 3) as audience, array_agg(type order by seq) as types,
         array_agg(distinct actor->>'name') as names
       from event where type like 'invoice.%' group by 1 order by 1`,
      )
      const issued = [
        'invoice.issued',
        'invoice.disputed',
        'invoice.resolved',
        'invoice.payment_recorded',
        'invoice.payment_reversed',
        'invoice.credited',
      ]
      expect(shown).toEqual([
        { audience: 'client', types: issued, names: ['Clara Client', null] },
        {
          audience: 'staff',
          types: [
            'invoice.scheduled',
            'invoice.rescheduled',
            'invoice.cancelled',
            'invoice.scheduled',
            ...issued,
          ],
          names: ['Clara Client', 'Mona Manager', null],
        },
      ])
      await expectAllHeard(app, Object.keys(invoiceEvents) as EventName[])
    },
  )

  it(
    'are told to the billing contacts, or to every user of the client, and to managers',
    { timeout: 60_000 },
    async () => {
      const { people, employer } = world
      await jobsDone(app)
      expect(await titles(people.client, 'invoice.issued')).toHaveLength(1)
      expect(await titles(people.unassignedClient, 'invoice.issued')).toHaveLength(1)
      expect(await titles(people.manager, 'invoice.disputed')).toEqual([
        expect.stringMatching(/^employer .* disputes INV-/),
      ])

      await app.sql('insert into billing_contact values ($1, $2)', [employer, people.unassignedClient.id])
      const { id, number } = await world.issued()
      await world.post(people.manager, `/invoices/${id}/payments`, { amount: eur(428_050), paidOn: day(-1) })
      await world.post(people.manager, `/invoices/${id}/credit`, {
        kind: 'amount',
        amount: eur(10),
        reason: 'So.',
      })
      await jobsDone(app)
      expect(await titles(people.client, 'invoice.issued')).toHaveLength(1)
      expect((await titles(people.unassignedClient, 'invoice.issued'))[0]).toBe(
        `Invoice ${number} over 14,280.00\u00a0EUR`,
      )
      expect((await titles(people.unassignedClient, 'invoice.payment_recorded'))[0]).toBe(
        `Your payment of 4,280.50\u00a0EUR on ${number} has arrived`,
      )
      expect((await titles(people.unassignedClient, 'invoice.credited'))[0]).toMatch(
        /^Credit note CN-\d{4}-0002 over 0.10/,
      )
      for (const outsider of [people.otherClient, people.outsideManager, people.recruiter, people.agency])
        expect(await titles(outsider, 'invoice.issued'), outsider.name).toEqual([])

      await app.sql('update users set deactivated_at = now() where id = $1', [people.unassignedClient.id])
      await world.issued()
      await jobsDone(app)
      expect(await titles(people.client, 'invoice.issued')).toHaveLength(2)
    },
  )
})
