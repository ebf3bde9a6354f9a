import { beforeAll, describe, expect, it } from 'vitest'
import { dispatchInvoices } from '../../server/invoices/dispatch.ts'
import { localDate } from '../../server/time.ts'
import { day } from '../placements/placed.ts'
import { hirewire } from '../support/hirewire.ts'
import { jobsDone } from '../support/jobs-done.ts'
import { graceOver, keepAwake } from '../support/waiting-mails.ts'
import type { Person } from '../support/people.ts'
import { expectHidden } from '../support/refusals.ts'
import { makeWires, type Wires } from '../support/wires.ts'
import { eur, makeBilled, seller, type Billed } from './billed.ts'

/** Of what the client has agreed to and pays: a sum that comes of it, and stands nowhere else. */
const basisPoints = 1_837
const salary = 5_214_379
const net = 957_881

describe('an invoice before its time', { timeout: 120_000 }, () => {
  const app = hirewire({ worker: true })
  let world: Billed
  beforeAll(async () => {
    await keepAwake(app.sql)
    world = await makeBilled(app)
  })

  /** Everything that a client of the company can ask for, or is brought. */
  const lookEverywhere = async (wires: Wires, person: Person, { id, number }: Record<string, string>) => {
    const { body } = await wires.call(person, 'GET', '/placements')
    const placement = body.data[0]
    const paths = [
      '/invoices',
      '/invoices?status=scheduled,cancelled',
      `/invoices?placementId=${placement.id}`,
      `/invoices?q=${number ?? 'INV'}`,
      '/invoices?from=2000-01-01&to=2199-12-31',
      '/invoices.csv?from=2000-01-01&to=2199-12-31',
      `/invoices/${id}`,
      `/invoices/${id}.pdf`,
      `/placements/${placement.id}`,
      `/applications/${placement.application.id}`,
      `/applications/${placement.application.id}/history`,
      `/jobs/${placement.job.id}/board`,
      '/notifications',
      '/notifications/count',
      '/me/waiting',
      '/me',
    ]
    for (const path of paths) await wires.call(person, 'GET', path)
    for (const page of ['/', '/invoices', `/invoices/${id}`, '/placements', '/waiting', '/notifications'])
      await wires.page(person, page)
  }

  it('reaches no client by any way up to the last millisecond', async () => {
    const { people } = world
    const clients = [people.client, people.unassignedClient]
    const wires = makeWires(app)
    const { id: placementId, application } = await world.hire({
      bound: { fee: { basisPoints }, invoiceDelayDays: 30 },
      salary,
      daysAgo: 20,
    })
    const seats = await Promise.all(clients.map(person => wires.follow(person, `application:${application}`)))
    await world.change(people.client, placementId, { status: 'joined', joinedOn: day(-3), version: 1 })
    const planned = await world.invoiceOf(placementId)
    expect(planned).toMatchObject({ status: 'scheduled', net: eur(net) })

    const visibleAt = new Date(planned.visibleAt)
    expect(await dispatchInvoices(new Date(visibleAt.getTime() - 1))).toEqual({ issued: 0 })
    await jobsDone(app)
    const secrets = new RegExp(`${net}|9[,.]?578[.,]81|${planned.gross.amount}|${planned.id}|INV-`)
    for (const client of clients) {
      await lookEverywhere(wires, client, planned)
      const list = await app.call(client, 'GET', '/invoices')
      expect(list.body).toEqual({ data: [], page: { nextCursor: null }, total: 0, totals: [] })
    }
    await graceOver(app)
    await wires.readMails(clients)
    // A path that was asked for is echoed by what answers it: those are looked at as answers.
    for (const client of clients)
      expect(
        wires.waysOf(client, secrets).filter(way => !way.includes(planned.id) && !way.includes('q=INV')),
      ).toEqual([])
    const path = `/invoices/${planned.id}`
    await expectHidden(app, { method: 'GET', path }, clients)
    await expectHidden(app, { method: 'POST', path: `${path}/dispute`, body: { reason: 'Early.' } }, clients)
    await expectHidden(app, { method: 'POST', path: `${path}/resolve`, body: {} }, clients)

    expect(await dispatchInvoices(visibleAt)).toEqual({ issued: 1 })
    for (const client of clients) {
      const { body } = await app.call(client, 'GET', '/invoices')
      expect(body.data).toMatchObject([
        {
          id: planned.id,
          number: `INV-${localDate(visibleAt, seller.zone).slice(0, 4)}-0001`,
          issuedAt: planned.visibleAt,
          net: eur(net),
        },
      ])
      expect(body).toMatchObject({
        total: 1,
        totals: [{ currency: 'EUR', open: body.data[0].gross.amount }],
      })
    }
    await jobsDone(app)
    const feed = await app.call(people.client, 'GET', '/notifications')
    expect(feed.body.data[0]).toMatchObject({ kind: 'invoice.issued', url: `/invoices/${planned.id}` })
    for (const client of clients) {
      await lookEverywhere(wires, client, { ...planned, number: 'INV' })
      expect(wires.waysOf(client, secrets)).toContain(`room application:${application}`)
    }
    for (const { close } of seats) close()
  })

  it('nor does a client see one that was cancelled', async () => {
    const { people } = world
    const { id, version } = await world.joined(1)
    const { id: invoiceId } = await world.invoiceOf(id)
    await world.change(people.client, id, { status: 'fell_through', reason: 'So.', version })
    expect(await world.invoiceOf(id)).toMatchObject({ status: 'cancelled' })
    expect(await world.invoiceOf(id, people.client)).toBeUndefined()
    await expectHidden(app, { method: 'GET', path: `/invoices/${invoiceId}` }, [people.client])
  })

  it('is never issued by the database itself before that', async () => {
    const { id } = await world.joined(0)
    await expect(
      app.sql(
        `update invoice set status = 'issued', number = 99, year = 2000, seller = '{}', issued_at = visible_at - interval '1 ms'
         where placement_id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '23514' })
  })
})
