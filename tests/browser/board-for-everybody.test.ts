import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { axeFindings, browserFor, chromiumPath, narrow, wide } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeWorld } from '../support/world.ts'

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** A finger: playwright itself can only tap. */
const fingerOf = async (page: Page) => {
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  return {
    down: (at: { x: number; y: number }) => touch('touchStart', [at]),
    move: (at: { x: number; y: number }) => touch('touchMove', [at]),
    up: () => touch('touchEnd', []),
  }
}

const middle = async (page: Page, selector: string) => {
  const { x, y, width, height } = (await page.locator(selector).boundingBox())!
  return { x: x + width / 2, y: y + height / 2 }
}

describe.skipIf(!chromiumPath)('the board for everybody', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  let board: Awaited<ReturnType<typeof makeBoard>>
  let empty: Awaited<ReturnType<typeof makeBoard>>
  beforeAll(async () => {
    world = await makeWorld()
    const applied = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`Applicant ${index}`, 'applied' as const]),
    )
    board = await makeBoard(
      world,
      {
        ...applied,
        'Ada Berg': { stage: 'screening', shortlist: 'proposed', agency: true },
        'Ben Cole': 'interview',
        'Cem Demir': 'rejected',
      },
      { blind: true },
    )
    empty = await makeBoard(world, {})
  })

  const { openLive } = browser

  describe.each(['light', 'dark'] as const)('%s', colorScheme => {
    describe.each([
      ['wide', wide],
      ['narrow', narrow],
    ])('%s', (_name, viewport) => {
      const application = () => `/applications/${board.ids['Ada Berg']}`
      it.each([
        [
          'the board of a recruiter',
          () => openLive(world.people.recruiter, board.path, { colorScheme, viewport }),
        ],
        ['of a client', () => openLive(world.people.client, board.path, { colorScheme, viewport })],
        ['of an agency', () => openLive(world.people.agency, board.path, { colorScheme, viewport })],
        ['with nobody on it', () => openLive(world.people.recruiter, empty.path, { colorScheme, viewport })],
        ['an application', () => openLive(world.people.recruiter, application(), { colorScheme, viewport })],
        ['of a client', () => openLive(world.people.client, application(), { colorScheme, viewport })],
        [
          'one’s own',
          () => openLive(board.candidates['Ada Berg']!, application(), { colorScheme, viewport }),
        ],
      ])('axe finds nothing that keeps people out: %s', async (_page, open) => {
        const page = await open()
        expect(await axeFindings(page)).toEqual([])
        expect(await overflow(page)).toBe(0)
      })
    })

    it('nor in the menu, the dialogs and the messages', async () => {
      const page = await openLive(world.people.recruiter, board.path, { colorScheme })
      await page.locator('#column-screening .board-card-name').focus()
      await page.keyboard.press('m')
      await page.getByRole('menuitem', { name: 'Move to Interview' }).waitFor()
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('[')
      await page.locator('.toast').waitFor()
      await page.keyboard.press('r')
      await page.getByRole('dialog', { name: 'Reject Ada Berg' }).waitFor()
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keys' }).waitFor()
      expect(await axeFindings(page)).toEqual([])
    })
  })

  it('shows one column at a time at 360 px, chosen by its tab', async () => {
    const page = await openLive(world.people.recruiter, board.path, { viewport: narrow })
    expect(await page.locator('.column:visible').count()).toBe(1)
    await page.getByRole('tab', { name: /Applied/ }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('tabpanel').getByRole('link').allTextContents()).toEqual(['Ada Berg'])
    await page.getByRole('tab', { name: /Interview/ }).click()
    expect(await page.getByRole('tabpanel').getByRole('link').allTextContents()).toEqual(['Ben Cole'])
    expect(await overflow(page)).toBe(0)
  })

  it('lifts a card by a long press, and a tab takes it', async () => {
    const { path, ids } = await makeBoard(world, { 'Dora Eck': 'applied', 'Emil Fuchs': 'applied' })
    const page = await openLive(world.people.recruiter, path, {
      viewport: narrow,
      hasTouch: true,
      isMobile: true,
    })
    const finger = await fingerOf(page)
    const tab = await middle(page, '#tab-screening')
    const card = `[data-id="${ids['Dora Eck']}"]`

    const start = await middle(page, card)
    await finger.down(start)
    await page.locator('.ghost').waitFor()
    await finger.move({ x: start.x, y: start.y + 20 })
    await finger.move(tab)
    await page.locator('#tab-screening[data-over]').waitFor()
    await finger.up()
    await page.locator('#tab-screening', { hasText: 'Screening 1' }).waitFor()
    await page.locator('#tab-screening').click()
    expect(await page.getByRole('tabpanel').getByRole('link').allTextContents()).toEqual(['Dora Eck'])
  })

  it('folds the columns at the end away, and opens them', async () => {
    const page = await openLive(world.people.recruiter, board.path)
    expect(await page.getByRole('link', { name: 'Cem Demir' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Cards in Rejected' }).click()
    await page.getByRole('link', { name: 'Cem Demir' }).waitFor()
    await page.setViewportSize({ width: 1920, height: 1080 })
    await page.reload()
    await page.getByRole('link', { name: 'Cem Demir' }).waitFor()
  })

  it('says what to do on a board where nobody is', async () => {
    const page = await openLive(world.people.recruiter, empty.path)
    expect(await page.getByRole('link', { name: 'Open the public job page' }).getAttribute('href')).toBe(
      `/jobs/${empty.job}`,
    )
  })
})
