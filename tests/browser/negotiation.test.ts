import { beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { axeFindings, browserFor, chromiumPath, narrow } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { dateIn, makeParties, terms, type Parties } from '../proposals/parties.ts'

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe.skipIf(!chromiumPath)('the negotiation of a job', { timeout: 60_000 }, () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Parties
  beforeAll(async () => {
    world = await makeParties(app)
  })
  const { openLive } = browser
  const table = (page: Page) => page.locator('#negotiation-table')

  it('is proposed, countered, accepted and approved, each in the other’s window without a reload', async () => {
    const { recruiter, client, manager } = world.people
    const job = await world.job()
    const path = `/jobs/${job}/negotiation`
    const rita = await openLive(recruiter, path)
    const clara = await openLive(client, path)
    const mona = await openLive(manager, path)
    await rita.getByRole('heading', { name: 'Nothing is on the table' }).waitFor()

    await rita.getByRole('button', { name: 'Propose terms' }).click()
    const proposing = rita.getByRole('dialog', { name: 'Propose terms' })
    await proposing.getByLabel('Share, in percent').fill('22,5')
    await proposing.getByLabel('What you say with it').fill('As we **said** on the phone.')
    await proposing.getByRole('button', { name: 'Propose' }).click()

    await table(clara).getByText('22.5 % of the first yearly salary').waitFor()
    await clara.locator('.message strong', { hasText: 'said' }).waitFor()
    expect(await table(rita).getByRole('button', { name: 'Accept' }).count()).toBe(0)

    await table(clara).getByRole('button', { name: 'Counter…' }).click()
    const answering = clara.getByRole('dialog', { name: 'Answer with other terms' })
    expect(await answering.getByLabel('Share, in percent').inputValue()).toBe('22.5')
    await answering.getByLabel('Fixed').check()
    await answering.getByLabel('Amount').fill('12,500.50')
    await answering.getByLabel('Guarantee, in days').fill('400')
    await answering.getByRole('button', { name: 'Send the answer' }).click()
    await answering.getByText('must be less than or equal to 365').waitFor()
    expect(await answering.getByLabel('Amount').inputValue()).toBe('12,500.50')
    await answering.getByLabel('Guarantee, in days').fill('120')
    await answering.getByRole('button', { name: 'Send the answer' }).click()

    await table(rita).getByText('Round 2, by the client').waitFor()
    await table(rita).locator('ins', { hasText: '€12,500.50, fixed' }).waitFor()
    await table(rita).locator('del', { hasText: '22.5 %' }).waitFor()
    await rita.locator('.proposal-card', { hasText: 'Round 2' }).waitFor()

    await table(rita).getByRole('button', { name: 'Accept' }).click()
    await rita.getByRole('dialog').getByRole('button', { name: 'Accept' }).click()
    await table(clara).getByText('bind once a manager of the recruiting firm has approved').waitFor()
    await table(mona).getByRole('button', { name: 'Approve' }).click()
    for (const page of [rita, clara, mona])
      await page.locator('#negotiation-bound').getByText('Version 1').waitFor()
    expect(await clara.locator('#negotiation-bound').innerText()).not.toContain('Mona')
    await mona.locator('#negotiation-bound', { hasText: 'approved by Mona Manager' }).waitFor()
  })

  it('is declined with a reason, taken back, and returned by the manager', async () => {
    const { recruiter, client, manager } = world.people
    const job = await world.job()
    const path = `/jobs/${job}/negotiation`
    await world.propose(recruiter, job)
    const clara = await openLive(client, path)
    await table(clara).getByRole('button', { name: 'Decline…' }).click()
    const declining = clara.getByRole('dialog', { name: 'Decline' })
    await declining.getByLabel('Reason').fill('Too dear.')
    await declining.getByRole('button', { name: 'Decline' }).click()
    await table(clara).getByText('Declined by Clara Client: “Too dear.”').waitFor()

    await clara.getByRole('button', { name: 'Propose terms' }).click()
    const proposing = clara.getByRole('dialog', { name: 'Propose terms' })
    await proposing.getByLabel('Share, in percent').fill('much')
    await proposing.getByRole('button', { name: 'Propose' }).click()
    await proposing.getByText('Write it like 20 or 17.5.').waitFor()
    await proposing.getByLabel('Share, in percent').fill('15')
    await clara.keyboard.press('Enter')
    await table(clara).getByText('Round 2, by the client').waitFor()
    await table(clara).getByRole('button', { name: 'Take it back…' }).click()
    await clara.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
    await table(clara).getByText('Taken back by Clara Client.').waitFor()

    const third = await world.propose(recruiter, job)
    await table(clara).getByText('Round 3, by the recruiters').waitFor()
    await world.act(client, third, 'accept')
    const mona = await openLive(manager, path)
    await table(mona).getByRole('button', { name: 'Return…' }).click()
    const returning = mona.getByRole('dialog', { name: 'Return the terms' })
    await returning.getByRole('button', { name: 'Return' }).click()
    await returning.getByText('Write why').waitFor()
    await returning.getByLabel('Reason').fill('Below our floor.')
    await returning.getByRole('button', { name: 'Return' }).click()
    await table(mona).getByText('Returned by Mona Manager: “Below our floor.”').waitFor()
    await table(clara).getByText('has not approved them').waitFor()
    expect(await clara.content()).not.toContain('floor')
    await clara.getByText('3 earlier rounds').or(clara.getByText('2 earlier rounds')).click()
    await table(clara).getByText('Round 1, by the recruiters').waitFor()
  })

  it('says so when another answer was faster, and shows what stands now', async () => {
    const { recruiter, client, manager } = world.people
    const job = await world.job()
    const id = await world.propose(client, job)
    const rita = await openLive(recruiter, `/jobs/${job}/negotiation`)
    await table(rita).getByRole('button', { name: 'Counter…' }).click()
    const answering = rita.getByRole('dialog')
    await world.act(manager, id, 'counter', { terms: terms({ paymentDays: 7 }) })
    await answering.getByRole('button', { name: 'Send the answer' }).click()
    await answering.getByText('Meanwhile another proposal').waitFor()
    await answering.getByRole('button', { name: 'Cancel' }).click()
    await table(rita).getByText('within 7 days of the invoice').waitFor()
  })

  for (const colorScheme of ['light', 'dark'] as const)
    it(`can be done by keyboard, and keeps nobody out, ${colorScheme}`, async () => {
      const { recruiter, client, manager } = world.people
      const job = await world.job()
      await world.act(client, await world.propose(manager, job), 'accept')
      const id = await world.propose(recruiter, job, { text: 'Now.' })
      await world.act(client, id, 'counter', { terms: terms({ paymentDays: 60 }) })
      const page = await openLive(recruiter, `/jobs/${job}/negotiation`, { colorScheme })
      expect(await axeFindings(page)).toEqual([])
      await table(page).getByRole('button', { name: 'Counter…' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await table(page).getByRole('button', { name: 'Counter…' }).and(page.locator(':focus')).waitFor()
    })

  it('keeps to a narrow screen, and is found from the board', async () => {
    const { recruiter, client } = world.people
    const job = await world.job()
    await world.propose(recruiter, job)
    const page = await openLive(client, `/jobs/${job}/board`, { viewport: narrow })
    await page.getByRole('link', { name: 'Terms' }).click()
    await page.getByRole('heading', { name: 'Terms', exact: true }).waitFor()
    expect(await overflow(page)).toBe(0)
  })

  it('has its like on the page of an application: offer, counter-offer, acceptance', async () => {
    const { recruiter, client } = world.people
    const { id, candidate } = await world.application(await world.job())
    const path = `/applications/${id}`
    const rita = await openLive(recruiter, path)
    const person = await openLive(candidate, path)
    const clara = await openLive(client, path)
    await rita.getByRole('button', { name: 'Make an offer' }).click()
    const offering = rita.getByRole('dialog', { name: 'Make an offer' })
    await offering.getByLabel('Salary, a year').fill('58.000')
    await offering.getByLabel('First day').fill(dateIn(40))
    await offering.getByRole('button', { name: 'Send the offer' }).click()

    const offer = person.locator('#application-offer')
    await offer.getByText('€58,000 a year').waitFor()
    expect(await axeFindings(person)).toEqual([])
    await offer.getByRole('button', { name: 'Counter…' }).click()
    const answering = person.getByRole('dialog', { name: 'Answer with another offer' })
    await answering.getByLabel('Salary, a year').fill('61,000')
    await answering.getByRole('button', { name: 'Send the answer' }).click()
    await rita.locator('#application-offer ins', { hasText: '€61,000' }).waitFor()
    await rita.locator('#application-offer').getByRole('button', { name: 'Counter…' }).click()
    const again = rita.getByRole('dialog', { name: 'Answer with another offer' })
    await again.getByLabel('Salary, a year').fill('60,000')
    await again.getByRole('button', { name: 'Send the answer' }).click()
    await offer.getByText('Round 3, by the recruiters').waitFor()
    expect(await clara.content()).not.toMatch(/60,000|61,000|58,000/)
    await offer.getByRole('button', { name: 'Accept' }).click()
    await person.getByRole('dialog').getByRole('button', { name: 'Accept' }).click()
    for (const page of [rita, clara]) await page.locator('h1 + p .tag', { hasText: 'Hired' }).waitFor()
    await offer.getByText('Accepted by').waitFor()
    // What was agreed stands on the placement; how it came to that is nobody else's business
    expect(await clara.content()).not.toMatch(/61,000|58,000/)
  })
})
