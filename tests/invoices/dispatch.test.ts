import { beforeAll, describe, expect, it } from 'vitest'
import { now } from '../../server/clock.ts'
import { dispatchInvoices } from '../../server/invoices/dispatch.ts'
import { firstInstant } from '../../server/time.ts'
import { day } from '../placements/placed.ts'
import { hirewire } from '../support/hirewire.ts'
import { range } from '../support/range.ts'
import { eur, makeBilled, type Billed } from './billed.ts'
import { planMore } from './planned.ts'

describe('the dispatch', () => {
  const app = hirewire()
  let world: Billed
  beforeAll(async () => {
    world = await makeBilled(app)
  })
  const numbers = () =>
    app.sql<{ year: number; number: number; id: string }>(
      'select id, year, number from invoice where number is not null order by year, number',
    )
  /** In one statement, so of one instant: every number from 1 to the last one that was given. */
  const expectNoGap = async () =>
    expect(
      await app.sql(
        `select s.year, s.last, count(i.id), max(i.number) from number_series s
         left join invoice i on i.staffing_company_id = s.staffing_company_id and i.year = s.year
         where s.kind = 'invoice' group by s.year, s.last
         having count(i.id) <> s.last or max(i.number) <> s.last or min(i.number) <> 1`,
      ),
    ).toEqual([])

  it('writes down the companies, and the tax, as they are on that day: what comes later changes nothing', async () => {
    const { people, staffing, employer } = world
    const placement = await world.joined(40)
    await app.sql(`update company set name = 'New Name GmbH', tax_basis_points = 700 where id = $1`, [
      staffing,
    ])
    await app.sql(`update company set address = 'Ulica Łąkowa 5, Łódź' where id = $1`, [employer])
    expect(await dispatchInvoices(now())).toEqual({ issued: 1 })
    await app.sql(`update company set name = 'Later', iban = null, tax_basis_points = 0 where id = $1`, [
      staffing,
    ])
    const { id } = await world.invoiceOf(placement.id)
    expect((await app.call(people.client, 'GET', `/invoices/${id}`)).body).toMatchObject({
      seller: { name: 'New Name GmbH', iban: 'DE02120300000000202051', taxId: 'DE123456789' },
      buyer: { address: 'Ulica Łąkowa 5, Łódź' },
      taxBasisPoints: 700,
      tax: eur(84_000),
      gross: eur(1_284_000),
    })
    expect(await dispatchInvoices(now())).toEqual({ issued: 0 })
  })

  it(
    'by several at once issues each once, with numbers from 1 on, and shows nobody a gap',
    { timeout: 60_000 },
    async () => {
      const placement = await world.joined(40)
      await planMore(app.sql, placement.id, 59)
      const before = (await numbers()).length
      let isDone = false
      const watching = (async () => {
        while (!isDone) await expectNoGap()
      })()
      const issued = await Promise.all(range(5).map(() => dispatchInvoices(now())))
      isDone = true
      await watching
      expect(issued.reduce((sum, each) => sum + each.issued, 0)).toBe(60)
      expect((await numbers()).length).toBe(before + 60)
      await expectNoGap()
      const [events] = await app.sql(
        `select count(*)::int as all, count(distinct stream_id)::int as rooms from event
       where type = 'invoice.issued' and stream_id like '%:client'`,
      )
      expect(events).toEqual({ all: before + 60, rooms: before + 60 })
    },
  )

  it('goes on behind one that fails, which leaves no gap and comes with the next', async () => {
    const [one, two, three] = [await world.joined(40), await world.joined(40), await world.joined(40)]
    const [{ id }] = (await app.sql('select id from invoice where placement_id = $1', [two.id])) as [
      { id: string },
    ]
    await app.sql(
      `create function fail() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$`,
    )
    // Behind the number: it is taken when the transaction fails.
    await app.sql(
      `create constraint trigger fail after update on invoice deferrable initially deferred for each row
       when (new.id = '${id}') execute function fail()`,
    )
    await expect(dispatchInvoices(now())).rejects.toThrow('1 invoices could not be issued.')
    for (const { id: placementId } of [one, three])
      expect(await world.invoiceOf(placementId)).toMatchObject({ status: 'issued' })
    expect(await world.invoiceOf(two.id)).toMatchObject({ status: 'scheduled', number: null })
    await expectNoGap()
    await app.sql('drop trigger fail on invoice')
    expect(await dispatchInvoices(now())).toEqual({ issued: 1 })
    await expectNoGap()
  })

  it('asks the placement again: what nobody has joined is not issued', async () => {
    const placement = await world.joined(40)
    await app.sql(`update placement set joined_on = joined_on + 1 where id = $1`, [placement.id])
    expect(await dispatchInvoices(now())).toEqual({ issued: 0 })
    await app.sql(`update placement set joined_on = joined_on - 1 where id = $1`, [placement.id])
    expect(await dispatchInvoices(now())).toEqual({ issued: 1 })
  })

  it('counts by the years of the issuer: in Auckland the new year has begun', async () => {
    const zone = 'Pacific/Auckland'
    await app.sql('update company set zone = $2 where id = $1', [world.staffing, zone])
    const year = Number(day().slice(0, 4)) + 1
    const visibleAt = firstInstant(`${year}-01-01T09:00`, zone)
    expect(visibleAt.toISOString().slice(0, 4)).toBe(String(year - 1))
    const placement = await world.joined(40, { bound: { invoiceDelayDays: 180 } })
    await app.sql('update invoice set visible_at = $2 where placement_id = $1', [placement.id, visibleAt])
    await dispatchInvoices(visibleAt)
    expect(await world.invoiceOf(placement.id)).toMatchObject({ number: `INV-${year}-0001` })
    await expectNoGap()
  })

  it('leaves what was issued as it is, whoever tries: no edit, no deletion', async () => {
    const { id } = await world.issued()
    await world.post(world.people.manager, `/invoices/${id}/payments`, { amount: eur(5), paidOn: day(-1) })
    await world.post(world.people.manager, `/invoices/${id}/credit`, { kind: 'full', reason: 'So.' })
    for (const text of [
      'update invoice set net = net - 1, gross = gross - 1 where id = $1',
      `update invoice set seller = '{}' where id = $1`,
      'update invoice set number = number + 100 where id = $1',
      `update invoice set status = 'cancelled', cancelled_at = now() where id = $1`,
      `update invoice set terms = '{}' where id = $1`,
      'delete from invoice where id = $1',
      'update credit_note set gross = gross + 1, net = net + 1 where invoice_id = $1',
      `update credit_note set reason = 'Another.' where invoice_id = $1`,
      'delete from credit_note where invoice_id = $1',
      'update payment set amount = 7 where invoice_id = $1',
      'delete from payment where invoice_id = $1',
    ])
      await expect(app.sql(text, [id]), text).rejects.toMatchObject({ code: '23001' })
  })
})
