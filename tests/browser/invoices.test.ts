import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { dispatchInvoices } from '../../server/invoices/dispatch.ts'
import { day, makePlaced, type Placed } from '../placements/placed.ts'
import { axeFindings, browserFor, chromiumPath, narrow } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { pdfPages } from '../support/pdf-text.ts'

/** All that the page itself holds: the bell beside it tells of other things. */
const main = (page: Page) => page.locator('main').innerHTML()
/** Waits until the focus is there: it is never lost to the page as a whole. */
const focusIn = (page: Page, selector: string) =>
  page.waitForFunction(at => document.activeElement?.matches(at), selector)
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe.skipIf(!chromiumPath)('invoices, in a browser', { timeout: 90_000 }, () => {
  const app = hirewire({ worker: true })
  const { openLive } = browserFor(app)
  let world: Placed
  beforeAll(async () => {
    world = await makePlaced(app)
  })
  const dispatch = () => dispatchInvoices(new Date())
  const invoiceOf = async (placement: string) => {
    const { body } = await app.call(world.people.manager, 'GET', `/invoices?placementId=${placement}`)
    return body.data[0] as { id: string; number: string | null }
  }
  const issued = async (daysAgo = 20) => {
    const placed = await world.joined(daysAgo)
    await dispatch()
    return { ...placed, invoice: await invoiceOf(placed.id) }
  }

  it('say what to expect before there are any', async () => {
    const { client, manager } = world.people
    for (const person of [client, manager]) {
      const page = await openLive(person, '/invoices', { viewport: narrow })
      await page.getByRole('heading', { name: 'No invoices yet' }).waitFor()
      expect(await axeFindings(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
    }
  })

  it('take the billing details of both companies, and say at the field what is wrong', async () => {
    const { client, manager, recruiter, unassignedClient } = world.people
    const mona = await openLive(manager, '/company/billing')
    await mona.getByLabel('Address').fill('ul. Piotrkowska 12\n90-001 Łódź')
    await mona.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 01')
    await mona.getByLabel('Tax on fees, in percent').fill('lots')
    await mona.getByRole('button', { name: 'Save' }).click()
    await mona.getByText('Write it like 20 or 17.5.').waitFor()
    await mona.getByLabel('Tax on fees, in percent').fill('19')
    await mona.getByRole('button', { name: 'Save' }).click()
    await mona.getByText('a letter or digit is wrong').waitFor()
    expect(await mona.getByLabel('Address').inputValue()).toContain('Łódź')
    await mona.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00')
    await mona.keyboard.press('Enter')
    await mona.getByText('Saved.').waitFor()
    expect(await axeFindings(mona)).toEqual([])

    const clara = await openLive(client, '/company/billing', { viewport: narrow })
    expect(await clara.getByLabel('IBAN').count()).toBe(0)
    await clara.getByLabel('Address').fill('Ερμού 5\n105 63 Αθήνα')
    await clara.getByLabel(unassignedClient.name).check()
    await clara.getByRole('button', { name: 'Save' }).click()
    await clara.getByText('Saved.').waitFor()
    expect(await axeFindings(clara)).toEqual([])
    expect(await overflow(clara)).toBe(0)
    const theirs = await openLive(manager, `/companies/${world.employer}/billing`)
    expect(await theirs.getByLabel(unassignedClient.name).isChecked()).toBe(true)

    // Meanwhile the client saves something else
    await clara.getByLabel('Tax ID').fill('EL094123456')
    await clara.getByRole('button', { name: 'Save' }).click()
    await clara.getByText('Saved.').waitFor()
    await theirs.getByLabel('Address').fill('Σταδίου 9\n105 62 Αθήνα')
    await theirs.getByRole('button', { name: 'Save' }).click()
    await theirs.getByText('Somebody else has changed these details meanwhile.').waitFor()
    expect(await theirs.getByLabel('Address').inputValue()).toContain('Σταδίου 9')
    expect(await theirs.getByLabel('Tax ID').inputValue()).toBe('EL094123456')
    await theirs.getByRole('button', { name: 'Save' }).click()
    await theirs.getByText('Saved.').waitFor()
    const { body } = await app.call(client, 'GET', `/companies/${world.employer}/billing`)
    expect(body).toMatchObject({ taxId: 'EL094123456', address: 'Σταδίου 9\n105 62 Αθήνα' })
    const rita = await openLive(recruiter, '/company/billing')
    await rita.getByText('Your manager changes them.').waitFor()
    expect(await rita.getByRole('button', { name: 'Save' }).count()).toBe(0)
  })

  it('appear to the client when they are issued, without a reload, and to the staff before', async () => {
    const { client, manager } = world.people
    const clara = await openLive(client, '/invoices')
    const mona = await openLive(manager, '/invoices')
    const { id, candidate } = await world.joined(20)
    await mona.getByRole('link', { name: 'Scheduled invoice' }).waitFor()
    expect(await main(clara)).not.toContain(candidate.name)
    const { id: invoice } = await invoiceOf(id)
    const scheduled = await openLive(manager, `/invoices/${invoice}`)
    await scheduled.getByText('The client sees nothing of it before').waitFor()
    await dispatch()
    const { number } = await invoiceOf(id)
    for (const page of [clara, mona]) await page.getByRole('link', { name: number! }).waitFor()
    await scheduled.getByRole('heading', { name: number! }).waitFor()
    expect(await scheduled.getByText('The client sees nothing').count()).toBe(0)
    for (const page of [clara, mona, scheduled]) expect(await axeFindings(page)).toEqual([])
  })

  it('are paid in part, taken back and paid again, in both windows at once', async () => {
    const { client, manager } = world.people
    const { invoice } = await issued()
    const path = `/invoices/${invoice.id}`
    const clara = await openLive(client, path)
    const mona = await openLive(manager, path)
    await mona.getByRole('button', { name: 'Record a payment…' }).focus()
    await mona.keyboard.press('Enter')
    const dialog = mona.getByRole('dialog', { name: 'Record a payment' })
    expect(await dialog.getByLabel('Amount').inputValue()).toBe('14280')
    await dialog.getByLabel('Amount').fill('99,999')
    await dialog.getByLabel('Reference').fill('Transfer 17')
    expect(await axeFindings(mona)).toEqual([])
    await dialog.getByRole('button', { name: 'Record it' }).click()
    await dialog.locator('.field-error', { hasText: 'Only 14,280.00 EUR are left to be paid.' }).waitFor()
    await focusIn(mona, '#pay-amount')
    expect(await dialog.getByLabel('Reference').inputValue()).toBe('Transfer 17')
    await dialog.getByLabel('Amount').fill('4.280,00')
    await dialog.getByLabel('Paid on').fill(day(-1))
    await mona.keyboard.press('Enter')
    for (const page of [clara, mona]) {
      await page.getByText('Partly paid').waitFor()
      await page.locator('.sum-list .strong', { hasText: '10,000.00 EUR' }).waitFor()
      await page.getByText('Transfer 17').waitFor()
    }
    await focusIn(mona, '#pay-it')
    expect(await main(clara)).not.toContain('Mona')

    await mona.getByRole('button', { name: 'Take back…' }).click()
    const back = mona.getByRole('dialog', { name: 'Take back the payment of 4,280.00 EUR' })
    await back.getByLabel('Reason').fill('MARKER: another client’s')
    await back.getByRole('button', { name: 'Take it back' }).click()
    for (const page of [clara, mona]) await page.getByText('Taken back', { exact: true }).waitFor()
    await mona.getByText('MARKER').first().waitFor()
    expect(await main(clara)).not.toContain('MARKER')
  })

  it('are disputed by the client and resolved', async () => {
    const { client, manager } = world.people
    const { invoice } = await issued()
    const clara = await openLive(client, `/invoices/${invoice.id}`)
    const mona = await openLive(manager, `/invoices/${invoice.id}`)
    await clara.getByRole('button', { name: 'Dispute…' }).click()
    const dialog = clara.getByRole('dialog', { name: 'Dispute this invoice' })
    await dialog.getByRole('button', { name: 'Dispute it' }).click()
    await dialog.getByText('Write why').waitFor()
    await dialog.getByLabel('Reason').fill('The salary was lower.')
    await dialog.getByRole('button', { name: 'Dispute it' }).click()
    for (const page of [clara, mona]) {
      await page.getByText('Disputed by Clara Client').waitFor()
      await page.getByText('The salary was lower.').first().waitFor()
    }
    // What was pressed has gone
    await focusIn(clara, 'h1')
    await mona.getByRole('button', { name: 'The dispute is over…' }).click()
    const over = mona.getByRole('dialog', { name: 'Is the dispute over?' })
    await over.getByLabel('How it was settled').fill('It was as agreed.')
    expect(await axeFindings(mona)).toEqual([])
    await over.getByRole('button', { name: 'It is over' }).click()
    await clara.getByRole('button', { name: 'Dispute…' }).waitFor()
    await mona.locator('#invoice .notice.warn').waitFor({ state: 'detached' })
    for (const page of [clara, mona]) {
      const happened = page.getByRole('region', { name: 'What happened' })
      for (const words of ['The salary was lower.', 'The dispute was settled', 'It was as agreed.'])
        await happened.getByText(words).waitFor()
    }
    expect(await main(clara)).not.toContain('Mona')
    await focusIn(mona, 'h1')
  })

  it('are credited as the guarantee says, with a PDF of its own', async () => {
    const { client, manager } = world.people
    const { id, version, invoice } = await issued()
    const clara = await openLive(client, `/invoices/${invoice.id}`)
    const mona = await openLive(manager, `/invoices/${invoice.id}`)
    await mona.getByRole('button', { name: 'Credit…' }).click()
    const dialog = mona.getByRole('dialog', { name: 'Credit' })
    expect(await dialog.getByLabel('By the guarantee').isVisible()).toBe(false)
    expect(await dialog.getByLabel('All that is left').isChecked()).toBe(true)
    await dialog.getByLabel('An amount').check()
    await dialog.getByRole('button', { name: 'Issue' }).click()
    await dialog.getByText('This is needed.').first().waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()

    const left = { status: 'left', leftOn: day(), reason: 'Moved away.', version }
    expect((await world.change(client, id, left)).status).toBe(200)
    // The page hears of the placement, and the dialog then knows what is given back
    await mona.waitForFunction(() => document.getElementById('now')!.textContent.includes('"guarantee":{'))
    await mona.getByRole('button', { name: 'Credit…' }).click()
    expect(await dialog.getByLabel('By the guarantee').isChecked()).toBe(true)
    await dialog.getByText('69 of 90 days of 12,000.00 EUR are given back').waitFor()
    expect(await axeFindings(mona)).toEqual([])
    expect(await dialog.getByLabel('Reason').inputValue()).toContain('inside of the guarantee')
    await dialog.getByRole('button', { name: 'Issue the credit note' }).click()
    for (const page of [clara, mona]) {
      await page.getByRole('heading', { name: 'Credit notes' }).waitFor()
      await page.locator('#invoice').getByText('21 of 90 guaranteed days served').waitFor()
    }
    const [download] = await Promise.all([
      clara.waitForEvent('download'),
      clara.getByRole('link', { name: /^CN-/ }).click(),
    ])
    const [text] = pdfPages(await readFile(await download.path()))
    expect(text).toContain('Credit note')
    expect(await axeFindings(clara)).toEqual([])
  })

  it('are filtered, summed up and downloaded for a period', async () => {
    const { client, recruiter } = world.people
    const { invoice } = await issued(50)
    const page = await openLive(client, '/invoices?status=overdue', { viewport: narrow })
    await page.getByRole('link', { name: invoice.number! }).waitFor()
    expect(await page.getByRole('link', { name: 'Scheduled' }).count()).toBe(0)
    await page.getByRole('region', { name: 'Sums' }).getByText('14,280.00 EUR').first().waitFor()
    expect(await overflow(page)).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    await page.getByLabel('Issued from').fill(day(2))
    await page.getByLabel('until').fill(day(1))
    await page.getByRole('button', { name: 'Download CSV' }).click()
    await focusIn(page, '#to:invalid')
    await page.getByLabel('Issued from').fill(day(-1))
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ])
    expect(await readFile(await download.path(), 'utf8')).toContain(invoice.number)
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL(/from=/)
    await page.getByRole('link', { name: invoice.number! }).waitFor()
    await page.locator('.chips [aria-current]', { hasText: 'Overdue' }).waitFor()
    await page.goto('/invoices?status=cancelled')
    await page.getByRole('heading', { name: 'Nothing fits' }).waitFor()

    const rita = await openLive(recruiter, `/invoices/${invoice.id}`, { colorScheme: 'dark' })
    expect(await rita.getByRole('button', { name: 'Record a payment…' }).count()).toBe(0)
    expect(await axeFindings(rita)).toEqual([])
    // On paper: dark words on white, whatever the screen, and nothing to press
    await rita.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await rita.getByRole('link', { name: 'PDF' }).isVisible()).toBe(false)
    await rita.waitForFunction(() => getComputedStyle(document.body).color === 'rgb(29, 30, 34)')
  })

  it('fit the bar with all its links', async () => {
    const { client, manager } = world.people
    for (const [person, width] of [
      [manager, 360],
      [manager, 1024],
      [client, 360],
      [client, 1024],
    ] as const) {
      const page = await openLive(person, '/invoices', { viewport: { width, height: 740 } })
      expect(await overflow(page)).toBe(0)
      const box = await page.locator('#person summary').boundingBox()
      expect(box!.x + box!.width).toBeLessThanOrEqual(width)
    }
  })
})
