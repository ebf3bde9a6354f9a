import { beforeAll, describe, expect, it } from 'vitest'
import { unsubscribeHeaders } from '../../server/mail/unsubscribe-link.ts'
import { axeFindings, browserFor, chromiumPath, narrow } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeWorld } from '../support/world.ts'

const path = '/settings/notifications'

describe.skipIf(!chromiumPath)('choosing what one hears of', { timeout: 60_000 }, () => {
  const app = hirewire()
  const { open } = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const preferences = async (person: Person) => (await app.call(person, 'GET', '/me/preferences')).body
  const bounce = (person: Person) =>
    app.sql(
      `insert into suppression values ($1, 'outbound', 'bounce', 'smtp;550 5.1.1 There is no such mailbox.', now())`,
      [person.email],
    )

  it('is done by keyboard alone, and says when it cannot be', async () => {
    const { recruiter } = world.people
    const page = await open(recruiter, '/')
    await page.locator('#person summary').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'What we send you' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'What we send you' }).waitFor()
    await page.getByLabel('Placements in the app').focus()
    await page.keyboard.press('Space')
    await page.getByLabel('Messages in the app').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.locator('#lost-digest').waitFor()
    await page.getByLabel('How often').selectOption('weekly')
    await page.locator('#lost-digest').waitFor({ state: 'hidden' })
    await page.getByLabel('On', { exact: true }).selectOption('Friday')
    await page.getByLabel('From').fill('22:30')
    const zone = page.getByLabel('By the clocks of')
    await zone.fill('Mars/Base')
    await zone.press('Enter')
    await page.getByText('Must be an IANA time zone').waitFor()
    expect(await page.getByLabel('From').inputValue()).toBe('22:30')
    expect((await preferences(recruiter)).quietFrom).toBe('21:00')
    await zone.fill('Europe/Berlin')
    await zone.press('Enter')
    await page.getByText('Saved.').waitFor()
    await page.getByText('The next one comes on').waitFor()
    expect(await preferences(recruiter)).toMatchObject({
      zone: 'Europe/Berlin',
      quietFrom: '22:30',
      digest: 'weekly',
      digestWeekday: 5,
      channels: { messages: { inApp: true, mail: 'digest' }, placements: { inApp: false, mail: 'now' } },
    })
    await page.reload()
    expect(await page.getByLabel('Placements in the app').isChecked()).toBe(false)
  })

  it('shows what was chosen in another window, but not over what is being chosen here', async () => {
    const { agency } = world.people
    const [here, there] = [await open(agency, path), await open(agency, path)]
    const jobs = (page: typeof here) => page.getByLabel('Jobs by mail')
    await jobs(there).selectOption('off')
    await there.getByLabel('Tips in the app').uncheck()
    await there.getByRole('button', { name: 'Save' }).click()
    await until('the other window shows it', async () => (await jobs(here).inputValue()) === 'off')
    expect(await here.getByLabel('Tips in the app').isChecked()).toBe(false)
    await here.getByLabel('From').fill('23:00')
    await jobs(there).selectOption('now')
    await there.getByRole('button', { name: 'Save' }).click()
    await until('it is saved', async () => (await preferences(agency)).channels.jobs.mail === 'now')
    await app.call(agency, 'PUT', `/jobs/${world.job}/mute`)
    await here.getByRole('button', { name: /^Hear of/ }).waitFor()
    expect(await here.getByLabel('From').inputValue()).toBe('23:00')
    expect(await jobs(here).inputValue()).toBe('off')
  })

  it('says why no mail comes, and tries again', async () => {
    const { manager } = world.people
    await bounce(manager)
    const page = await open(manager, path)
    await page.getByText(/Mail to you bounced on .*no such mailbox/).waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await until('the notice is gone', async () => !(await page.getByText('bounced on').count()))
    expect((await preferences(manager)).address.suppressed).toEqual([])
  })

  it('mutes a job on its page, and hears of it again from here', async () => {
    const { client } = world.people
    const page = await open(client, `/jobs/${world.job}`)
    await page.getByRole('button', { name: 'Mute' }).click()
    await page.getByRole('button', { name: 'Unmute' }).waitFor()
    await page.goto(path)
    await page.getByRole('button', { name: /^Hear of Job/ }).press('Enter')
    await page.getByText('No job is muted').waitFor()
    expect((await preferences(client)).mutedJobs).toEqual([])
  })

  it('ends the mails of one kind by a link, signed in or not, and leads to what can be chosen', async () => {
    const { interviewer } = world.people
    const header = unsubscribeHeaders({ userId: interviewer.id, category: 'offers' })['List-Unsubscribe']!
    for (const person of [null, interviewer]) {
      const page = await open(person, new URL(header.slice(1, -1)).pathname, { viewport: narrow })
      expect(await axeFindings(page)).toEqual([])
      await page.getByRole('button', { name: 'Stop these mails' }).press('Enter')
      await page.getByText('You get no more mails of this kind: Offers and terms.').waitFor()
      expect(await axeFindings(page)).toEqual([])
      expect((await preferences(interviewer)).channels.offers).toEqual({ inApp: true, mail: 'off' })
      await page.getByRole('link', { name: 'choose what we send you' }).click()
      await page.waitForURL(person ? /settings/ : /sign-in\?next=%2Fsettings/)
      await app.sql('delete from channel')
    }
  })

  for (const [name, options] of Object.entries({
    'wide, light': { colorScheme: 'light' },
    'wide, dark': { colorScheme: 'dark' },
    'narrow, light': { viewport: narrow, colorScheme: 'light' },
  } as const))
    it(`keeps nobody out, ${name}`, async () => {
      const { recruiter2 } = world.people
      await app.sql('delete from suppression')
      await bounce(recruiter2)
      const page = await open(recruiter2, path, options)
      await page.getByRole('button', { name: 'Save' }).waitFor()
      expect(await axeFindings(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    })
})
