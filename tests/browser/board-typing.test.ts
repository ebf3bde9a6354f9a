import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { axeFindings, browserFor, chromiumPath, live } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeWorld } from '../support/world.ts'

describe.skipIf(!chromiumPath)('a board while others write', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('shows at a card who writes about it, while they do', async () => {
    const { recruiter, recruiter2 } = world.people
    const { ids, path } = await makeBoard(world, { 'Ada Berg': 'interview' })
    const board = await browser.open(recruiter, path)
    await live(board)
    const page = await browser.open(recruiter2, `/applications/${ids['Ada Berg']}`)
    await live(page)
    await page.getByRole('textbox', { name: 'Write a message' }).fill('First')
    await page.keyboard.press('Enter')
    await page.locator('.message', { hasText: 'First' }).waitFor()
    await page
      .getByRole('textbox', { name: 'Write a message' })
      .pressSequentially('Then that', { delay: 400 })
    await board.getByRole('img', { name: 'Rob Recruiter is writing' }).waitFor()
    expect(await axeFindings(board)).toEqual([])
    await board.getByRole('img', { name: 'Rob Recruiter is writing' }).waitFor({ state: 'detached' })
    await board.getByRole('img', { name: 'Rob Recruiter is looking at this' }).waitFor()
  })
})
