import { beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, browserFor, chromiumPath, narrow } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'

describe.skipIf(!chromiumPath)('a profile of one’s own, in a browser', { timeout: 60_000 }, () => {
  const app = hirewire()
  const { open } = browserFor(app)
  let candidate: Person
  beforeAll(async () => {
    candidate = await app.person('candidate')
  })
  const profile = async () => (await app.call(candidate, 'GET', '/me/profile')).body
  const waiting = async () => (await app.call(candidate, 'GET', '/me/waiting')).body.data

  it('is completed from what waits for one, and keeps what was typed when it is refused', async () => {
    expect(await waiting()).toMatchObject([{ rule: 'profile-update', url: '/my-profile' }])
    const page = await open(candidate, '/waiting')
    await page.getByRole('link', { name: 'Complete your profile, so that you are found' }).click()
    await page.getByLabel('What you are').fill('Baker')
    await page.getByLabel('Where you are').fill('Wien')
    const skills = page.getByLabel('What you can do')
    await skills.fill('bread, Bread')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Must not name one twice').waitFor()
    expect(await skills.inputValue()).toBe('bread, Bread')
    await skills.fill('bread, rolls,')
    await page.getByLabel('Years of experience').fill('7')
    await page.getByLabel('Years of experience').press('Enter')
    await page.getByText('Saved.').waitFor()
    const saved = { headline: 'Baker', location: 'Wien', skills: ['bread', 'rolls'], experienceYears: 7 }
    expect(await profile()).toEqual(saved)
    expect(await waiting()).toEqual([])
    await page.reload()
    expect(await page.getByLabel('What you can do').inputValue()).toBe('bread, rolls')
    expect(await axeFindings(page)).toEqual([])
  })

  it('still holds when it is saved as it was, also on a narrow screen', async () => {
    await app.sql(`update candidate_profile set updated_at = now() - interval '100 days'`)
    expect(await waiting()).toMatchObject([{ title: 'See whether your profile still holds' }])
    const page = await open(candidate, '/my-profile', { viewport: narrow })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    expect(await waiting()).toEqual([])
    const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(scrollWidth).toBeLessThanOrEqual(narrow.width)
  })
})
