import { beforeAll, describe, expect, it } from 'vitest'
import { plusDays } from '../../server/time.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { eur, makeBilled, type Billed } from './billed.ts'

describe('invoices', () => {
  const app = hirewire()
  let world: Billed
  let paid: Awaited<ReturnType<Billed['issued']>>
  let open: Awaited<ReturnType<Billed['issued']>>
  let planned: Record<string, any>
  beforeAll(async () => {
    world = await makeBilled(app)
    paid = await world.issued({ bound: { fee: { amount: 100_000, currency: 'USD' }, currency: 'USD' } })
    open = await world.issued()
    planned = await world.invoiceOf((await world.joined(1)).id)
    const paidOn = plusDays(paid.issuedAt.slice(0, 10), -1)
    await world.post(world.people.manager, `/invoices/${paid.id}/payments`, { amount: paid.gross, paidOn })
  })
  const list = async (query = '', person: Person = world.people.recruiter) =>
    (await app.call(person, 'GET', `/invoices${query}`)).body
  const ids = async (query?: string, person?: Person) =>
    (await list(query, person)).data.map(({ id }: { id: string }) => id)

  it('are listed newest first, with what they come to by currency', async () => {
    const { people } = world
    const all = await list()
    expect(all.data.map(({ id }: { id: string }) => id)).toEqual([planned.id, open.id, paid.id])
    const totals = [
      { currency: 'EUR', gross: 1_428_000, paid: 0, credited: 0, open: 1_428_000 },
      { currency: 'USD', gross: 119_000, paid: 119_000, credited: 0, open: 0 },
    ]
    expect(all).toMatchObject({ total: 3, totals })
    for (const client of [people.client, people.unassignedClient])
      expect(await list('', client)).toMatchObject({
        data: [{ id: open.id }, { id: paid.id }],
        total: 2,
        totals,
      })
    for (const outsider of [people.outsideManager, people.otherClient])
      expect(await list('', outsider)).toMatchObject({ data: [], total: 0, totals: [] })
    expect(await ids('', people.admin)).toEqual([planned.id, open.id, paid.id])
  })

  it('are found by status, company, job, placement, number and period, page by page', async () => {
    expect(await ids('?status=scheduled')).toEqual([planned.id])
    expect(await ids('?status=paid,issued')).toEqual([open.id, paid.id])
    expect(await ids(`?companyId=${world.employer}&jobId=${open.placement.job}`)).toEqual([open.id])
    expect(await ids(`?companyId=${world.otherEmployer}`)).toEqual([])
    expect(await ids(`?placementId=${paid.placement.id}`)).toEqual([paid.id])
    expect(await ids(`?q=${open.number.toLowerCase()}`)).toEqual([open.id])
    expect(await ids('?q=%25')).toEqual([])
    const issued = open.issuedAt.slice(0, 10)
    expect(await ids(`?from=${plusDays(issued, -1)}&to=${plusDays(issued, 1)}`)).toEqual([open.id, paid.id])
    expect(await ids(`?to=${plusDays(issued, -2)}`)).toEqual([])
    const first = await list('?limit=2')
    expect(first.data).toHaveLength(2)
    expect(await list(`?cursor=${first.page.nextCursor}`)).toMatchObject({
      data: [{ id: paid.id }],
      page: { nextCursor: null },
    })
    for (const query of [
      '?status=late',
      '?jobId=7',
      '?from=2026-02-01&to=2026-01-01',
      '?from=soon',
      '?surprise=1',
      '?q=',
    ])
      expect((await app.call(world.people.recruiter, 'GET', `/invoices${query}`)).status, query).toBe(400)
  })

  it('are cut: the client reads what an invoice says, and not what the staff has for itself', async () => {
    const { people } = world
    const path = `/invoices/${open.id}`
    for (const person of [people.manager, people.recruiter, people.admin])
      expect((await app.call(person, 'GET', path)).body).toMatchObject({
        computation: { basisPoints: 2_000, salary: eur(6_000_000) },
        visibleAt: expect.any(String),
      })
    for (const client of [people.client, people.unassignedClient]) {
      const { body, headers } = await app.call(client, 'GET', path)
      expect(body).toMatchObject({
        number: open.number,
        seller: { iban: expect.any(String) },
        net: eur(1_200_000),
        computation: { basisPoints: 2_000, salary: eur(6_000_000) },
      })
      expect(headers.get('etag')).toBe(`"${body.version}"`)
      for (const field of ['terms', 'visibleAt', 'cancelReason']) expect(body).not.toHaveProperty(field)
    }
    await expectHidden(app, { method: 'GET', path }, [
      people.outsideManager,
      people.outsideRecruiter,
      people.otherClient,
    ])
    await expectRefused(app, { method: 'GET', path }, [
      [people.agency, 403],
      [people.candidate, 403],
      [people.interviewer, 403],
      [null, 401],
    ])
  })
})
