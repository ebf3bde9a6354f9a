import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resetLimits } from '../../server/accounts/limits.ts'
import { codeTo, tokenTo } from '../accounts/inbox.ts'
import { member, newEmail, password } from '../accounts/members.ts'
import { axeFindings, browserFor, chromiumPath, live, narrow } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { makeJob, makeWorld } from '../support/world.ts'

const type = async (page: Page, ...keys: string[]) => {
  // A form takes nothing before its script is there
  await page.waitForFunction(() => !document.activeElement?.closest('form')?.querySelector('button:disabled'))
  for (const key of keys)
    if (/^(Tab|Enter|Space|Shift\+Tab|Arrow\w+)$/.test(key)) await page.keyboard.press(key)
    else await page.keyboard.insertText(key)
}
const at = (page: Page, path: string) => page.waitForURL(url => url.pathname === path)
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)

describe.skipIf(!chromiumPath)('the pages, in a browser', () => {
  const app = hirewire({ worker: true })
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  beforeEach(() => resetLimits())

  describe('an account', () => {
    it('is signed in to with the keyboard alone, and out of', async () => {
      const person = await member('recruiter', world.staffing)
      const page = await browser.open(null, '/boards')
      await at(page, '/sign-in')
      await type(page, person.email, 'Tab', password, 'Enter')
      await at(page, '/boards')
      await page.locator('#person summary').focus()
      await type(page, 'Enter')
      await page.getByRole('button', { name: 'Sign out' }).focus()
      await type(page, 'Enter')
      await at(page, '/sign-in')
      await page.goto('/boards')
      await at(page, '/sign-in')
    })

    it('says what is wrong in words, keeps what was typed, and sends once however often Enter is pressed', async () => {
      const person = await member()
      const page = await browser.open(null, '/sign-in?next=%2Fjobs')
      const sent: string[] = []
      page.on('request', request => request.method() === 'POST' && sent.push(request.url()))
      await type(page, person.phone, 'Tab', 'not the password', 'Enter', 'Enter')
      await page.getByRole('alert').filter({ hasText: 'password is wrong' }).waitFor()
      expect(await page.inputValue('#identifier')).toBe(person.phone)
      expect(await focused(page)).toBe('password')
      expect(sent).toHaveLength(1)
      await type(page, password, 'Enter')
      await at(page, '/jobs')
    })

    it('is made with a code from the mail, and errors stand at their fields', async () => {
      const email = newEmail()
      const page = await browser.open(null, '/sign-up')
      await page.getByLabel('I hire').check()
      await page.getByRole('button', { name: 'Create the account' }).click()
      expect(await page.locator('.field-error').count()).toBe(4)
      expect(await focused(page)).toBe('name')
      await page.getByLabel('Your name').fill('Nora Neu')
      await page.getByLabel('Company').fill('Neu GmbH')
      await page.getByLabel('Email').first().fill(email)
      await page.getByLabel('Phone').fill('12')
      await page.getByLabel('Password').fill(password)
      await type(page, 'Enter')
      await page.locator('#phone-error').waitFor()
      expect(await page.getAttribute('#phone', 'aria-invalid')).toBe('true')
      expect(await page.getAttribute('#phone', 'aria-describedby')).toContain('phone-error')
      expect(await focused(page)).toBe('phone')
      expect(await page.inputValue('#password')).toBe(password)
      await page.getByLabel('Phone').fill('')
      await type(page, 'Enter')
      await page.getByRole('heading', { name: 'Verify your email' }).waitFor()
      expect(await focused(page)).toBe('otp')

      const mail = await page.context().newPage()
      await mail.goto(`/dev/mail?to=${email}`)
      await mail.getByRole('link', { name: 'Your Hirewire verification code' }).click()
      const words = await mail
        .frameLocator('iframe')
        .getByText(/^\d{6}$/)
        .textContent()
      await page.bringToFront()
      await type(page, words!.trim(), 'Enter')
      await at(page, '/boards')
      await page.getByText('Nora Neu').first().waitFor()
    })

    it('that is not verified yet is led to its code', async () => {
      const email = newEmail()
      const body = { email, password, name: 'Vera Voll', role: 'candidate' }
      await app.call(null, 'POST', '/auth/sign-up/email', body)
      const first = await codeTo(email)
      const page = await browser.open(null, '/sign-in')
      await type(page, email, 'Tab', password, 'Enter')
      await at(page, '/verify')
      expect(await page.inputValue('#verify-email')).toBe(email)
      const second = await codeTo(email, 2)
      await type(page, first === second ? '000000' : first, 'Enter')
      await page
        .getByRole('alert')
        .filter({ hasText: /wrong|expired/ })
        .waitFor()
      await page.getByLabel('Code').fill(second)
      await type(page, 'Enter')
      await at(page, '/sign-in')
      await page.getByText('Your email is verified').waitFor()
      await type(page, password, 'Enter')
      await at(page, '/my-applications')
    })

    it('gets a new password by mail, and another with the old one', async () => {
      const { email } = await member()
      const page = await browser.open(null, '/forgot-password')
      await type(page, email, 'Enter')
      await page.getByText('a link is on its way').waitFor()
      await page.goto(`/reset-password?token=${await tokenTo(email, 'reset-password')}`)
      await page.waitForURL(url => !url.search)
      await type(page, 'another long password', 'Enter')
      await at(page, '/sign-in')
      await page.getByText('Your password is saved').waitFor()
      await type(page, email, 'Tab', 'another long password', 'Enter')
      await at(page, '/my-applications')
      await page.goto('/change-password')
      await page.getByLabel('Your password until now').fill('wrong')
      await page.getByLabel('New password').fill(password)
      await type(page, 'Enter')
      await page.getByRole('alert').or(page.locator('.field-error')).filter({ hasText: /./ }).waitFor()
      await page.getByLabel('Your password until now').fill('another long password')
      await type(page, 'Enter')
      await page.getByText('Your password is changed').waitFor()
    })

    it('says where JavaScript is needed', async () => {
      const page = await browser.open(null, '/sign-in', { javaScriptEnabled: false })
      await page.locator('noscript p', { hasText: 'needs JavaScript' }).waitFor()
    })

    it('names the request of what is our fault', async () => {
      const page = await browser.open(null, '/sign-in')
      await page.route('**/api/auth/sign-in/email', route =>
        route.fulfill({
          status: 500,
          headers: { 'x-request-id': 'abc-1', 'content-type': 'application/problem+json' },
          body: JSON.stringify({ status: 500, code: 'internal', detail: 'A fault of ours.' }),
        }),
      )
      await type(page, 'somebody@people.example', 'Tab', password, 'Enter')
      await page.getByRole('alert').filter({ hasText: 'A fault of ours. (Request abc-1)' }).waitFor()
    })

    it('says that the server does not answer, and loses nothing', async () => {
      const page = await browser.open(null, '/sign-in')
      await page.context().setOffline(true)
      await type(page, 'somebody@people.example', 'Tab', password, 'Enter')
      await page.getByRole('alert').filter({ hasText: 'did not answer' }).waitFor()
      expect(await page.inputValue('#password')).toBe(password)
    })
  })

  describe('a candidate', () => {
    it('finds a job, signs in for it, applies, and sees each step as it is taken', async () => {
      const { employer: company, staffing, people } = world
      const job = await makeJob({ company, staffing, by: people.manager })
      const person = await member()
      const page = await browser.open(null, '/jobs')
      await page.locator(`a[href="/jobs/${job}"]`).click()
      await page.getByRole('link', { name: 'sign in', exact: true }).click()
      await type(page, person.email, 'Tab', password, 'Enter')
      await at(page, `/jobs/${job}`)
      await page.getByLabel('Why you?').fill('Because I know how.')
      await page.getByLabel('Expected salary').fill('52.000,50')
      await page.getByLabel('Notice period').fill('800')
      await page.getByRole('button', { name: 'Send the application' }).click()
      expect(await focused(page)).toBe('noticePeriodDays')
      await page.getByLabel('Notice period').fill('30')
      await page.getByRole('button', { name: 'Send the application' }).click()
      await page.waitForURL(/\/applications\//)
      const id = page.url().split('/').at(-1)!
      const sent = await app.call(people.recruiter, 'GET', `/applications/${id}`)
      expect(sent.body).toMatchObject({
        coverLetter: 'Because I know how.',
        expectedSalary: { amount: 5_200_050, currency: 'EUR' },
        noticePeriodDays: 30,
      })

      await page.goto('/my-applications')
      await live(page)
      const row = page.locator(`[data-application="${id}"]`)
      await row.locator('.tag', { hasText: 'Received' }).waitFor()
      await app.call(people.recruiter, 'POST', `/applications/${id}/move`, { to: 'screening', version: 1 })
      await row.locator('.tag', { hasText: 'In review' }).waitFor()
      await row.locator('[aria-current="step"]', { hasText: 'In review' }).waitFor()
      expect(await page.locator('#said').textContent()).toContain('In review')
      await app.call(people.recruiter, 'POST', `/applications/${id}/reject`, { reason: 'Not this time.' })
      await row.locator('.tag', { hasText: 'Not selected' }).waitFor()
      expect(await row.locator('[aria-current="step"]').count()).toBe(0)
      expect(await page.content()).not.toContain('Not this time')
    })

    it('who applied in another window meanwhile comes to that application', async () => {
      const { employer: company, staffing, people } = world
      const job = await makeJob({ company, staffing, by: people.manager })
      const page = await browser.open(people.candidate2, `/jobs/${job}`)
      const { body } = await app.call(people.candidate2, 'POST', `/jobs/${job}/applications`, {})
      await page.getByRole('button', { name: 'Send the application' }).click()
      await at(page, `/applications/${body.id}`)
    })
  })

  describe('the boards', () => {
    it('approve and return what a client posted', async () => {
      const { employer: company, staffing, people } = world
      const make = () => makeJob({ company, staffing, by: people.client, status: 'pending_approval' })
      const [good, vague] = [await make(), await make()]
      const statusOf = async (id: string) => (await app.call(people.manager, 'GET', `/jobs/${id}`)).body
      const page = await browser.open(people.manager, '/boards')
      await page.locator(`[data-approve="${good}"]`).click()
      await page.getByRole('status').filter({ hasText: 'is open now' }).waitFor()
      await page.locator(`[data-approve="${good}"]`).waitFor({ state: 'detached' })
      expect((await statusOf(good)).status).toBe('open')

      await page.locator(`[data-return="${vague}"]`).click()
      await page.getByRole('button', { name: 'Return it' }).click()
      await page.locator('#reason-error').waitFor()
      await page.getByLabel('Reason').fill('Who is it for?')
      await page.getByRole('button', { name: 'Return it' }).click()
      await page.locator(`[data-return="${vague}"]`).waitFor({ state: 'detached' })
      expect(await statusOf(vague)).toMatchObject({ status: 'draft', returnReason: 'Who is it for?' })
    })

    it('show a new assignment the moment it is made, and keep the focus where it was', async () => {
      const { employer: company, staffing, people } = world
      const job = await makeJob({ company, staffing, by: people.manager })
      const page = await browser.open(people.recruiter2, '/boards')
      await live(page)
      const mine = page.locator('section', { hasText: 'Yours' }).locator(`a[href="/jobs/${job}/board"]`)
      expect(await mine.count()).toBe(0)
      const href = `/jobs/${world.job}/board`
      await page.locator(`a[href="${href}"]`).focus()
      const { body } = await app.call(people.manager, 'PUT', `/jobs/${job}/assignments`, {
        recruiters: [people.recruiter2.id],
        hiringManagers: [],
        agencies: [],
        version: 1,
      })
      expect(body.data ?? body).toBeTruthy()
      await mine.waitFor()
      expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(href)
    })
  })

  it('new mail comes in by itself', async () => {
    const { email } = await member()
    const page = await browser.open(null, `/dev/mail?to=${email}`)
    await page.getByText('No mail to').waitFor()
    await app.call(null, 'POST', '/auth/request-password-reset', { email })
    await page.getByRole('link', { name: 'Choose a new Hirewire password' }).waitFor()
  })

  describe('for everybody', () => {
    const stops = async () => {
      const { people } = world
      const mail = await until(
        'a mail',
        async () => (await app.sql<{ id: string }>('select id from dev_mail limit 1'))[0],
      )
      const job = `/jobs/${world.job}`
      const reset = '/reset-password?token=x'
      return [
        {
          person: null,
          paths: ['/sign-in', '/sign-up', '/verify', '/forgot-password', '/reset-password', reset],
        },
        { person: null, paths: ['/jobs', '/jobs?title=nothing-like-it', job, '/nothing-here'] },
        { person: null, paths: ['/dev/mail', `/dev/mail/${mail.id}`, `/dev/mail/${mail.id}?part=headers`] },
        { person: people.candidate, paths: [job, '/my-applications', '/change-password', '/nothing-here'] },
        { person: people.candidate2, paths: ['/my-applications'] },
        { person: people.manager, paths: ['/boards'] },
        { person: people.recruiter, paths: ['/boards'] },
        { person: people.interviewer, paths: ['/boards'] },
      ]
    }
    /** Opens every page in every state it has, one window per person. */
    const walk = async (
      options: Parameters<typeof browser.open>[2],
      look: (page: Page, path: string) => Promise<unknown>,
    ) => {
      for (const { person, paths } of await stops()) {
        const page = await browser.open(person, paths[0]!, options)
        for (const path of paths) {
          if (path !== paths[0]) await page.goto(path)
          await look(page, path)
        }
        await page.context().close()
      }
    }

    for (const colorScheme of ['light', 'dark'] as const)
      it(`axe finds nothing serious, ${colorScheme}`, { timeout: 120_000 }, async () => {
        await walk({ colorScheme }, async (page, path) => expect(await axeFindings(page), path).toEqual([]))
        const page = await browser.open(world.people.admin, '/boards', { colorScheme })
        await page.locator('#person summary').click()
        expect(await axeFindings(page), 'the menu').toEqual([])
      })

    it('nothing is wider than a small telephone', { timeout: 120_000 }, async () => {
      await walk({ viewport: narrow }, async (page, path) => {
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(over, path).toBeLessThanOrEqual(0)
      })
    })
  })
})
