import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../server/routes.ts'
import { hirewire } from '../support/hirewire.ts'
import { available } from '../support/require.ts'

const program = available('chromium')
describe.skipIf(!program)('Swagger UI', () => {
  const app = hirewire()
  let browser: Browser
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
    browser = await chromium.launch({ executablePath: program!, args })
  })
  afterAll(() => browser?.close())

  it('shows every operation, asks nobody outside, and has nothing to complain about', async () => {
    const page = await browser.newPage()
    const complaints: string[] = []
    const asked = new Set<string>()
    page.on('console', message => complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    page.on('request', request => {
      if (!request.url().startsWith('data:')) asked.add(new URL(request.url()).origin)
    })
    await page.goto(`${app.url}/api/docs`)
    await page.locator('.opblock').first().waitFor()
    expect(await page.locator('.opblock').count()).toBe(routes.length)
    expect(await page.title()).toBe('Hirewire API')

    await page.locator('.opblock-post .opblock-summary-control').first().click()
    await page.locator('.opblock-post .responses-table').first().waitFor()
    expect(complaints).toEqual([])
    expect([...asked]).toEqual([app.url])
  })
})
