import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { axeFindings, browserFor, chromiumPath, narrow } from '../support/browser.ts'
import { sweepReminders } from '../../server/reminders/sweep.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeWorld } from '../support/world.ts'

describe.skipIf(!chromiumPath)('reminders, in a browser', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { openLive } = browser

  it('are put off, stopped and taken up again on the list of what waits, by keyboard alone', async () => {
    const { client } = world.people
    await app.sql(`update users set zone = 'Asia/Kolkata' where id = $1`, [client.id])
    await makeBoard(world, { 'Ada Berg': { stage: 'screening', shortlist: 'proposed' } })
    const page = await openLive(client, '/waiting', { viewport: narrow })
    const line = page.locator('[data-rule="shortlist-action"]')
    const summary = line.locator('summary')
    await summary.focus()
    await page.keyboard.press('Enter')
    expect(await axeFindings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(narrow.width)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await line.getByText(/^No reminders until \w{3} .*, 09:00 Asia\/Kolkata \(UTC\+5:30\)\.$/).waitFor()
    expect(await line.getByRole('button').evaluate(button => button === document.activeElement)).toBe(true)
    expect(await axeFindings(page)).toEqual([])

    await page.keyboard.press('Enter')
    await summary.waitFor()
    await summary.click()
    await line.getByRole('button', { name: 'Don’t remind me' }).click()
    await line.getByText('You are not reminded of this.').waitFor()
    await line.getByRole('button', { name: 'Remind me again' }).click()

    await summary.click()
    await line.getByRole('button', { name: 'Remind me then' }).click()
    await line.getByText('Say when.').waitFor()
    await line.getByLabel('Or at a time of your own').fill('2020-01-01T10:00')
    await line.getByRole('button', { name: 'Remind me then' }).click()
    await line.getByText('That time has passed already.').waitFor()
    expect(await line.getByLabel('Or at a time of your own').inputValue()).toBe('2020-01-01T10:00')
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
    await line.getByLabel('Or at a time of your own').fill(`${soon}T10:00`)
    await line.getByRole('button', { name: 'Remind me then' }).click()
    await line.getByText(/^No reminders until .*10:00 Asia\/Kolkata/).waitFor()
    const [row] = await app.sql<{ until: Date }>('select until from reminder_hold')
    expect(row!.until.toISOString()).toBe(`${soon}T04:30:00.000Z`)
  })

  it(
    'are explained to whoever is reminded, to staff from the application and to whom it went on',
    { timeout: 90_000 },
    async () => {
      const { client, recruiter } = world.people
      const { ids } = await makeBoard(world, { 'Ben Cole': { stage: 'screening', shortlist: 'proposed' } })
      const card = ids['Ben Cole']!
      const since = new Date(Date.now() - 15 * 86_400_000)
      await app.sql('update application set waiting_since = $2 where id = $1', [card, since])
      await app.sql(`update users set zone = 'Europe/Berlin' where id = $1`, [client.id])
      for (let hours = 0; hours < 10 * 24; hours += 3)
        await sweepReminders(new Date(since.getTime() + hours * 3_600_000))
      const page = await openLive(client, '/waiting', { viewport: narrow })
      const line = page.locator(`[data-subject="${card}"]`)
      await line.locator('summary').click()
      await line.getByRole('link', { name: 'Why am I reminded?' }).click()
      await page.getByRole('heading', { name: 'Decide on Ben Cole' }).waitFor()
      expect(await page.title()).toContain('Why am I reminded? · Hirewire')
      await page.getByText(/^It has waited for you since/).waitFor()
      await page.getByText(/^You have been reminded 3 times, the last time on/).waitFor()
      await page
        .getByText(/^Nothing more comes: it went on to the job’s recruiters and the managers on/)
        .waitFor()
      expect(await page.locator('tbody tr').count()).toBe(3)
      expect(await axeFindings(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        narrow.width,
      )
      await page.getByRole('link', { name: 'Other reminders' }).click()
      await page.getByRole('link', { name: 'Decide on Ben Cole' }).waitFor()
      expect(await axeFindings(page)).toEqual([])

      const staff = await openLive(recruiter, `/applications/${card}`)
      await staff.getByRole('link', { name: 'Reminders' }).click()
      await staff.getByRole('link', { name: 'Decide on a proposed candidate: Clara Client' }).click()
      await staff.getByRole('heading', { name: 'Why is Clara Client reminded?' }).waitFor()
      await staff.getByText(/^Clara Client has been reminded 3 times/).waitFor()

      const late = await openLive(recruiter, '/waiting', { viewport: narrow })
      await late.getByRole('heading', { name: 'Waiting for others' }).waitFor()
      expect(await axeFindings(late)).toEqual([])
      expect(await late.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        narrow.width,
      )
      await late.getByRole('link', { name: 'Why was I told? Of: Ben Cole waits for a decision' }).click()
      await late.getByText(/^You were told once/).waitFor()
      await late.goBack()
      await late.getByRole('link', { name: 'Ben Cole waits for a decision', exact: true }).click()
      await late.waitForURL(`**/applications/${card}`)
    },
  )

  it('are set by a manager, who sees at once what would have gone out', async () => {
    const { manager } = world.people
    const page = await openLive(manager, '/company/reminders', { viewport: narrow })
    const rule = page.locator('[data-rule="shortlist-action"]')
    const preview = page.locator('#preview')
    await preview.getByText('With these settings 3 reminders would have gone out').waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(narrow.width)
    await rule.getByLabel('At most').focus()
    await page.keyboard.type('1')
    await preview.getByText('With these settings 1 reminder instead of 3 would have gone out').waitFor()
    await rule.getByText('1 reminder instead of 3 in the last 30 days').waitFor()
    await rule.getByLabel('Then every').fill('0')
    await page.keyboard.press('Enter')
    await rule.locator('.field-error').waitFor()
    expect(await rule.getByLabel('At most').inputValue()).toBe('1')
    await rule.getByLabel('Then every').fill('')
    await page.keyboard.press('Enter')
    await page.getByText('Saved. Reminders follow these settings from now on.').waitFor()
    await page.reload()
    expect(await rule.getByLabel('At most').inputValue()).toBe('1')
    await preview.getByText('With these settings 1 reminder would have gone out').waitFor()
    await rule.getByRole('button', { name: 'As we have it' }).click()
    await preview.getByText('With these settings 3 reminders instead of 1 would have gone out').waitFor()
    await page.getByText('The latest that would have gone out').click()
    expect(await page.locator('#examples tbody tr').count()).toBe(4)
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    expect(await app.sql('select * from reminder_setting')).toEqual([])
  })
})
