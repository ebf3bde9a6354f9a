import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { axeFindings, browserFor, chromiumPath, live, narrow } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { makeWorld } from '../support/world.ts'

describe.skipIf(!chromiumPath)('what waits for whom, in a browser', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { openLive } = browser

  it('is one list per person, oldest first, in words that lead to the place', async () => {
    const { client } = world.people
    const { ids } = await makeBoard(world, {
      'Ada Berg': { stage: 'screening', shortlist: 'proposed' },
      'Ben Cole': { stage: 'screening', shortlist: 'proposed' },
    })
    await app.sql(`update application set waiting_since = now() - interval '51 hours' where id = $1`, [
      ids['Ben Cole'],
    ])
    const page = await openLive(client, '/waiting')
    expect(await page.locator('.rows .row-link').allTextContents()).toEqual([
      'Decide on Ben Cole',
      'Decide on Ada Berg',
    ])
    expect(await page.locator('.rows time').allTextContents()).toEqual(['2 d 3 h', 'now'])
    await page.locator('[data-waiting]', { hasText: '2' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('link', { name: 'Decide on Ben Cole' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Ben Cole' }).waitFor()
    await live(page)
    expect(await page.locator('#application-head .turn').textContent()).toBe('You · 2 d 3 h')
    await page.getByRole('button', { name: 'Approve, to Interview' }).click()
    await page.locator('#application-head .tag', { hasText: 'Recruiter ·' }).waitFor()
    await page.locator('[data-waiting]', { hasText: '1' }).waitFor()
  })

  it('says who is waited for on the cards, and to whom it is their turn', async () => {
    const { recruiter, recruiter2, client, agency } = world.people
    const { path, ids } = await makeBoard(world, {
      'Ada Berg': { stage: 'screening', shortlist: 'proposed', agency: true },
      'Ben Cole': 'interview',
      'Cem Dal': 'interview',
    })
    await app.sql(
      `update application set waiting_since = now() - interval '3 hours' where job_id =
      (select job_id from application where id = $1)`,
      [ids['Ada Berg']],
    )
    await app.sql(`update application set waiting_since = now() + interval '3 hours' where id = $1`, [
      ids['Cem Dal'],
    ])
    const tagsOf = (page: Page, name: string) =>
      page.locator('.board-card', { hasText: name }).locator('.tag:visible').allTextContents()
    const page = await openLive(recruiter, path)
    expect(await tagsOf(page, 'Ada Berg')).toEqual(['Client · 3 h', 'Agency'])
    expect(await tagsOf(page, 'Ben Cole')).toEqual(['You · 3 h'])
    expect(await tagsOf(page, 'Cem Dal')).toEqual([])
    const others: [Person, string, string[]][] = [
      [recruiter2, 'Ben Cole', ['Recruiter · 3 h']],
      [client, 'Ada Berg', ['You · 3 h']],
      [agency, 'Ada Berg', []],
    ]
    for (const [person, name, tags] of others)
      expect(await tagsOf(await browser.open(person, path), name), person.role).toEqual(tags)
    for (const card of await page.locator('.board-card').all()) {
      const { height } = (await card.boundingBox())!
      expect(height).toBeGreaterThanOrEqual(60)
      expect(height).toBeLessThanOrEqual(80)
    }
    await app.sql(
      `update job_posting set status = 'closed' where id = (select job_id from application where id = $1)`,
      [ids['Ben Cole']],
    )
    await page.reload()
    expect(await tagsOf(page, 'Ben Cole')).toEqual([])
  })

  it('has nothing to do with nobody, and says so on a narrow screen too', async () => {
    await app.sql(`update candidate_profile set headline = 'Baker', location = 'Wien', skills = '{bread}'`)
    for (const person of [world.people.candidate, world.people.interviewer, world.people.agency]) {
      const page = await openLive(person, '/waiting', { viewport: narrow })
      await page.getByRole('heading', { name: 'Nothing is waiting for you' }).waitFor()
      expect(await page.locator('[data-waiting]').isHidden()).toBe(true)
      expect(await axeFindings(page)).toEqual([])
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(scrollWidth).toBeLessThanOrEqual(narrow.width)
    }
  })

  it('grows and shrinks while it is looked at', async () => {
    const { ids } = await makeBoard(world, { 'Ada Berg': { stage: 'screening' } })
    const client = world.people.client
    const page = await openLive(client, '/waiting')
    const line = page.getByRole('link', { name: 'Decide on Ada Berg' })
    const before = await line.count()
    await app.call(world.people.recruiter, 'POST', `/applications/${ids['Ada Berg']}/shortlist`)
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await line.nth(before).waitFor()
  })
})
