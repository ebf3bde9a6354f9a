import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { browserFor, chromiumPath, live } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { makeWorld } from '../support/world.ts'

const card = (page: Page, name: string) => page.locator('.board-card', { hasText: name })
const cardIn = (page: Page, stage: string, name: string) =>
  page.locator(`#column-${stage} .board-card`, { hasText: name })
const link = (page: Page, name: string) => card(page, name).getByRole('link')
const namesIn = (page: Page, stage: string) =>
  page.locator(`#column-${stage} .board-card:not([hidden]) .board-card-name`).allTextContents()
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent)

const drag = async (page: Page, name: string, to: { x: number; y: number }) => {
  const from = (await card(page, name).boundingBox())!
  await page.mouse.move(from.x + 30, from.y + 20)
  await page.mouse.down()
  await page.mouse.move(from.x + 45, from.y + 25)
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
}
/** A point in the upper part of a card, or in its lower part. */
const above = async (page: Page, name: string, share = 0.2) => {
  const { x, y, width, height } = (await card(page, name).boundingBox())!
  return { x: x + width / 2, y: y + height * share }
}

/** Counts the cards that travel over the page from now on. */
const ghostsOf = async (page: Page) => {
  const counter = await page.evaluateHandle(() => {
    const counter = { ghosts: 0 }
    new MutationObserver(records => {
      for (const { addedNodes } of records)
        for (const node of addedNodes) if ((node as Element).classList.contains('ghost')) counter.ghosts += 1
    }).observe(document.body, { childList: true })
    return counter
  })
  return () => counter.evaluate(({ ghosts }) => ghosts)
}

/** Keeps the events of cards from a page, as a slow line would, and lets commands and their answers through. */
const holdEvents = async (page: Page) => {
  const held: (() => void)[] = []
  let holding = false
  await page.routeWebSocket(/socket\.io/, socket => {
    const server = socket.connectToServer()
    server.onMessage(message => {
      const deliver = () => socket.send(message)
      if (holding && /^42\["(application|shortlist)\./.test(String(message))) held.push(deliver)
      else deliver()
    })
  })
  return {
    hold: () => (holding = true),
    release: () => {
      holding = false
      for (const deliver of held.splice(0)) deliver()
    },
  }
}

describe.skipIf(!chromiumPath)('the board in a browser', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  const { openLive } = browser

  it('is painted by the server: it is there without a script', async () => {
    const board = await makeBoard(world, { 'Ada Berg': 'applied', 'Ben Cole': 'screening' })
    const page = await browser.open(world.people.recruiter, board.path, { javaScriptEnabled: false })
    expect(await namesIn(page, 'applied')).toEqual(['Ada Berg'])
    expect(await namesIn(page, 'screening')).toEqual(['Ben Cole'])
    expect(await page.locator('#heading-applied').textContent()).toBe('Applied 1')
  })

  it('is written by the browser as the server paints it', async () => {
    const board = await makeBoard(world, {
      'Ada Berg': { stage: 'screening', shortlist: 'proposed', agency: true },
      'Ben & Cole': 'applied',
    })
    for (const person of [world.people.recruiter, world.people.client, world.people.agency]) {
      const page = await openLive(person, board.path)
      const different = await page.evaluate(`(async () => {
        const { fillCard, makeCard } = await import('/assets/templates/web/board-card.ts')
        const { state, mover, turns } = JSON.parse(document.getElementById('entered').textContent)
        const html = item => item.outerHTML.replace(/ tabindex="0"/, ' tabindex="-1"')
        return state.columns.flatMap(({ cards }) => cards).flatMap(card => {
          const item = makeCard()
          fillCard(item, card, { mover, turns })
          const painted = document.querySelector('[data-id="' + card.id + '"]')
          return html(item) === html(painted) ? [] : [[html(item), html(painted)]]
        })
      })()`)
      expect(different).toEqual([])
    }
  })

  it('carries a card with the mouse, and another window sees it arrive with the mover’s initials', async () => {
    const board = await makeBoard(world, {
      'Ada Berg': 'applied',
      'Ben Cole': 'screening',
      'Cem Demir': 'screening',
    })
    const rita = await openLive(world.people.recruiter, board.path)
    const rob = await openLive(world.people.recruiter2, board.path, { reducedMotion: 'no-preference' })
    const travelled = await ghostsOf(rob)

    await drag(rita, 'Ada Berg', await above(rita, 'Cem Demir'))

    await cardIn(rob, 'screening', 'Ada Berg').locator('.mark', { hasText: 'RR' }).waitFor()
    for (const page of [rita, rob]) {
      expect(await namesIn(page, 'screening')).toEqual(['Ben Cole', 'Ada Berg', 'Cem Demir'])
      expect(await page.locator('#heading-screening').textContent()).toBe('Screening 3')
    }
    await rob
      .locator('#said', { hasText: 'Rita Recruiter moved Ada Berg to Screening' })
      .waitFor({ state: 'attached' })
    expect(rita.url()).toContain('/board')
    expect(await travelled()).toBe(1)
  })

  it('dims the columns a card may not go to, and Escape puts it back', async () => {
    const board = await makeBoard(world, { 'Ada Berg': 'applied', 'Ben Cole': 'offer' })
    const page = await openLive(world.people.recruiter, board.path)
    const from = await above(page, 'Ada Berg')
    const to = await above(page, 'Ben Cole')
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y, { steps: 4 })
    expect(
      await page.locator('.column[data-closed]').evaluateAll(all => all.map(column => column.id)),
    ).toEqual(['column-interview', 'column-offer', 'column-hired', 'column-withdrawn'])
    await page.keyboard.press('Escape')
    await page.mouse.up()
    expect(await page.locator('[data-closed], .ghost, .drop-place').count()).toBe(0)
    expect(await namesIn(page, 'applied')).toEqual(['Ada Berg'])
  })

  it('gives a card another place in its column, and takes it back', async () => {
    const board = await makeBoard(world, {
      'Ada Berg': 'applied',
      'Ben Cole': 'applied',
      'Cem Demir': 'applied',
    })
    const page = await openLive(world.people.recruiter, board.path)
    const other = await openLive(world.people.recruiter2, board.path)
    await drag(page, 'Ada Berg', await above(page, 'Cem Demir', 0.9))
    await until(
      'the other sees the new order',
      async () => (await namesIn(other, 'applied')).join() === 'Ben Cole,Cem Demir,Ada Berg',
    )
    await page.getByRole('button', { name: 'Undo' }).click()
    await until('and the former one', async () => (await namesIn(other, 'applied'))[0] === 'Ada Berg')
  })

  it('is walked and worked with the keyboard alone', async () => {
    const board = await makeBoard(world, {
      'Ada Berg': 'applied',
      'Ben Cole': 'applied',
      'Cem Demir': 'screening',
    })
    const page = await openLive(world.people.recruiter, board.path)
    const other = await openLive(world.people.recruiter2, board.path)
    await link(page, 'Ada Berg').focus()
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toBe('Ben Cole')
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toBe('Cem Demir')
    await page.keyboard.press('ArrowLeft')
    expect(await focused(page)).toBe('Ada Berg')

    await page.keyboard.press(']')
    await cardIn(other, 'screening', 'Ada Berg').waitFor()
    expect(await focused(page)).toBe('Ada Berg')

    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Space')
    await until('it stands first', async () => (await namesIn(other, 'screening'))[0] === 'Ada Berg')

    await page.keyboard.press('p')
    await cardIn(other, 'screening', 'Ada Berg').getByText('Client ·').waitFor()

    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    await cardIn(other, 'interview', 'Ada Berg').waitFor()

    await page.keyboard.press('[')
    await page.getByText('Cards do not go back').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/applications/${board.ids['Ada Berg']}`)
  })

  it('says who moved a card that was moved elsewhere meanwhile, and where', async () => {
    const board = await makeBoard(world, { 'Ada Berg': 'screening' })
    let line!: Awaited<ReturnType<typeof holdEvents>>
    const page = await openLive(world.people.recruiter, board.path, {
      before: async page => (line = await holdEvents(page)),
    })
    line.hold()
    await app.call(world.people.recruiter2, 'POST', `/applications/${board.ids['Ada Berg']}/reject`, {
      reason: 'No.',
    })
    await link(page, 'Ada Berg').focus()
    await page.keyboard.press(']')
    await page.locator('.toast', { hasText: 'Rob Recruiter rejected Ada Berg, just now.' }).waitFor()
    expect(await page.getByRole('button', { name: 'Move again' }).count()).toBe(0)
    expect(await namesIn(page, 'interview')).toEqual([])
    expect(await namesIn(page, 'rejected')).toEqual(['Ada Berg'])
    line.release()
    await until('the event changes nothing more', async () => (await namesIn(page, 'rejected')).length === 1)
  })

  it('offers to move again what may still be moved', async () => {
    const board = await makeBoard(world, { 'Ada Berg': 'screening' })
    let line!: Awaited<ReturnType<typeof holdEvents>>
    const page = await openLive(world.people.recruiter, board.path, {
      before: async page => (line = await holdEvents(page)),
    })
    line.hold()
    await app.call(world.people.recruiter2, 'POST', `/applications/${board.ids['Ada Berg']}/shortlist`)
    await link(page, 'Ada Berg').focus()
    await page.keyboard.press(']')
    await page.getByRole('button', { name: 'Move again' }).click()
    await cardIn(page, 'interview', 'Ada Berg').waitFor()
    line.release()
    await app.call(world.people.recruiter, 'GET', `/applications/${board.ids['Ada Berg']}`)
    expect(await namesIn(page, 'interview')).toEqual(['Ada Berg'])
  })

  it('asks a rejection for its reason, and keeps what was typed when it is refused', async () => {
    const board = await makeBoard(world, { 'Ada Berg': 'applied', 'Ben Cole': 'screening' })
    let line!: Awaited<ReturnType<typeof holdEvents>>
    const page = await openLive(world.people.recruiter, board.path, {
      before: async page => (line = await holdEvents(page)),
    })
    line.hold()
    await app.call(world.people.recruiter2, 'POST', `/applications/${board.ids['Ada Berg']}/move`, {
      to: 'screening',
      version: 1,
    })
    await link(page, 'Ada Berg').focus()
    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog', { name: 'Reject Ada Berg' })
    await dialog.getByRole('button', { name: 'Reject' }).click()
    await dialog.getByText('Write why').waitFor()
    await dialog.getByLabel('Reason').fill('Not enough years with databases.')
    await dialog.getByRole('button', { name: 'Reject' }).click()
    await dialog.getByText('Rob Recruiter moved Ada Berg to Screening, just now.').waitFor()
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('Not enough years with databases.')
    await dialog.getByRole('button', { name: 'Reject' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await until(
      'the focus is on the card that took its place',
      async () => (await focused(page)) === 'Ben Cole',
    )
    const { body } = await app.call(
      world.people.recruiter,
      'GET',
      `/applications/${board.ids['Ada Berg']}/history`,
    )
    expect(body.data.at(-1)).toMatchObject({ to: 'rejected', reason: 'Not enough years with databases.' })
  })

  it('says that it is offline, keeps a move until it is back, and catches up', async () => {
    const board = await makeBoard(world, { 'Ada Berg': 'applied', 'Ben Cole': 'applied' })
    const page = await openLive(world.people.recruiter, board.path)
    await page.context().setOffline(true)
    await page.locator('#connection', { hasText: /Offline for \d+ s/ }).waitFor()
    await app.call(world.people.recruiter2, 'POST', `/applications/${board.ids['Ben Cole']}/move`, {
      to: 'screening',
      version: 1,
    })
    await link(page, 'Ada Berg').focus()
    await page.keyboard.press(']')
    await cardIn(page, 'screening', 'Ada Berg').and(page.locator('[data-pending]')).waitFor()
    expect(await namesIn(page, 'applied')).toEqual(['Ben Cole'])

    await page.context().setOffline(false)
    await live(page)
    await cardIn(page, 'screening', 'Ben Cole').waitFor()
    await page.locator('[data-pending]').waitFor({ state: 'detached' })
    expect((await namesIn(page, 'screening')).toSorted()).toEqual(['Ada Berg', 'Ben Cole'])
    const { body } = await app.call(
      world.people.recruiter,
      'GET',
      `/applications/${board.ids['Ada Berg']}/history`,
    )
    expect(body.data).toHaveLength(2)
  })

  it('shows a client its cut, live: proposed, without a name until approved', async () => {
    const board = await makeBoard(world, { 'Ada Berg': 'screening', 'Ben Cole': 'applied' }, { blind: true })
    const rita = await openLive(world.people.recruiter, board.path)
    const clara = await openLive(world.people.client, board.path)
    expect(await clara.locator('.board-card').count()).toBe(0)
    await clara.getByText('Nobody is on this board yet').waitFor()

    await link(rita, 'Ada Berg').focus()
    await rita.keyboard.press('p')
    const blind = cardIn(clara, 'screening', 'Candidate ')
    await blind.getByText('Blind').waitFor()
    expect(await clara.content()).not.toContain('Ada Berg')

    await blind.getByRole('button', { name: 'Approve' }).click()
    await cardIn(clara, 'interview', 'Ada Berg').waitFor()
    await cardIn(rita, 'interview', 'Ada Berg').locator('.mark', { hasText: 'CC' }).waitFor()
    expect(await clara.locator('.board-card').count()).toBe(1)
  })

  it('lets an agency and a client of no job read, and move nothing', async () => {
    const board = await makeBoard(world, {
      'Ada Berg': { stage: 'screening', agency: true, shortlist: 'proposed' },
      'Ben Cole': 'applied',
    })
    const agency = await openLive(world.people.agency, board.path)
    expect(await namesIn(agency, 'in_review')).toEqual(['Ada Berg'])
    const client = await openLive(world.people.unassignedClient, board.path)
    for (const page of [agency, client]) {
      expect(await page.locator('.board-card').count()).toBe(1)
      expect(await page.getByRole('button', { name: /Actions|Approve/ }).count()).toBe(0)
      await drag(page, 'Ada Berg', { x: 700, y: 400 })
      expect(await page.locator('.ghost, [data-pending]').count()).toBe(0)
    }
  })

  it('filters by name at once', async () => {
    const board = await makeBoard(world, {
      'Zoë Ångström': 'applied',
      'Ben Cole': 'applied',
      'Cem Demir': 'offer',
    })
    const page = await openLive(world.people.recruiter, board.path)
    await page.keyboard.press('/')
    await page.keyboard.type('ang')
    await page.locator('#filter-count', { hasText: '1 of 3' }).waitFor()
    expect(await namesIn(page, 'applied')).toEqual(['Zoë Ångström'])
    expect(await card(page, 'Cem Demir').isVisible()).toBe(false)
    await page.keyboard.press('Escape')
    await page.locator('#filter-count', { hasText: /^3$/ }).waitFor()
    expect(await card(page, 'Cem Demir').isVisible()).toBe(true)
  })

  it('shows who is here, and who has a card open', async () => {
    const board = await makeBoard(world, { 'Ada Berg': 'applied' })
    const page = await openLive(world.people.recruiter, board.path)
    const rob = await openLive(world.people.recruiter2, `/applications/${board.ids['Ada Berg']}`)
    await page.getByRole('img', { name: 'Rob Recruiter', exact: true }).waitFor()
    await card(page, 'Ada Berg').getByRole('img', { name: 'Rob Recruiter is looking at this' }).waitFor()
    await rob.close()
    await card(page, 'Ada Berg').getByRole('img').waitFor({ state: 'detached' })
  })

  it('touches only what changed, also among a thousand cards', async () => {
    const names = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`Candidate ${index}`, 'applied' as const]),
    )
    const board = await makeBoard(world, names)
    const page = await openLive(world.people.recruiter, board.path)
    await page.evaluate(() => {
      const counter = { changes: 0 }
      new MutationObserver(records => (counter.changes += records.length)).observe(
        document.querySelector('.columns')!,
        { childList: true, subtree: true, attributes: true },
      )
      Object.assign(globalThis, { counter })
    })
    await app.call(world.people.recruiter2, 'POST', `/applications/${board.ids['Candidate 0']}/move`, {
      to: 'screening',
      version: 1,
    })
    await page.locator('#column-screening .board-card').waitFor()
    const changes = await page.evaluate(
      () => (globalThis as unknown as { counter: { changes: number } }).counter.changes,
    )
    expect(changes).toBeLessThan(40)
    expect(await page.locator('#heading-applied').textContent()).toBe('Applied 999')
  })

  it('goes dark when the right to it ends, and says so when the session does', async () => {
    const board = await makeBoard(world, { 'Ada Berg': 'applied' })
    const page = await openLive(world.people.recruiter, board.path)
    const person = await app.person('recruiter', world.staffing)
    const visitor = await openLive(person, board.path)
    await app.call(person, 'POST', '/auth/sign-out', {})
    await visitor.getByText('You are signed out').waitFor()
    expect(await visitor.getByRole('link', { name: 'Sign in again' }).getAttribute('href')).toContain(
      encodeURIComponent(board.path),
    )
    await app.call(world.people.manager, 'DELETE', `/jobs/${board.job}`, { version: 1 })
    await page.getByText('This board is closed to you now').waitFor()
    expect(await page.content()).not.toContain('data-list=')
  })
})
