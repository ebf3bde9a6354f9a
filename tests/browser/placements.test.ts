import { beforeAll, describe, expect, it } from 'vitest'
import { day, makePlaced, type Placed } from '../placements/placed.ts'
import { axeFindings, browserFor, chromiumPath, narrow } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'

describe.skipIf(!chromiumPath)('placements, in a browser', () => {
  const app = hirewire({ worker: true })
  const browser = browserFor(app)
  const { openLive } = browser
  let world: Placed
  beforeAll(async () => {
    world = await makePlaced(app)
  })

  it('say what to expect as long as nobody was hired', async () => {
    const page = await openLive(world.people.client, '/placements', { viewport: narrow })
    await page.getByRole('heading', { name: 'Nobody has been hired yet' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  it('are recorded by keyboard, and everybody sees it the moment they are', { timeout: 90_000 }, async () => {
    const { people } = world
    // So long a delay that no invoice goes out by itself meanwhile
    const { application, candidate } = await world.hire({ bound: { invoiceDelayDays: 60 } })
    const clara = await openLive(people.client, '/placements')
    const mona = await openLive(people.manager, '/placements')
    const rita = await openLive(people.recruiter, `/applications/${application}`)
    const own = await openLive(candidate, `/applications/${application}`)
    await own.getByText('You are hired').waitFor()
    const row = (page: typeof clara) => page.locator('.placement', { hasText: candidate.name })

    await clara.getByRole('button', { name: `Starts later… ${candidate.name}` }).focus()
    await clara.keyboard.press('Enter')
    const later = clara.getByRole('dialog', { name: `${candidate.name} starts later` })
    expect(await axeFindings(clara)).toEqual([])
    await later.getByLabel('Starts on').fill(day(-1))
    await later.getByLabel('Reason').fill('MARKER-REASON')
    await later.getByRole('button', { name: 'Record it' }).click()
    await later.getByText('Lies in the past.').waitFor()
    expect(await later.getByLabel('Reason').inputValue()).toBe('MARKER-REASON')
    await later.getByLabel('Starts on').fill(day(20))
    await later.getByLabel('Starts on').press('Enter')
    for (const page of [clara, mona, rita]) {
      await page.locator('.placement .tag', { hasText: 'Postponed' }).waitFor()
      await page.getByText('MARKER-REASON').waitFor()
    }
    await clara.waitForFunction(() => document.activeElement?.textContent?.startsWith('Starts later…'))
    await own.getByText('You start later').waitFor()
    expect(await own.content()).not.toContain('MARKER-REASON')
    await mona.locator('#said', { hasText: 'The placements have changed.' }).waitFor({ state: 'attached' })

    await rita.getByRole('button', { name: `Joined… ${candidate.name}` }).click()
    const joined = rita.getByRole('dialog', { name: `${candidate.name} has joined` })
    await joined.getByLabel('First day at work').fill(day(-11))
    await joined.getByRole('button', { name: 'Record it' }).click()
    for (const page of [clara, mona, rita]) await page.getByText('Day 12 of 90 of the guarantee').waitFor()
    // What was pressed has gone: the focus is on what can be done with it now
    await rita.waitForFunction(() => document.activeElement?.closest('#application-placement'))
    await mona.getByText('€10,400 back if they left today').waitFor()
    await own.getByText('You have started').waitFor()
    expect(await clara.content()).not.toContain('10,400')
    expect(await axeFindings(mona)).toEqual([])

    await rita.getByRole('button', { name: `Correct… ${candidate.name}` }).click()
    const correct = rita.getByRole('dialog', { name: `Correct: ${candidate.name} has joined` })
    expect(await correct.getByLabel('First day at work').inputValue()).toBe(day(-11))
    await correct.getByLabel('What happened instead').selectOption('Did not start')
    expect(await correct.getByLabel('First day at work').isHidden()).toBe(true)
    await correct.getByLabel('What happened instead').selectOption('Joined on another day')
    await correct.getByLabel('First day at work').fill(day(-44))
    // Meanwhile the client does the same
    await row(clara).getByRole('button', { name: 'Correct…' }).click()
    const theirs = clara.getByRole('dialog', { name: 'Correct:' })
    await theirs.getByLabel('First day at work').fill(day(-40))
    await theirs.getByRole('button', { name: 'Record it' }).click()
    await rita.getByText('Day 41 of 90').waitFor()
    await correct.getByRole('button', { name: 'Record it' }).click()
    await correct.getByText('It has changed since you saw it.').waitFor()
    await correct.getByRole('button', { name: 'Record it' }).click()
    await clara.getByText('Day 45 of 90').waitFor()

    await world.issue()
    await clara.reload()
    await row(clara).getByText('€6,000 back if they left today').waitFor()
    expect(await row(clara).getByRole('button', { name: 'Correct…' }).count()).toBe(0)
    await row(clara).getByRole('button', { name: 'Left…' }).click()
    const left = clara.getByRole('dialog', { name: `${candidate.name} has left` })
    await left.getByRole('button', { name: 'Record it' }).click()
    await left.getByText('This is needed.').waitFor()
    await left.getByLabel('Reason').fill('Moved to another town.')
    await left.getByRole('button', { name: 'Record it' }).click()
    await mona.getByText('€6,000 back by the guarantee').waitFor()
    await mona.getByRole('button', { name: `Correct… ${candidate.name}` }).click()
    const leaving = mona.getByRole('dialog', { name: `Correct: ${candidate.name} has left` })
    expect(await leaving.getByLabel('Reason').inputValue()).toBe('Moved to another town.')
    expect(await leaving.getByLabel('Last day at work').inputValue()).toBe(day())
    await leaving.getByLabel('Last day at work').fill(day(-9))
    await leaving.getByRole('button', { name: 'Record it' }).click()
    await clara.getByText('€7,200 back by the guarantee').waitFor()
    await own.getByText('You have left').waitFor()
    expect(await own.content()).not.toContain('another town')
  })

  it('are filtered, and fit a narrow screen', { timeout: 60_000 }, async () => {
    const { people } = world
    const { candidate } = await world.joined(5, {
      salary: null,
      bound: { fee: { amount: 900_000, currency: 'EUR' } },
    })
    const page = await openLive(people.recruiter, '/placements', { viewport: narrow })
    await page.getByRole('link', { name: 'To come' }).click()
    await page.getByRole('heading', { name: 'None of these' }).waitFor()
    await page.getByRole('link', { name: 'Joined', exact: true }).click()
    await page.getByRole('link', { name: candidate.name }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(narrow.width)
    await page.locator('#connection[data-status="live"]').waitFor()

    await page.getByRole('button', { name: `Salary and start… ${candidate.name}` }).click()
    const agreed = page.getByRole('dialog', { name: 'What was agreed' })
    expect(await agreed.getByLabel('Starts on').isHidden()).toBe(true)
    await agreed.getByLabel('Salary, a year').fill('much')
    await agreed.getByRole('button', { name: 'Save' }).click()
    await agreed.getByText('Write it like 52,000').waitFor()
    await agreed.getByLabel('Salary, a year').fill('52,000.50')
    expect(await axeFindings(page)).toEqual([])
    await agreed.getByRole('button', { name: 'Save' }).click()
    await page.getByText('€52,000.50 a year').waitFor()
  })

  it('are recorded on a page that was open before the hire', async () => {
    const { people } = world
    const { id } = await world.application(await world.job())
    const page = await openLive(people.client, `/applications/${id}`)
    expect(await page.locator('#application-placement').isVisible()).toBe(false)
    await app.call(people.recruiter, 'POST', `/applications/${id}/move`, { to: 'hired', version: 1 })
    await page.getByRole('button', { name: 'Joined…' }).click()
    await page.getByRole('dialog', { name: 'has joined' }).getByRole('button', { name: 'Record it' }).click()
    await page.locator('.placement .tag', { hasText: 'Joined' }).waitFor()
  })

  it('are nobody else’s', async () => {
    const { people } = world
    const { application, candidate } = await world.hire({ bound: null })
    for (const person of [people.agency, people.interviewer, candidate]) {
      const page = await browser.open(person, '/placements')
      await page.getByRole('heading', { name: 'Nothing here' }).waitFor()
    }
    for (const person of [people.outsideManager, people.otherClient]) {
      const page = await openLive(person, '/placements')
      await page.getByRole('heading', { name: 'Nobody has been hired yet' }).waitFor()
      expect(await page.content()).not.toContain(application)
    }
  })
})
