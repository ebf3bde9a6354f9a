import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { browserFor, chromiumPath } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeWorld } from '../support/world.ts'

describe.skipIf(!chromiumPath)('the page of an application', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  const { openLive } = browser

  it('grows its timeline for everybody who looks, in the words of each', async () => {
    const { ids, candidates } = await makeBoard(world, { 'Ada Berg': { stage: 'applied', agency: true } })
    const path = `/applications/${ids['Ada Berg']}`
    const rita = await openLive(world.people.recruiter, path)
    const rob = await openLive(world.people.recruiter2, path)
    const ada = await openLive(candidates['Ada Berg']!, path)
    const agency = await openLive(world.people.agency, path)

    await rita.getByRole('button', { name: 'Move to Screening' }).click()

    for (const page of [rita, rob]) {
      await page.getByText('Moved from Applied to Screening').waitFor()
      await page.getByText('Rita Recruiter, just now').waitFor()
    }
    for (const page of [ada, agency]) {
      await page.locator('.timeline-entry', { hasText: 'In review' }).waitFor()
      expect(await page.content()).not.toContain('Rita')
    }
    await rob.locator('#said', { hasText: 'Rita Recruiter: now in Screening' }).waitFor({ state: 'attached' })
    await rita.getByRole('button', { name: 'Propose to the client' }).click()
    await rob.getByText('Client ·').waitFor()
  })

  it('lets a client approve, and shows the name from then on', async () => {
    const { ids } = await makeBoard(
      world,
      { 'Ada Berg': { stage: 'screening', shortlist: 'proposed' } },
      { blind: true },
    )
    const page = await openLive(world.people.client, `/applications/${ids['Ada Berg']}`)
    expect(await page.content()).not.toContain('Ada Berg')
    await page.getByRole('button', { name: 'Approve, to Interview' }).click()
    await page.getByRole('heading', { name: 'Ada Berg' }).waitFor()
  })

  it('asks for the reason of a rejection and tells it to staff, not to the candidate', async () => {
    const { ids, candidates } = await makeBoard(world, { 'Ada Berg': 'applied' })
    const path = `/applications/${ids['Ada Berg']}`
    const rita = await openLive(world.people.recruiter, path)
    const ada = await openLive(candidates['Ada Berg']!, path)
    await rita.getByRole('button', { name: 'Reject…' }).click()
    const dialog = rita.getByRole('dialog', { name: 'Reject Ada Berg' })
    await dialog.getByLabel('Reason').fill('Wants to work from the moon.')
    await dialog.getByRole('button', { name: 'Reject' }).click()
    await rita.locator('blockquote', { hasText: 'from the moon' }).waitFor()
    await ada.locator('.timeline-entry', { hasText: 'Not selected' }).waitFor()
    expect(await ada.content()).not.toContain('moon')
    expect(await rita.getByRole('button', { name: /Move|Reject/ }).count()).toBe(0)
  })

  it('lets a candidate withdraw and come back, after asking', async () => {
    const { ids, candidates, path } = await makeBoard(world, { 'Ada Berg': 'screening' })
    const rita = await openLive(world.people.recruiter, path)
    const ada = await openLive(candidates['Ada Berg']!, `/applications/${ids['Ada Berg']}`)
    await ada.getByRole('button', { name: 'Withdraw…' }).click()
    await ada.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
    await rita.locator('#said', { hasText: 'Ada Berg withdrew' }).waitFor({ state: 'attached' })
    await ada.getByRole('button', { name: 'Take it up again…' }).click()
    await ada.getByRole('dialog').getByRole('button', { name: 'Take it up again' }).click()
    await rita.locator('#column-applied .board-card', { hasText: 'Ada Berg' }).waitFor()
    await ada.getByRole('button', { name: 'Withdraw…' }).waitFor()
  })

  it('closes to a client from whom the candidate is taken', async () => {
    const { ids, candidates } = await makeBoard(world, { 'Ada Berg': { stage: 'withdrawn', shown: true } })
    const page = await openLive(world.people.client, `/applications/${ids['Ada Berg']}`)
    await app.call(candidates['Ada Berg']!, 'POST', `/applications/${ids['Ada Berg']}/reopen`)
    await page.getByText('This application is closed to you now').waitFor()
    expect(await page.locator('main').innerText()).not.toContain('Ada Berg')
  })

  it('is nothing to whom it does not concern', async () => {
    const { ids, candidates } = await makeBoard(world, { 'Ada Berg': 'screening', 'Ben Cole': 'screening' })
    for (const person of [world.people.client, world.people.agency, candidates['Ben Cole']!]) {
      const page = await browser.open(person, `/applications/${ids['Ada Berg']}`)
      await page.getByRole('heading', { name: 'Nothing here' }).waitFor()
    }
  })
})
