import { beforeAll, describe, expect, it } from 'vitest'
import { dispatchInvoices } from '../../server/invoices/dispatch.ts'
import { printPdf } from '../../server/invoices/pdf.ts'
import { makePlaced, type Placed } from '../placements/placed.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { pdfInfo, pdfPages } from '../support/pdf-text.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'

const seller = {
  zone: 'Europe/Warsaw',
  address: 'ul. Piotrkowska 12\n90-001 Łódź',
  taxId: 'PL7251234567',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  taxBasisPoints: 1_900,
  taxNote: 'Reverse charge: the recipient accounts for VAT.',
  billingEmail: null,
  contactIds: [],
  version: 1,
}

describe('an invoice on paper', () => {
  const app = hirewire()
  let world: Placed
  beforeAll(async () => {
    world = await makePlaced(app)
    const { manager, client } = world.people
    const { iban: _iban, bic: _bic, ...details } = seller
    const buyer = { ...details, address: 'Ερμού 5\n105 63 Αθήνα', taxId: 'EL094123456', taxNote: null }
    await app.call(manager, 'PUT', `/companies/${world.staffing}/billing`, seller)
    await app.call(client, 'PUT', `/companies/${world.employer}/billing`, buyer)
  })

  const download = async (person: Person, path: string) => {
    const response = await fetch(`${app.url}/api${path}`, {
      headers: { authorization: `Bearer ${person.token}` },
    })
    return { response, pdf: Buffer.from(await response.arrayBuffer()) }
  }
  const invoiceOf = async (placement: string) =>
    (await app.sql<{ id: string }>('select id from invoice where placement_id = $1', [placement]))[0]!.id
  const issued = async () => {
    const { id, candidate } = await world.joined(20)
    await app.sql('update users set name = $2 where id = $1', [candidate.id, 'Оксана Шевченко'])
    await app.sql(`update invoice set candidate_name = 'Оксана Шевченко' where placement_id = $1`, [id])
    await dispatchInvoices(new Date())
    return { placement: id, id: await invoiceOf(id) }
  }

  it('says who pays whom how much for what, in letters of every country', async () => {
    const { id } = await issued()
    const { response, pdf } = await download(world.people.client, `/invoices/${id}.pdf`)
    const { body } = await app.call(world.people.client, 'GET', `/invoices/${id}`)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename=${body.number}.pdf`,
    })
    expect(body.computation).toEqual({
      basisPoints: 2_000,
      salary: { amount: 6_000_000, currency: 'EUR' },
    })
    const [page, ...more] = pdfPages(pdf)
    expect(more).toEqual([])
    const { address, taxId, bic, taxNote } = seller
    for (const words of [
      ...address.split('\n'),
      taxId,
      'Ερμού 5',
      '105 63 Αθήνα',
      'EL094123456',
      'Placement of Оксана Шевченко as',
      '20 % of 60,000.00\u00a0EUR',
      '12,000.00\u00a0EUR',
      'Tax, 19 %',
      '2,280.00\u00a0EUR',
      '14,280.00\u00a0EUR',
      taxNote,
      'DE89 3704 0044 0532 0130 00',
      bic,
      body.number,
      'Page 1 of 1',
    ])
      expect(page).toContain(words)
    expect(page).not.toContain('\ufffd')
    expect(page).not.toContain('Draft')
    expect(pdfInfo(pdf, 'Title')).toBe(`Invoice ${body.number}`)
    expect(pdfInfo(pdf, 'Lang')).toBe('en')
    expect(pdf.length).toBeLessThan(60_000)
  })

  it('is the same, byte for byte, whatever is paid, credited, renamed or moved later', async () => {
    const { id } = await issued()
    const { client, manager, recruiter } = world.people
    const path = `/invoices/${id}.pdf`
    const first = (await download(client, path)).pdf
    const rent = { amount: { amount: 100, currency: 'EUR' }, paidOn: '2026-01-01' }
    expect((await app.call(manager, 'POST', `/invoices/${id}/payments`, rent)).status).toBe(201)
    const credit = { kind: 'full', reason: 'As agreed.' }
    expect((await app.call(manager, 'POST', `/invoices/${id}/credit`, credit)).status).toBe(201)
    const billing = `/companies/${world.staffing}/billing`
    const moved = { ...seller, zone: 'Pacific/Auckland', iban: null, address: 'Elsewhere', taxBasisPoints: 0 }
    const { version } = (await app.call(manager, 'PUT', billing, { ...moved, version: 2 })).body
    await app.call(manager, 'PATCH', `/companies/${world.staffing}`, { name: 'Renamed' })
    expect((await download(recruiter, path)).pdf.equals(first)).toBe(true)
    expect((await app.call(manager, 'PUT', billing, { ...seller, version })).status).toBe(200)
  })

  it('has credit notes that name their invoice and how they come to their sum', async () => {
    const { client, manager } = world.people
    const { placement, id } = await issued()
    const { version } = await world.read(client, placement)
    const left = { status: 'left', leftOn: new Date().toISOString().slice(0, 10), reason: 'Moved.', version }
    expect((await world.change(client, placement, left)).status).toBe(200)
    const credit = { kind: 'guarantee', reason: 'Left within the guarantee.' }
    const { body } = await app.call(manager, 'POST', `/invoices/${id}/credit`, credit)
    const [note] = body.creditNotes
    const { response, pdf } = await download(client, `/credit-notes/${note.id}.pdf`)
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename=${note.number}.pdf`)
    const [page] = pdfPages(pdf)
    for (const words of [
      'Credit note',
      note.number,
      body.number,
      'Left within the guarantee.',
      '21 of 90 guaranteed days served',
      '69 of 90 days of 12,000.00\u00a0EUR are given back',
      '9,200.00\u00a0EUR',
      '1,748.00\u00a0EUR',
      '10,948.00\u00a0EUR',
    ])
      expect(page?.replaceAll(/ ?\n/g, ' ')).toContain(words)
    expect(page).not.toContain('IBAN')
    expect((await download(manager, `/credit-notes/${note.id}.pdf`)).pdf.equals(pdf)).toBe(true)
    const path = `/credit-notes/${note.id}.pdf`
    await expectHidden(app, { method: 'GET', path }, [world.people.otherClient, world.people.outsideManager])
  })

  it('is a draft without a number to the staff until it is issued, and to the client nothing', async () => {
    const { client, manager, recruiter, otherClient, outsideManager } = world.people
    const { id: placement } = await world.joined(3)
    const path = `/invoices/${await invoiceOf(placement)}.pdf`
    for (const staff of [manager, recruiter]) {
      const { response, pdf } = await download(staff, path)
      expect(response.headers.get('content-disposition')).toContain('invoice-draft.pdf')
      expect(pdfPages(pdf)[0]).toContain('Draft')
      expect(pdfPages(pdf)[0]).not.toMatch(/INV-\d/)
    }
    await expectHidden(app, { method: 'GET', path }, [client, otherClient, outsideManager])
    await expectRefused(app, { method: 'GET', path }, [
      [world.people.interviewer, 403],
      [world.people.agency, 403],
      [world.people.candidate, 403],
      [null, 401],
    ])
  })

  it('is no document once it was cancelled', async () => {
    const { client, manager } = world.people
    const { id: placement, version } = await world.joined(3)
    const id = await invoiceOf(placement)
    const later = { status: 'postponed', startsOn: '2199-01-01', version }
    const answer = await world.change(client, placement, later)
    if (answer.status !== 200)
      await app.sql(`update invoice set status = 'cancelled', cancelled_at = now() where id = $1`, [id])
    await expectRefused(app, { method: 'GET', path: `/invoices/${id}.pdf` }, [
      [manager, 409],
      [client, 404],
    ])
  })
})

describe('a long document', () => {
  const long = {
    title: 'Credit note',
    number: 'CN-2026-0001',
    seller: { name: 'Seller '.repeat(25), lines: Array.from({ length: 8 }, (_, line) => `Line ${line}`) },
    buyer: { name: 'Buyer', lines: [] },
    facts: [{ label: 'Date', value: '1 May 2026' }],
    lines: [
      {
        title: 'Wolfeschlegelsteinhausen'.repeat(12),
        details: ['x'],
        amount: '9,007,199,254,740.99\u00a0EUR',
      },
    ],
    totals: [{ label: 'Total', value: '1.00\u00a0EUR' }],
    notes: [`${'Довгий текст мовою. '.repeat(600)}END\u0007\u202e`],
    payment: null,
    at: new Date('2026-05-01T00:00:00Z'),
  }

  it('goes on over as many pages as it needs, each of them numbered', async () => {
    const pages = pdfPages(await printPdf(long))
    expect(pages.length).toBeGreaterThan(2)
    for (const [index, page] of pages.entries())
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`)
    expect(pages.join('')).toContain('END\n')
    expect(pages.join('').replaceAll('\n', '')).toContain('Wolfeschlegelsteinhausen'.repeat(12))
  })

  it('is the same each time it is made', async () => {
    expect((await printPdf(long)).equals(await printPdf(long))).toBe(true)
  })
})
