import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { axeFindings, browserFor, chromiumPath, live, narrow, wide } from '../support/browser.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { makeWorld } from '../support/world.ts'

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
const proposed = { stage: 'screening', shortlist: 'proposed' } as const

describe.skipIf(!chromiumPath)('the shortlist', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  const { openLive } = browser
  const boardOf = async (standings: Parameters<typeof makeBoard>[1], options = {}) => {
    const board = await makeBoard(world, standings, options)
    return { ...board, path: `/jobs/${board.job}/shortlist` }
  }
  type Shown = Awaited<ReturnType<typeof boardOf>>
  const pick = (page: Page, name: string) => page.locator('.pick', { hasText: name })
  const decided = (page: Page, name: string) => page.locator('.decided li', { hasText: name })
  const share = async ({ job }: Shown) => {
    const asked = { forId: world.people.client.id }
    return (await app.call(world.people.recruiter, 'POST', `/jobs/${job}/shortlist-links`, asked)).body as {
      id: string
      token: string
      url: string
    }
  }

  it('is decided by one, and by several, in every window at once', async () => {
    const board = await boardOf({
      'Ada Berg': proposed,
      'Ben Cole': proposed,
      'Cem Demir': proposed,
      'Dora Eck': 'screening',
    })
    const clara = await openLive(world.people.client, board.path)
    const rita = await openLive(world.people.recruiter, board.path)
    await pick(clara, 'Ada Berg').getByText('You · now').waitFor()
    await pick(clara, 'Ada Berg').getByRole('button', { name: 'Approve' }).click()
    for (const page of [clara, rita]) {
      await decided(page, 'Ada Berg').getByText('Approved').waitFor()
      expect(await pick(page, 'Ada Berg').count()).toBe(0)
    }
    await rita.locator('#said', { hasText: 'Clara Client moved Ada Berg' }).waitFor({ state: 'attached' })

    await clara.getByLabel('Select Ben Cole').check()
    // Somebody new comes while others are selected
    await app.call(world.people.recruiter, 'POST', `/applications/${board.ids['Dora Eck']}/shortlist`)
    await pick(clara, 'Dora Eck').waitFor()
    await clara.getByLabel('Select Cem Demir').check()
    await clara.getByText('2 selected').waitFor()
    await clara.getByRole('button', { name: 'Decline selected…' }).click()
    const dialog = clara.getByRole('dialog', { name: 'Decline 2 candidates' })
    await dialog.getByLabel('Reason').fill('Too far away.')
    await dialog.getByRole('button', { name: 'Decline' }).click()
    for (const name of ['Ben Cole', 'Cem Demir']) await decided(clara, name).getByText('Declined').waitFor()
    expect(await clara.locator('.pick').count()).toBe(1)
    expect(await clara.getByText('selected', { exact: false }).first().isVisible()).toBe(false)
  })

  it('says in words what came in between, and keeps the place', async () => {
    const board = await boardOf({ 'Ada Berg': proposed, 'Ben Cole': proposed })
    const page = await openLive(world.people.client, board.path)
    await page.getByRole('button', { name: 'Decline Ada Berg…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Decline Ada Berg' })
    await dialog.getByLabel('Reason').fill('Written for a while.')
    await app.sql('update application set version = 9 where id = $1', [board.ids['Ada Berg']])
    await dialog.getByRole('button', { name: 'Decline' }).click()
    await page.locator('.toast', { hasText: 'Ada Berg: It has changed since you saw it.' }).waitFor()
    await pick(page, 'Ada Berg').waitFor()
  })

  it('takes back what was proposed, at the staff’s hands', async () => {
    const board = await boardOf({ 'Ada Berg': proposed })
    const rita = await openLive(world.people.recruiter, board.path)
    const clara = await openLive(world.people.client, board.path)
    await rita.getByRole('button', { name: 'Take back Ada Berg…' }).click()
    await rita.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    for (const page of [rita, clara]) await page.getByText('Nobody waits for a decision').waitFor()
    expect(await clara.content()).not.toContain('Ada Berg')
  })

  it('is worked by the keyboard alone', async () => {
    const board = await boardOf({ 'Ada Berg': proposed, 'Ben Cole': proposed })
    const page = await openLive(world.people.client, board.path)
    await page.getByLabel('Select Ada Berg').focus()
    await page.keyboard.press('Space')
    await page.getByText('1 selected').waitFor()
    await page.getByRole('button', { name: 'Approve Ben Cole' }).focus()
    await page.keyboard.press('Enter')
    await decided(page, 'Ben Cole').waitFor()
    expect(await page.getByLabel('Select Ada Berg').isChecked()).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.closest('#proposed') !== null)).toBe(true)
  })

  it('makes a link that works without an account, is live, and ends when it is revoked', async () => {
    const board = await boardOf({ 'Ada Berg': proposed, 'Ben Cole': proposed })
    const rita = await openLive(world.people.recruiter, board.path)
    await rita.getByLabel('For how many days').fill('3')
    await rita.getByRole('button', { name: 'Make a link' }).click()
    const url = await rita.getByRole('dialog').getByLabel('Link').inputValue()
    expect(url).toMatch(new RegExp(`^${testOrigin}/shortlists/[\\w-]{43}$`))
    await rita.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

    const guest = await openLive(null, new URL(url).pathname)
    await guest.getByText('You decide here in the name of Clara Client.').waitFor()
    await guest.getByRole('button', { name: 'Approve Ada Berg' }).click()
    await decided(guest, 'Ada Berg').waitFor()
    await decided(rita, 'Ada Berg').waitFor()
    await app.call(world.people.client, 'POST', `/applications/${board.ids['Ben Cole']}/approve`)
    await decided(guest, 'Ben Cole').waitFor()
    expect(await guest.context().cookies()).toEqual([])

    await rita.reload()
    await rita.locator('#links', { hasText: '1 visit' }).waitFor()
    await rita.getByRole('button', { name: 'Revoke the link of Clara Client…' }).click()
    await rita.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await rita.locator('#links', { hasText: 'Revoked' }).waitFor()
    await guest.getByRole('heading', { name: 'Nothing here' }).waitFor()
    expect(await guest.content()).not.toContain('Ada Berg')
  })

  it('says that a link’s page is offline, and comes back by itself', async () => {
    const board = await boardOf({ 'Ada Berg': proposed })
    const { token } = await share(board)
    const guest = await openLive(null, `/shortlists/${token}`)
    await guest.context().setOffline(true)
    await guest.locator('#connection[data-status="offline"]').waitFor()
    await guest.context().setOffline(false)
    await live(guest)
  })

  it('is found from the board and from the list of boards', async () => {
    const board = await boardOf({ 'Ada Berg': proposed })
    const page = await openLive(world.people.client, '/boards')
    await page.locator(`a[href="${board.path}"]`, { hasText: '1 to decide' }).click()
    await page.getByRole('heading', { name: 'Shortlist' }).waitFor()
    await page.getByRole('link', { name: 'Board', exact: true }).click()
    await page.getByRole('link', { name: 'Shortlist' }).click()
    await pick(page, 'Ada Berg').waitFor()
  })

  describe.each(['light', 'dark'] as const)('%s', colorScheme => {
    it.each([
      ['wide', wide],
      ['narrow', narrow],
    ])('axe finds nothing that keeps people out: %s', { timeout: 90_000 }, async (_name, viewport) => {
      const board = await boardOf(
        { 'Ada Berg': proposed, 'Ben Cole': { stage: 'interview', shortlist: 'approved' } },
        { blind: true },
      )
      const empty = await boardOf({})
      const { token } = await share(board)
      const pages = [
        await openLive(world.people.client, board.path, { colorScheme, viewport }),
        await openLive(world.people.recruiter, board.path, { colorScheme, viewport }),
        await openLive(world.people.client, empty.path, { colorScheme, viewport }),
        await openLive(null, `/shortlists/${token}`, { colorScheme, viewport }),
        await browser.open(world.people.recruiter, `/jobs/${board.job}/board/past`, {
          colorScheme,
          viewport,
        }),
      ]
      for (const page of pages) {
        expect(await axeFindings(page)).toEqual([])
        expect(await overflow(page), page.url()).toBe(0)
      }
    })
  })
})
