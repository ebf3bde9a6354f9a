import { beforeAll, describe, expect, it } from 'vitest'
import { dispatchInvoices } from '../../server/invoices/dispatch.ts'
import { sendInvoice } from '../../server/invoices/send.ts'
import { dayWords } from '../../templates/web/words.ts'
import { day, makePlaced, type Placed } from '../placements/placed.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { jobsDone } from '../support/jobs-done.ts'
import { openPage } from '../support/open-page.ts'
import { pdfPages } from '../support/pdf-text.ts'

interface Kept {
  id: string
  recipient: string
  subject: string
  html: string
  text: string
  attachments: { name: string; contentType: string; content: string; encoding?: string }[]
}

const details = {
  zone: 'UTC',
  address: null,
  taxId: null,
  taxBasisPoints: 0,
  taxNote: null,
  billingEmail: null as string | null,
  contactIds: [] as string[],
  version: 1,
}

describe('the mail with an invoice', () => {
  const app = hirewire({ worker: true })
  let world: Placed
  beforeAll(async () => {
    world = await makePlaced(app)
    const account = { iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' }
    await app.call(world.people.manager, 'PUT', `/companies/${world.staffing}/billing`, {
      ...details,
      ...account,
    })
  })

  const bill = async (to: Partial<typeof details>) => {
    const path = `/companies/${world.employer}/billing`
    const { version } = (await app.call(world.people.client, 'GET', path)).body
    return app.call(world.people.client, 'PUT', path, { ...details, ...to, version })
  }
  const mails = async (tag: string, number: string) => {
    await jobsDone(app)
    return app.sql<Kept>(`select * from dev_mail where tag = $1 and subject like $2 order by recipient`, [
      tag,
      `% ${number} %`,
    ])
  }
  const issued = async () => {
    const { id: placement } = await world.joined(20)
    await dispatchInvoices(new Date())
    const query = `/invoices?placementId=${placement}`
    const { body } = await app.call(world.people.manager, 'GET', query)
    return { placement, ...(body.data[0] as { id: string; number: string; job: { title: string } }) }
  }

  it(
    'goes to the billing contacts and the mailbox of the company, each once, with the PDF',
    { timeout: 60_000 },
    async () => {
      const { unassignedClient } = world.people
      await bill({ contactIds: [unassignedClient.id], billingEmail: 'accounts@employer.example' })
      const { id, number, job } = await issued()
      const sent = await mails('invoice-issued', number)
      expect(sent.map(({ recipient }) => recipient)).toEqual(
        [unassignedClient.email, 'accounts@employer.example'].toSorted(),
      )
      for (const { subject, text, attachments } of sent) {
        expect(subject).toMatch(
          new RegExp(`^Invoice ${number} from .*: 12,000\\.00\\sEUR, due \\d+ \\w+ \\d{4}$`),
        )
        for (const words of [
          job.title,
          'IBAN: DE89 3704 0044 0532 0130 00',
          'BIC: COBADEFFXXX',
          `Reference: ${number}`,
          `See the invoice: ${testOrigin}/invoices/${id}`,
        ])
          expect(text.replaceAll('\u00a0', ' ')).toContain(words)
        expect(attachments).toHaveLength(1)
        const { name, contentType, content, encoding } = attachments[0]!
        expect({ name, contentType, encoding }).toEqual({
          name: `${number}.pdf`,
          contentType: 'application/pdf',
          encoding: 'base64',
        })
        expect(pdfPages(Buffer.from(content, 'base64'))[0]).toContain(number)
      }
      await sendInvoice({ event: 'invoice.issued', invoiceId: id })
      expect(await mails('invoice-issued', number)).toHaveLength(2)
    },
  )

  it(
    'goes to every active client user where nobody is named, also if those named have left',
    { timeout: 60_000 },
    async () => {
      const { client, unassignedClient } = world.people
      const leaver = await app.person('client', world.employer)
      await bill({ contactIds: [leaver.id], billingEmail: client.email })
      await app.sql('update users set deactivated_at = now() where id = $1', [leaver.id])
      const { number } = await issued()
      const sent = await mails('invoice-issued', number)
      expect(sent.map(({ recipient }) => recipient)).toEqual(
        [client.email, unassignedClient.email].toSorted(),
      )
    },
  )

  it('says plainly that it comes late, on paper and on its page too', { timeout: 60_000 }, async () => {
    const { client } = world.people
    await bill({ contactIds: [client.id] })
    const { id: placement } = await world.joined(60)
    await dispatchInvoices(new Date())
    const { body } = await app.call(client, 'GET', `/invoices?placementId=${placement}`)
    const { id, number, dueOn } = body.data[0]
    const [mail] = await mails('invoice-issued', number)
    const was = `was due on ${dayWords(dueOn)}`
    const late = `This invoice was to come on ${dayWords(day(-46))}.`
    expect(mail!.subject).toContain(`was due ${dayWords(dueOn)}`)
    const { html } = await openPage(app.url, client, `/invoices/${id}`)
    const [page] = pdfPages(Buffer.from(mail!.attachments[0]!.content, 'base64'))
    const words = (text: string) => text.replaceAll(/\s+/g, ' ')
    expect(words(mail!.text)).toContain(was)
    expect(words(page!)).toContain(`now: it ${was}`)
    for (const text of [mail!.text, page!, html]) expect(words(text)).toContain(late)
  })

  it('is at once of a credit note too, with what is left', { timeout: 60_000 }, async () => {
    const { client, manager } = world.people
    await bill({ contactIds: [client.id] })
    const { id, number } = await issued()
    const credit = {
      kind: 'amount',
      amount: { amount: 200_000, currency: 'EUR' },
      reason: 'For the <b>delay</b>.',
    }
    const { body } = await app.call(manager, 'POST', `/invoices/${id}/credit`, credit)
    const note = body.creditNotes[0]
    const [mail, ...more] = await mails('credit-note-issued', note.number)
    expect(more).toEqual([])
    const text = mail!.text.replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ')
    expect(mail!.recipient).toBe(client.email)
    expect(text).toContain(`2,000.00 EUR of invoice ${number}`)
    expect(text).toContain('For the <b>delay</b>.')
    expect(mail!.html).not.toContain('<b>delay')
    expect(text).toContain('10,000.00 EUR of the invoice are left to be paid.')
    const [page] = pdfPages(Buffer.from(mail!.attachments[0]!.content, 'base64'))
    expect(page).toContain(note.number)

    const file = await fetch(`${app.url}/dev/mail/${mail!.id}/files/0`)
    expect(file.headers.get('content-type')).toBe('application/pdf')
    expect(Buffer.from(await file.arrayBuffer()).toString('base64')).toBe(mail!.attachments[0]!.content)
    expect((await fetch(`${app.url}/dev/mail/${mail!.id}/files/1`)).status).toBe(404)
    expect(await (await fetch(`${app.url}/dev/mail/${mail!.id}`)).text()).toContain(`${note.number}.pdf`)
  })
})
