import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { arranging } from '../interviews/arranging.ts'
import { axeFindings, browserFor, chromiumPath, narrow } from '../support/browser.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'

const year = new Date().getUTCFullYear() + 1

describe.skipIf(!chromiumPath)('interviews, in a browser', () => {
  const app = hirewire({ worker: true })
  const browser = browserFor(app)
  const at = arranging(app)
  const { openLive } = browser
  const when = (page: Page, words: string) => page.locator('.interview-when', { hasText: words }).waitFor()
  const inZone = (id: string, zone: string) => app.sql('update users set zone = $2 where id = $1', [id, zone])
  const fillIn = async (page: Page, title: string, times: string[]) => {
    const dialog = page.getByRole('dialog', { name: 'Arrange an interview' })
    await dialog.getByLabel('What it is called').fill(title)
    for (const [index, time] of times.entries()) {
      if (index) await dialog.getByRole('button', { name: 'Another time' }).click()
      await dialog.locator(`#interview-time-${index}`).fill(time)
    }
    await dialog.getByLabel('Time zone').fill('Europe/Berlin')
    await dialog.getByLabel(at.people.interviewer.name).check()
    return dialog
  }

  it(
    'one is arranged, moved and called off, and everybody sees it the moment it is',
    { timeout: 90_000 },
    async () => {
      const { people } = at
      const { id, candidate } = await at.freshCard()
      await inZone(candidate.id, 'America/New_York')
      await inZone(people.interviewer.id, 'Europe/Berlin')
      const path = `/applications/${id}`
      const rita = await openLive(people.recruiter, path)
      const rob = await openLive(people.recruiter2, path)
      const theirs = await openLive(candidate, path)
      const panel = await openLive(people.interviewer, '/')
      await panel.getByText('No interviews ahead').waitFor()

      await rita.getByRole('button', { name: 'Arrange an interview…' }).click()
      const dialog = await fillIn(rita, 'Meet the team', [`${year}-06-01T16:00`])
      await dialog.getByLabel('Note for the panel').fill('Ask about the ovens.')
      expect(await axeFindings(rita)).toEqual([])
      await dialog.getByRole('button', { name: 'Arrange it' }).click()

      for (const page of [rita, rob, theirs])
        await page.getByRole('heading', { name: 'Meet the team' }).waitFor()
      await when(theirs, '10:00 America/New_York (UTC-4)')
      expect(await theirs.content()).not.toContain('ovens')
      // Nothing was open to them until now: it comes to where they look
      await when(panel, '16:00 Europe/Berlin (UTC+2)')
      await panel.getByText('Ask about the ovens.').waitFor()
      await panel.getByRole('button', { name: 'I will come' }).click()
      await rob.locator('.panel-answers', { hasText: `${people.interviewer.name} comes` }).waitFor()

      await rita.getByRole('button', { name: 'Change…' }).click()
      const change = rita.getByRole('dialog', { name: 'Change the interview' })
      expect(await change.locator('#interview-time-0').inputValue()).toBe(`${year}-06-01T16:00`)
      await change.locator('#interview-time-0').fill('2020-01-01T10:00')
      await change.getByRole('button', { name: 'Save the change' }).click()
      await change.getByText('Has passed already.').waitFor()
      expect(await change.getByLabel('Note for the panel').inputValue()).toBe('Ask about the ovens.')
      await change.locator('#interview-time-0').fill(`${year}-06-02T17:00`)
      await change.getByRole('button', { name: 'Save the change' }).click()
      await when(theirs, '11:00 America/New_York (UTC-4)')
      await when(panel, '17:00 Europe/Berlin (UTC+2)')
      await panel.getByRole('button', { name: 'I will come' }).waitFor()

      await rita.getByRole('button', { name: 'Cancel it…' }).click()
      const reason = rita.getByRole('dialog', { name: 'Cancel: Meet the team' })
      await reason.getByLabel('Reason').fill('The oven is broken.')
      await reason.getByRole('button', { name: 'Cancel the interview' }).click()
      await theirs.locator('.interview.off .tag', { hasText: 'Cancelled' }).waitFor()
      await panel.getByText('No interviews ahead').waitFor()
      expect(await theirs.content()).not.toContain('oven')
    },
  )

  it('a candidate chooses one of several times, on a narrow screen', { timeout: 60_000 }, async () => {
    const { id, candidate } = await at.freshCard()
    await inZone(candidate.id, 'Asia/Kolkata')
    const rita = await openLive(at.people.recruiter, `/applications/${id}`)
    await rita.getByRole('button', { name: 'Arrange an interview…' }).click()
    const dialog = await fillIn(rita, 'First talk', [`${year}-06-10T10:00`, `${year}-06-11T10:00`])
    await dialog.getByRole('button', { name: 'Arrange it' }).click()
    await rita.locator('.interview', { hasText: 'Time to be chosen' }).waitFor()

    const page = await openLive(candidate, '/interviews', { viewport: narrow })
    expect(await axeFindings(page)).toEqual([])
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(narrow.width)
    await page.getByRole('button', { name: '13:30 Asia/Kolkata (UTC+5:30)' }).last().focus()
    await page.keyboard.press('Enter')
    await when(page, '13:30 Asia/Kolkata')
    await rita.locator('.interview', { hasText: 'Scheduled' }).waitFor()
  })

  it('an hour that comes twice in a night is asked about, one that does not is refused in words', async () => {
    const { id } = await at.freshCard()
    const lastSunday = (month: number) => {
      const day = new Date(Date.UTC(year, month, 0))
      day.setUTCDate(day.getUTCDate() - day.getUTCDay())
      return day.toISOString().slice(0, 10)
    }
    const page = await openLive(at.people.recruiter, `/applications/${id}`)
    await page.getByRole('button', { name: 'Arrange an interview…' }).click()
    const dialog = await fillIn(page, 'At night', [`${lastSunday(3)}T02:30`])
    await dialog.getByRole('button', { name: 'Arrange it' }).click()
    await dialog.getByText('does not exist in Europe/Berlin').waitFor()
    await dialog.locator('#interview-time-0').fill(`${lastSunday(10)}T02:30`)
    await dialog.getByRole('button', { name: 'Arrange it' }).click()
    await dialog.getByLabel('The clocks go back that night').selectOption('later')
    await dialog.getByRole('button', { name: 'Arrange it' }).click()
    await page.getByRole('heading', { name: 'At night' }).waitFor()
    const [row] = await app.sql<{ starts_at: Date }>(
      `select starts_at from interview where title = 'At night'`,
    )
    expect(row!.starts_at.toISOString()).toBe(`${lastSunday(10)}T01:30:00.000Z`)
  })

  it('a candidate says when they can, and staff find the time of all', { timeout: 60_000 }, async () => {
    const { id, candidate } = await at.freshCard()
    const timezoneId = 'Europe/Berlin'
    const page = await openLive(candidate, '/interviews', { timezoneId })
    await page.getByRole('button', { name: 'Use this device’s: Europe/Berlin' }).click()
    await page.locator('#zone', { hasText: 'Europe/Berlin' }).waitFor()
    await page.getByLabel('From').fill(`${year}-06-20T09:00`)
    await page.getByLabel('Until').fill(`${year}-06-20T12:00`)
    await page.getByRole('button', { name: 'Add this time' }).click()
    await page.locator('#windows', { hasText: '09:00 Europe/Berlin (UTC+2)' }).waitFor()

    const rita = await openLive(at.people.recruiter, `/applications/${id}`, { timezoneId })
    await rita.getByRole('button', { name: 'Arrange an interview…' }).click()
    const dialog = await fillIn(rita, 'In the morning', [])
    await dialog.getByRole('button', { name: 'When can everybody?' }).click()
    await dialog.locator('[data-part="free"] button').first().click()
    expect(await dialog.locator('#interview-time-0').inputValue()).toBe(`${year}-06-20T09:00`)
    await dialog.getByRole('button', { name: 'Arrange it' }).click()
    await when(page, '09:00 Europe/Berlin')
    await page.getByRole('button', { name: /^Remove: / }).click()
    await page.locator('#windows', { hasText: 'Nothing yet.' }).waitFor()
  })

  it('an interviewer makes a private address for their calendar, once and anew', async () => {
    const page = await openLive(at.people.client, '/interviews')
    await page.getByRole('button', { name: 'Make a private address' }).click()
    const address = page.getByLabel('Address for your calendar')
    await address.waitFor()
    const first = await address.inputValue()
    expect(first).toMatch(new RegExp(`^${testOrigin}/api/calendar/[\\w-]{43}\\.ics$`))
    expect((await fetch(first.replace(testOrigin, app.url))).status).toBe(200)
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'New address…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new address' }).click()
    await page.waitForFunction(
      before => (document.getElementById('feed-address') as HTMLInputElement).value !== before,
      first,
    )
    expect((await fetch(first.replace(testOrigin, app.url))).status).toBe(404)
    await page.getByRole('button', { name: 'End it…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click()
    await page.getByRole('button', { name: 'Make a private address' }).waitFor()
    expect(await page.content()).not.toContain(first)
  })
})
