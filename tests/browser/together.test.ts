import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { dateIn } from '../proposals/parties.ts'
import { browserFor, chromiumPath, live } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { assign, makeJob, makeWorld } from '../support/world.ts'

type Marked = typeof globalThis & { untouched?: true }

describe.skipIf(!chromiumPath)(
  'from put forward to hired, in windows of everybody',
  { timeout: 240_000 },
  () => {
    const app = hirewire({ worker: true })
    const browser = browserFor(app)
    let world: Awaited<ReturnType<typeof makeWorld>>
    let job: string
    beforeAll(async () => {
      world = await makeWorld()
      const { people, employer, staffing, agency } = world
      job = await makeJob({ company: employer, staffing, by: people.manager })
      await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
      await assign(job, 'hiring_manager', { user: people.client }, people.manager)
      await assign(job, 'agency', { company: agency }, people.manager)
      await app.sql(`update job_posting set scorecard = '{Craft}' where id = $1`, [job])
    })

    /** The windows that stay open: whatever comes must come by itself. */
    const windows: Page[] = []
    const open = async (person: Person, path: string) => {
      const page = await browser.open(person, path)
      await live(page)
      await page.evaluate(() => {
        ;(globalThis as Marked).untouched = true
      })
      windows.push(page)
      return page
    }
    const stageIn = (page: Page, label: string) =>
      page.locator('#application-head .tag[data-stage]', { hasText: label }).waitFor()

    it('every window is live, and none is loaded again', async () => {
      const { agency, recruiter, client, interviewer, candidate } = world.people

      const home = await open(agency, '/boards')
      const board = await open(recruiter, `/jobs/${job}/board`)
      const shortlist = await open(client, `/jobs/${job}/shortlist`)
      const own = await open(candidate, '/my-applications')
      const ahead = await open(interviewer, '/')
      await ahead.getByText('No interviews ahead').waitFor()

      // Put forward by the agency, with the candidate's yes
      const form = await browser.open(agency, `/jobs/${job}/put-forward`)
      await form.getByLabel('Their name').fill(candidate.name)
      await form.getByLabel('Their email').fill(candidate.email)
      await form.getByRole('button', { name: 'Ask them' }).click()
      await own.getByRole('heading', { name: 'You have been put forward' }).waitFor()
      const answer = await browser.open(candidate, '/my-applications')
      await answer.getByRole('button', { name: /^Accept/ }).click()
      await answer.waitForURL('**/applications/*')
      const path = new URL(answer.url()).pathname
      const id = path.split('/').at(-1)!
      const card = board.locator('.board-card', { hasText: candidate.name })
      await board.locator('#column-applied').locator(card).waitFor()
      await own.locator(`[data-application="${id}"]`).waitFor()
      await home.locator('#put-forward .tag[data-stage="received"]').waitFor()

      // Screened, proposed, and approved on the shortlist
      const rita = await open(recruiter, path)
      const cara = await open(candidate, path)
      await rita.getByRole('button', { name: 'Move to Screening' }).click()
      await board.locator('#column-screening').locator(card).waitFor()
      await rita.getByRole('button', { name: 'Propose to the client' }).click()
      await shortlist.locator('.pick', { hasText: candidate.name }).waitFor()
      const clara = await open(client, path)
      await shortlist.getByRole('button', { name: `Approve ${candidate.name}` }).click()
      await board.locator('#column-interview').locator(card).waitFor()
      for (const page of [rita, clara]) await stageIn(page, 'Interview')

      // An interview: arranged by the recruiter, accepted by the interviewer, and over
      await rita.getByRole('button', { name: 'Arrange an interview…' }).click()
      const arranging = rita.getByRole('dialog', { name: 'Arrange an interview' })
      await arranging.getByLabel('What it is called').fill('Meet the team')
      await arranging.locator('#interview-time-0').fill(`${dateIn(7)}T16:00`)
      await arranging.getByLabel(interviewer.name).check()
      await arranging.getByRole('button', { name: 'Arrange it' }).click()
      for (const page of [clara, cara, ahead]) await page.getByText('Meet the team').waitFor()
      await ahead.getByRole('button', { name: 'I will come' }).click()
      await rita.locator('.panel-answers', { hasText: `${interviewer.name} comes` }).waitFor()
      const ines = await open(interviewer, path)
      await app.sql(
        `update interview set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour'
       where application_id = $1`,
        [id],
      )
      await clara.getByRole('textbox', { name: 'Write a message' }).fill('How **was** it?')
      await clara.keyboard.press('Enter')
      for (const page of [rita, ines]) await page.locator('.message strong', { hasText: 'was' }).waitFor()
      await rita.getByRole('button', { name: 'It took place' }).click()

      // Feedback, by the form
      await ines.getByRole('group', { name: 'Craft' }).getByLabel('4').check()
      await ines.getByLabel('Overall').selectOption('Strong yes')
      await ines.getByLabel('Remark optional').last().fill('She knows her trade.')
      await ines.getByRole('button', { name: 'Give feedback' }).click()
      for (const page of [rita, clara]) await page.getByText('She knows her trade.').waitFor()
      await card.getByText('1 of 1 for').waitFor()

      // Selected, offered, countered, accepted
      await clara.getByRole('button', { name: 'Move to Offer' }).click()
      await board.locator('#column-offer').locator(card).waitFor()
      await rita.getByRole('button', { name: 'Make an offer' }).click()
      const offering = rita.getByRole('dialog', { name: 'Make an offer' })
      await offering.getByLabel('Salary, a year').fill('58,000')
      await offering.getByLabel('First day').fill(dateIn(40))
      await offering.getByRole('button', { name: 'Send the offer' }).click()
      const offer = cara.locator('#application-offer')
      await offer.getByText('€58,000 a year').waitFor()
      await offer.getByRole('button', { name: 'Counter…' }).click()
      const countering = cara.getByRole('dialog', { name: 'Answer with another offer' })
      await countering.getByLabel('Salary, a year').fill('61,000')
      await countering.getByRole('button', { name: 'Send the answer' }).click()
      const answered = rita.locator('#application-offer')
      await answered.locator('ins', { hasText: '€61,000' }).waitFor()
      await answered.getByRole('button', { name: 'Accept' }).click()
      await rita.getByRole('dialog').getByRole('button', { name: 'Accept' }).click()

      await board.locator('#column-hired').locator(card).waitFor()
      for (const page of [rita, clara, ines, cara]) await stageIn(page, 'Hired')
      await own.locator(`[data-application="${id}"] .tag[data-stage="hired"]`).waitFor()
      await home.locator('#put-forward .tag[data-stage="hired"]').waitFor()
      await until('the candidate is told', async () => (await cara.locator('#bell').innerText()).match(/\d/))
      const placed = await app.sql('select salary, status from placement where application_id = $1', [id])
      expect(placed).toEqual([{ salary: '6100000', status: 'expected' }])

      for (const page of windows)
        expect(
          await page.evaluate(() => [
            (globalThis as Marked).untouched,
            performance
              .getEntriesByType('navigation')
              .map(entry => (entry as PerformanceNavigationTiming).type),
          ]),
          page.url(),
        ).toEqual([true, ['navigate']])
      expect(await ines.content()).not.toMatch(/58,000|61,000/)
      for (const secret of ['She knows her trade', 'How **was** it', 'How <strong>was'])
        expect(await cara.content()).not.toContain(secret)
    })
  },
)
