import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { axeFindings, browserFor, chromiumPath, live, narrow } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn, type Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

describe.skipIf(!chromiumPath)('the bell, in a browser', () => {
  const app = hirewire({ worker: true })
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  beforeEach(() => app.sql('delete from notification'))

  const act = async (person: Person, path: string, body: object = {}) => {
    const answer = await app.call(person, 'POST', path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return answer.body
  }
  const apply = async (name: string) => {
    const candidate = await signedIn('candidate', null, name)
    return (await act(candidate, `/jobs/${world.job}/applications`)).id as string
  }
  const bell = (page: Page) => page.locator('.bell-button')
  const rings = (page: Page, unread: number) =>
    page.locator(`.bell-button[aria-label="Notifications${unread ? `, ${unread} unread` : ''}"]`).waitFor()
  const counts = async (person: Person) => (await app.call(person, 'GET', '/notifications/count')).body

  it('rings in another window without a reload, on every page, over one connection each', async () => {
    const { recruiter } = world.people
    const board = `/jobs/${world.job}/board`
    const sockets = new Map<string, number>()
    const pages = await Promise.all(
      [board, '/boards', '/jobs', '/change-password'].map(async path => {
        const page = await browser.open(recruiter, path, {
          before: async page => {
            page.on('websocket', () => sockets.set(path, (sockets.get(path) ?? 0) + 1))
          },
        })
        await live(page)
        await rings(page, 0)
        return page
      }),
    )
    await apply('Jonas Weber')
    for (const page of pages) {
      await rings(page, 1)
      expect(await page.title()).toMatch(/^\(1\) \S/)
    }
    await pages[0]!.getByText('Jonas Weber').first().waitFor()
    expect([...sockets.values()]).toEqual([1, 1, 1, 1])

    // The first paint of the next page has it already
    const painted = await pages[2]!.context().newPage()
    await painted.route('**/*.ts', route => route.abort())
    await painted.goto('/jobs')
    expect(await painted.title()).toMatch(/^\(1\) /)
    expect(await painted.locator('.bell-count').textContent()).toBe('1')
  })

  it('opens by keyboard, is seen then, leads on and is read by that', async () => {
    const { recruiter } = world.people
    const id = await apply('Maya Sommer')
    const page = await browser.open(recruiter, '/boards')
    const other = await browser.open(recruiter, '/jobs')
    await live(page)
    await rings(page, 1)
    expect(await counts(recruiter)).toEqual({ unseen: 1, unread: 1 })

    await bell(page).focus()
    await page.keyboard.press('Enter')
    expect(await bell(page).getAttribute('aria-expanded')).toBe('true')
    await until('it is seen', async () => (await counts(recruiter)).unseen === 0)
    await rings(page, 1)
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await page.locator('#bell-panel').isHidden()).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('bell-button')

    await page.keyboard.press('Enter')
    // What comes while it is open is in it at once, and seen
    await apply('Nora Neu')
    await page.getByRole('link', { name: /Nora Neu applied/ }).waitFor()
    await until('it is seen as well', async () => (await counts(recruiter)).unseen === 0)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/applications/${id}`)
    await rings(page, 1)
    await rings(other, 1)

    await other.locator('.bell-button').click()
    await other.getByRole('button', { name: 'Mark all read' }).click()
    await rings(other, 0)
    await rings(page, 0)
    expect(await other.title()).not.toMatch(/^\(/)
    await other.locator('h1').click()
    expect(await other.locator('#bell-panel').isHidden()).toBe(true)
  })

  it('has a page of all: filters, marks, deletes, and says what to do where there is nothing', async () => {
    const { recruiter, client } = world.people
    const application = await makeApplication(world.job, await signedIn('candidate', null, 'Ida Klein'), {
      stage: 'interview',
      shortlist: 'approved',
    })
    const page = await browser.open(recruiter, '/notifications')
    await live(page)
    await page.getByRole('heading', { name: 'Nothing yet' }).waitFor()
    expect(await axeFindings(page)).toEqual([])

    await apply('Jonas Weber')
    await act(client, `/applications/${application}/threads`, { kind: 'discussion', text: 'Hello' })
    const lines = page.locator('#feed [data-notification]')
    await page.getByRole('link', { name: /Clara Client wrote in the discussion of Ida Klein/ }).waitFor()
    await page.getByRole('link', { name: /Jonas Weber applied/ }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: /Mark read: Jonas Weber/ }).click()
    await page.getByRole('button', { name: /Mark unread: Jonas Weber/ }).waitFor()
    await rings(page, 1)
    await page.getByRole('link', { name: 'Only unread' }).click()
    await page.getByRole('link', { name: 'Show read ones too' }).waitFor()
    expect(await lines.count()).toBe(1)
    await page.getByRole('link', { name: 'Applications' }).click()
    await page.getByRole('heading', { name: 'Nothing of this kind' }).waitFor()
    await page.getByRole('link', { name: 'Show everything' }).click()
    await live(page)

    await page
      .getByRole('button', { name: /^Delete: / })
      .first()
      .focus()
    await page.keyboard.press('Enter')
    await until(
      'one is gone, and the focus is on the next',
      async () =>
        (await lines.count()) === 1 &&
        (await page.evaluate(() => 'delete' in (document.activeElement as HTMLElement).dataset)),
    )
    await page.setViewportSize(narrow)
    await bell(page).click()
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBe(0)
    expect(await axeFindings(page)).toEqual([])
  })
})
