import { beforeAll, describe, expect, it } from 'vitest'
import { dispatchInvoices } from '../../server/invoices/dispatch.ts'
import { makePlaced, type Placed } from '../placements/placed.ts'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import type { Person } from '../support/people.ts'
import { makeCompany } from '../support/world.ts'

describe('the pages of invoices', () => {
  const app = hirewire()
  let world: Placed
  beforeAll(async () => {
    world = await makePlaced(app)
  })
  const open = (person: Person | null, path: string) => openPage(app.url, person, path)
  const invoiceOf = async (placement: string) => {
    const [row] = await app.sql<{ id: string }>('select id from invoice where placement_id = $1', [placement])
    return `/invoices/${row!.id}`
  }

  it('are those of whoever may read them, and nothing to anybody else', async () => {
    const { people } = world
    const { id, candidate } = await world.joined(20)
    const path = await invoiceOf(id)
    await app.sql('update invoice set candidate_name = $1 where placement_id = $2', ['MARKER-NAME', id])
    for (const staff of [people.manager, people.recruiter, people.admin])
      expect((await open(staff, path)).html).toContain('Scheduled invoice')
    const missing = await open(people.client, `/invoices/${candidate.id}`)
    const hidden = await open(people.client, path)
    expect(hidden.status).toBe(404)
    expect(hidden.title).toBe(missing.title)
    expect((await open(people.client, '/invoices')).html).not.toContain('MARKER-NAME')

    await dispatchInvoices(new Date())
    const { html, headers } = await open(people.client, path)
    expect(html).toContain('MARKER-NAME')
    expect(headers.get('cache-control')).toBe('no-store')
    expect((await open(people.client, '/invoices')).html).toContain('MARKER-NAME')
    for (const stranger of [people.otherClient, people.outsideManager, people.outsideRecruiter]) {
      expect((await open(stranger, path)).status).toBe(404)
      const list = await open(stranger, '/invoices')
      expect(list.status).toBe(200)
      expect(list.html).not.toContain('MARKER-NAME')
    }
    for (const stranger of [people.interviewer, people.agency, candidate]) {
      expect((await open(stranger, path)).status).toBe(404)
      expect((await open(stranger, '/invoices')).status).toBe(404)
    }
    expect((await open(null, path)).location).toContain('/sign-in?next=')
  })

  it('show the staff’s own to the staff alone', async () => {
    const { client, manager } = world.people
    const { id } = await world.joined(20)
    await dispatchInvoices(new Date())
    const path = await invoiceOf(id)
    const [invoice] = await app.sql<{ id: string }>('select id from invoice where placement_id = $1', [id])
    const paid = { amount: { amount: 5, currency: 'EUR' }, paidOn: '2026-01-02', reference: 'REFERENCE' }
    const { body } = await app.call(manager, 'POST', `/invoices/${invoice!.id}/payments`, paid)
    const reason = 'MARKER-REASON'
    await app.call(manager, 'POST', `/payments/${body.payments[0].id}/reverse`, { reason })
    const theirs = (await open(manager, path)).html
    for (const words of ['MARKER-REASON', 'Terms at the hire', 'noted by Mona Manager', 'REFERENCE'])
      expect(theirs).toContain(words)
    const main = (html: string) => html.slice(html.indexOf('<main'), html.indexOf('</main>'))
    const own = main((await open(client, path)).html)
    for (const words of ['REFERENCE', '20 % of 60,000.00\u00a0EUR']) expect(own).toContain(words)
    for (const words of ['MARKER-REASON', 'Terms at the hire', 'Mona', 'Scheduled'])
      expect(own).not.toContain(words)
  })

  it('refuse filters that are none', async () => {
    const { manager } = world.people
    for (const query of ['status=lost', 'from=yesterday', 'from=2026-02-01&to=2026-01-01', 'cursor=x'])
      expect((await open(manager, `/invoices?${query}`)).status, query).toBe(400)
    expect((await open(manager, '/invoices?from=&to=&status=')).status).toBe(200)
    expect((await open(manager, '/invoices/7')).status).toBe(404)
  })

  it('are for billing details those of one’s own company and of those it serves', async () => {
    const { people, employer, staffing, agency } = world
    const foreign = await makeCompany('employer', world.otherStaffing)
    for (const [person, path, status] of [
      [people.manager, '/company/billing', 200],
      [people.recruiter, '/company/billing', 200],
      [people.client, '/company/billing', 200],
      [people.interviewer, '/company/billing', 404],
      [people.agency, '/company/billing', 404],
      [people.candidate, '/company/billing', 404],
      [people.recruiter, `/companies/${employer}/billing`, 200],
      [people.admin, `/companies/${staffing}/billing`, 200],
      [people.client, `/companies/${staffing}/billing`, 404],
      [people.otherClient, `/companies/${employer}/billing`, 404],
      [people.outsideManager, `/companies/${employer}/billing`, 404],
      [people.manager, `/companies/${foreign}/billing`, 404],
      [people.manager, `/companies/${agency}/billing`, 404],
    ] as const)
      expect((await open(person, path)).status, `${person.name} ${path}`).toBe(status)
  })
})
