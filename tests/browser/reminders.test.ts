import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { axeFindings, browserFor, chromiumPath, narrow } from '../support/browser.ts'
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
})
