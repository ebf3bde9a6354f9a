import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { axeFindings, browserFor, chromiumPath, live } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { makeWorld } from '../support/world.ts'

describe.skipIf(!chromiumPath)('a board one comes back to', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('tells what happened since, and nothing of what was seen', async () => {
    const { job, ids, path } = await makeBoard(world, { 'Ada Berg': 'applied', 'Ben Cole': 'applied' })
    const { recruiter, recruiter2 } = world.people
    const move = (id: string) =>
      app.call(recruiter2, 'POST', `/applications/${id}/move`, { to: 'screening', version: 1 })
    const visited = async () => {
      const [visit] = await app.sql('select seq::int from board_visit where user_id = $1 and job_id = $2', [
        recruiter.id,
        job,
      ])
      return visit?.seq as number | undefined
    }
    const page = await browser.open(recruiter, path)
    await live(page)
    expect(await page.getByText('Since you last looked').count()).toBe(0)
    // Seen while the board is open: when it is left, that is noted
    await move(ids['Ada Berg']!)
    await page.locator('#column-screening .board-card', { hasText: 'Ada Berg' }).waitFor()
    await page.goto('/boards')
    await until('the visit has moved along', async () => ((await visited()) ?? 0) > 0)

    await move(ids['Ben Cole']!)
    await page.goto(path)
    await page.getByText('Since you last looked').click()
    await page.getByRole('link', { name: 'Rob Recruiter moved Ben Cole from Applied to Screening' }).waitFor()
    expect(await page.locator('.change-list li').count()).toBe(1)
    expect(await axeFindings(page)).toEqual([])
  })

  it('shows the board as it was, and the way back', async () => {
    const { path } = await makeBoard(world, { 'Ada Berg': 'applied' })
    const page = await browser.open(world.people.recruiter, path)
    await live(page)
    await page.getByRole('link', { name: 'As of…' }).click()
    await page.getByText('You look at').waitFor()
    await page.getByRole('link', { name: 'Ada Berg' }).waitFor()
    await page.getByLabel('As of').fill('2020-11-03T14:00')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByText('You look at 3 Nov 2020').waitFor()
    await page.getByText('Nobody was on this board then.').waitFor()
    expect(await page.getByLabel('As of').inputValue()).toBe('2020-11-03T14:00')
    await page.getByRole('link', { name: 'Back to now' }).click()
    await live(page)
  })
})
