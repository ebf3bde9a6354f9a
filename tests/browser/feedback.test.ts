import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { axeFindings, browserFor, chromiumPath, narrow } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeInterview, makeWorld } from '../support/world.ts'

const hour = 3_600_000

describe.skipIf(!chromiumPath)('feedback in a browser', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  let hours = 1
  beforeAll(async () => {
    world = await makeWorld()
  })

  const { openLive } = browser
  /** Ada in interview, before a panel, an interview of an hour that began so many hours ago. */
  const interviewed = async (hoursAgo = (hours += 2)) => {
    const { people } = world
    const board = await makeBoard(world, { 'Ada Berg': 'interview' })
    await app.sql(`update job_posting set scorecard = '{Craft,Teamwork}' where id = $1`, [board.job])
    const id = board.ids['Ada Berg']!
    const startsAt = new Date(Date.now() - hoursAgo * hour)
    const panel = [people.interviewer, people.client, people.recruiter]
    const interview = await makeInterview(id, { panel, by: people.recruiter, startsAt })
    return { ...board, id, page: `/applications/${id}`, interview }
  }
  const give = (person: Parameters<typeof app.call>[0], interview: string, remark: string) =>
    app.call(person, 'PUT', `/interviews/${interview}/feedback`, { overall: 'yes', remark, scores: [] })

  it('is given by keyboard, and shows a fellow’s from then on', async () => {
    const { page: path, interview, path: board } = await interviewed()
    await give(world.people.client, interview, 'Clara’s remark.')
    const page = await openLive(world.people.interviewer, path)
    const look = await openLive(world.people.manager, board)
    expect(await page.content()).not.toContain('Clara’s remark.')
    await page.getByText('1 other gave feedback. You see the others’ once you have given yours.').waitFor()
    expect(await axeFindings(page)).toEqual([])

    await page.getByRole('group', { name: 'Craft' }).getByLabel('Not judged').focus()
    for (const key of ['ArrowLeft', 'Tab']) await page.keyboard.press(key)
    await page.keyboard.type('Drew it at once.')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type('A good day.')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('This is needed.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('overall')
    await page.getByLabel('Overall').selectOption('Strong yes')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')

    await page.getByText('Clara’s remark.').waitFor()
    const own = page.locator('.feedback-item', { hasText: 'You' })
    await own.getByText('Drew it at once.').waitFor()
    await own.getByText('Strong yes').waitFor()
    expect(await own.locator('dd').first().textContent()).toContain('4 of 4')
    await page.locator('#feedback-title:focus').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await look.locator('.board-card', { hasText: 'Ada Berg' }).getByText('Feedback 2/3 · ').waitFor()
    await give(world.people.recruiter, interview, 'Fine.')
    await look.locator('.board-card', { hasText: 'Ada Berg' }).getByText('3 of 3 for').waitFor()
    await page.getByText('3 of 3 for').waitFor()
  })

  it('keeps what was typed when others give theirs, and when it is refused', async () => {
    const { page: path, interview } = await interviewed()
    const page = await openLive(world.people.interviewer, path)
    const remark = page.locator('textarea[name=remark]')
    await remark.fill('Half a thought')
    await page.getByRole('heading', { name: 'Candidate' }).click()
    await give(world.people.client, interview, 'First.')
    await give(world.people.recruiter, interview, 'Second.')
    await app.sql(`update interview set status = 'no_show' where id = $1`, [interview])
    await page.getByLabel('Overall').selectOption('No')
    await page.getByRole('button', { name: 'Give feedback' }).click()
    await page.getByRole('alert').filter({ hasText: 'did not take place' }).waitFor()
    expect(await remark.inputValue()).toBe('Half a thought')
    expect(await page.content()).not.toContain('Second.')
  })

  it('is changed by whoever gave it, and says so; the candidate sees none of it', async () => {
    const { page: path, interview, candidates } = await interviewed()
    await give(world.people.interviewer, interview, 'At first sight.')
    const page = await openLive(world.people.interviewer, path, { viewport: narrow })
    await page.getByText('Change your feedback: Interview').click()
    await page.getByLabel('Remark optional').fill('On second thoughts.')
    await page.getByRole('button', { name: 'Save the change' }).click()
    await page.locator('.feedback-item', { hasText: 'On second thoughts.' }).waitFor()
    await page.getByText('changed just now').waitFor()
    const ada = await openLive(candidates['Ada Berg']!, path)
    const shown = await ada.locator('body').innerText()
    for (const secret of ['On second thoughts.', 'eedback', '1/3']) expect(shown).not.toContain(secret)
    expect(await ada.content()).not.toContain('On second thoughts.')
  })

  it('waits for the interview to begin', async () => {
    const { page: path, path: board } = await interviewed(-30)
    const page = await openLive(world.people.interviewer, path)
    await page.getByText('You give your feedback here from its start on').waitFor()
    expect(await page.getByRole('button', { name: 'Give feedback' }).count()).toBe(0)
    const look = await openLive(world.people.recruiter, board)
    const card = look.locator('.board-card', { hasText: 'Ada Berg' })
    expect(await card.locator('[data-part=facts]').innerText()).toMatch(/Interview\s+\w{3} \d\d:\d\d/)
    expect(await card.getByText('Feedback').isVisible()).toBe(false)
  })
})
