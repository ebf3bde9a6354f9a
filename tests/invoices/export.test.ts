import { beforeAll, describe, expect, it } from 'vitest'
import { now } from '../../server/clock.ts'
import { localDate, plusDays } from '../../server/time.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { expectRefused } from '../support/refusals.ts'
import { eur, makeBilled, seller, type Billed } from './billed.ts'

describe('invoices of a period as CSV', () => {
  const app = hirewire()
  let world: Billed
  let today: string
  beforeAll(async () => {
    world = await makeBilled(app)
    today = localDate(now(), seller.zone)
  })
  const csv = async (person: Person, from = today, to = today) => {
    const { status, body, headers } = await app.call<string>(
      person,
      'GET',
      `/invoices.csv?from=${from}&to=${to}`,
    )
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toBe(`attachment; filename=invoices-${from}-${to}.csv`)
    const [head, ...lines] = body.trimEnd().split('\n')
    return lines.map(line =>
      Object.fromEntries(head!.split(',').map((name, at) => [name, line.split(',')[at]])),
    )
  }

  it('are one line each, with their credit notes below zero, so that sums are right', async () => {
    const { people } = world
    const invoice = await world.issued()
    await world.post(people.manager, `/invoices/${invoice.id}/payments`, {
      amount: eur(1_000_005),
      paidOn: today,
    })
    const credit = { kind: 'amount', amount: eur(500_000), reason: 'Agreed.' }
    await world.post(people.manager, `/invoices/${invoice.id}/credit`, credit)
    const yen = await world.issued({
      bound: { fee: { amount: 1_234_567, currency: 'JPY' }, currency: 'JPY' },
    })
    for (const person of [people.manager, people.recruiter, people.client, people.unassignedClient]) {
      const lines = await csv(person)
      expect(lines).toMatchObject([
        {
          document: 'invoice',
          number: invoice.number,
          issued: today,
          currency: 'EUR',
          net: '12000.00',
          'tax rate': '19.00',
          tax: '2280.00',
          gross: '14280.00',
          paid: '10000.05',
          credited: '5000.00',
          balance: '-720.05',
          status: 'paid',
        },
        {
          document: 'credit note',
          'for invoice': invoice.number,
          net: '-4201.68',
          tax: '-798.32',
          gross: '-5000.00',
          balance: '',
        },
        { number: yen.number, currency: 'JPY', net: '1234567', gross: '1469135' },
      ])
    }
  })

  it('hold no formula, whatever anybody is called', async () => {
    const { people } = world
    const placement = await world.hire()
    const formula = '=HYPERLINK("http://evil.example");=1+1;'
    await app.sql('update users set name = $2 where id = $1', [placement.candidate.id, formula])
    await world.change(people.client, placement.id, {
      status: 'joined',
      joinedOn: plusDays(today, -40),
      version: 1,
    })
    await world.issue()
    const far = plusDays(today, 60)
    const { body } = await app.call<string>(people.manager, 'GET', `/invoices.csv?from=${today}&to=${far}`)
    expect(body).toContain(`"'=HYPERLINK(""http://evil.example"");'=1+1;"`)
    expect(body).not.toMatch(/(^|[,;])"?[=+@]/m)
    const authorization = `Bearer ${people.manager.token}`
    const path = `${app.url}/api/invoices.csv?from=${today}&to=${today}`
    const bytes = await (await fetch(path, { headers: { authorization } })).bytes()
    expect(Buffer.from(bytes).toString().startsWith('\uFEFFdocument,number,')).toBe(true)
  })

  it('are those of the period, by the calendar of whoever issues them, and of one’s own company', async () => {
    const { people } = world
    const [row] = await app.sql<{ id: string }>(`select id from invoice where status = 'issued' limit 1`)
    expect(row).toBeDefined()
    expect(await csv(people.manager, '2000-01-01', plusDays(today, -1))).toEqual([])
    expect((await csv(people.manager)).length).toBeGreaterThan(2)
    for (const outsider of [people.outsideManager, people.outsideRecruiter, people.otherClient])
      expect(await csv(outsider)).toEqual([])
    expect((await csv(people.admin)).length).toBeGreaterThan(2)
    const request = { method: 'GET' as const, path: `/invoices.csv?from=${today}&to=${today}` }
    await expectRefused(app, request, [
      [people.agency, 403],
      [people.candidate, 403],
      [people.interviewer, 403],
      [null, 401],
    ])
    for (const query of [
      '',
      '?from=2026-01-01',
      '?from=2026-02-01&to=2026-01-01',
      '?from=x&to=y',
      '?from=2026-01-01&to=2026-01-01&all=1',
    ])
      expect((await app.call(people.manager, 'GET', `/invoices.csv${query}`)).status, query).toBe(400)
  })

  it('are dated by the calendar that stands on them, wherever their issuer has moved since', async () => {
    const { people, staffing } = world
    const { number, issuedOn, dueOn } = await world.issued()
    const before = await csv(people.manager)
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Honolulu']) {
      await app.sql('update company set zone = $2 where id = $1', [staffing, zone])
      expect(await csv(people.manager)).toEqual(before)
      const { body } = await app.call(people.manager, 'GET', `/invoices?from=${today}&to=${today}`)
      expect(body.data.map((row: { number: string }) => row.number)).toContain(number)
    }
    await app.sql('update company set zone = $2 where id = $1', [staffing, seller.zone])
    expect(before.at(-1)).toMatchObject({ number, issued: issuedOn, due: dueOn })
  })

  it('come page by page where there are many', { timeout: 60_000 }, async () => {
    const { id } = await world.issued()
    await app.sql('alter table invoice disable trigger invoice_frozen; drop index invoice_of_placement')
    await app.sql(
      `insert into invoice select (r).* from (
         select json_populate_record(i, json_build_object('id', gen_random_uuid(), 'number', 1000 + n)) as r
         from invoice i, generate_series(1, 1200) n where i.id = $1
       ) made`,
      [id],
    )
    const numbers = (await csv(world.people.manager)).map(({ number }) => number)
    expect(numbers.length).toBeGreaterThan(1_200)
    expect(new Set(numbers).size).toBe(numbers.length)
  })
})
