import { beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, browserFor, chromiumPath, live, narrow, wide } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeWorld } from '../support/world.ts'
import { puttingForward } from '../submissions/put-forward.ts'

describe.skipIf(!chromiumPath)('putting forward, in a browser', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { job, proposed } = puttingForward(app, () => world)
  const { openLive } = browser

  it('goes from the agency’s form to the candidate’s yes, live in every window', async () => {
    const { agency, recruiter, candidate } = world.people
    const here = await job()
    const home = await openLive(agency, '/boards')
    const form = await openLive(agency, '/boards')
    await form.locator(`a[href="/jobs/${here}/put-forward"]`).click()
    await live(form)
    const board = await openLive(recruiter, `/jobs/${here}/board`)
    const own = await openLive(candidate, '/my-applications')
    const strip = board.locator('#put-forward [data-part="waiting"]')
    expect(await strip.isVisible()).toBe(false)

    await form.getByLabel('Their name').fill('Cara C.')
    await form.getByLabel('Their email').fill('not an address')
    await form.getByRole('button', { name: 'Ask them' }).click()
    await form.locator('#email-error').waitFor()
    await form.getByLabel('Their email').fill(candidate.email)
    await form.getByLabel('Note').fill('Knows her trade.')
    await form.keyboard.press('Tab')
    await form.keyboard.press('Enter')
    await form.getByText('Waiting for an answer').waitFor()
    expect(await form.getByLabel('Their name').inputValue()).toBe('')

    await strip.getByText('Put forward, waiting for an answer: 1').waitFor()
    await home.locator('#put-forward').getByText('Waiting for an answer').waitFor()
    await own.getByRole('heading', { name: 'You have been put forward' }).waitFor()
    await own.locator('#said', { hasText: 'would put you forward' }).waitFor({ state: 'attached' })
    expect(await own.locator('main').innerText()).not.toContain('Knows her trade')

    // By keyboard alone: the first thing behind the heading’s links is the answer.
    await own.getByRole('button', { name: /^Accept/ }).focus()
    await own.keyboard.press('Enter')
    await own.waitForURL('**/applications/*')
    await strip.waitFor({ state: 'hidden' })
    await board.locator('#column-applied .board-card', { hasText: candidate.name }).waitFor()
    await home.locator('#put-forward .tag[data-stage="received"]').waitFor()

    // And how far they come, from there on
    const id = own.url().split('/').at(-1)
    await app.call(recruiter, 'POST', `/applications/${id}/move`, { to: 'screening', version: 1 })
    await home.locator('#put-forward .tag[data-stage="in_review"]').waitFor()
  })

  it('takes a no with its reason, and gives the focus back', async () => {
    const { agency, candidate2 } = world.people
    const here = await job()
    const list = await openLive(agency, `/jobs/${here}/put-forward`)
    const own = await openLive(candidate2, '/my-applications')
    await proposed(agency, here, candidate2)
    await own.getByRole('button', { name: /^Decline/ }).click()
    const dialog = own.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('Too far away.')
    await dialog.getByRole('button', { name: 'Decline' }).click()
    await own.getByRole('heading', { name: 'You have been put forward' }).waitFor({ state: 'detached' })
    await own.waitForFunction(() => document.activeElement?.tagName === 'H1')
    await list.getByText('Too far away.').waitFor()
  })

  it('is found by staff among those they know, and taken back', async () => {
    const { recruiter, candidate } = world.people
    const { otherEmployer: company } = world
    const here = await job({ company })
    const page = await openLive(recruiter, `/jobs/${here}/put-forward`)
    const own = await openLive(candidate, '/my-applications')
    await page.getByLabel('Find somebody you know').fill('Cara Cand')
    await page.getByRole('radio', { name: /Cara Candidate/ }).check()
    await page.getByRole('button', { name: 'Ask them' }).click()
    await page.getByText('Waiting for an answer').waitFor()
    await own.getByRole('heading', { name: 'You have been put forward' }).waitFor()
    await page.getByRole('button', { name: /^Take back/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await page.getByText('Taken back').waitFor()
    await own.getByRole('heading', { name: 'You have been put forward' }).waitFor({ state: 'detached' })
    await page.getByLabel('Find somebody you know').fill('nobody like this')
    await page.getByText('Nobody found').waitFor()
  })

  it('keeps nobody out: axe, wide and narrow, light and dark', async () => {
    const { agency, recruiter, candidate2 } = world.people
    const here = await job()
    await proposed(agency, here, candidate2)
    for (const [viewport, colorScheme] of [
      [wide, 'light'],
      [narrow, 'dark'],
    ] as const)
      for (const [person, path] of [
        [agency, `/jobs/${here}/put-forward`],
        [recruiter, `/jobs/${here}/put-forward`],
        [agency, '/boards'],
        [candidate2, '/my-applications'],
        [recruiter, `/jobs/${here}/board`],
      ] as const) {
        const page = await openLive(person, path, { viewport, colorScheme })
        if (person === recruiter && path.endsWith('put-forward')) {
          await page.getByLabel('Find somebody you know').fill('Ca')
          await page.getByRole('radio').first().waitFor()
        }
        expect(await axeFindings(page), `${person.role} ${path} ${viewport.width} ${colorScheme}`).toEqual([])
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(overflow, `${path} ${viewport.width}`).toBeLessThanOrEqual(0)
        await page.context().close()
      }
  }, 120_000)
})
