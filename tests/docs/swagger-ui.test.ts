import { describe, expect, it } from 'vitest'
import { routes } from '../../server/routes.ts'
import { browserFor, chromiumPath } from '../support/browser.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'

describe.skipIf(!chromiumPath)('Swagger UI', () => {
  const browser = browserFor(hirewire())

  it('shows every operation, asks nobody outside, and has nothing to complain about', async () => {
    const complaints: string[] = []
    const asked = new Set<string>()
    const page = await browser.open(null, '/api/docs', {
      before: async opened => {
        opened.on('console', message => complaints.push(message.text()))
        opened.on('request', request => {
          if (!request.url().startsWith('data:')) asked.add(new URL(request.url()).origin)
        })
      },
    })
    await page.locator('.opblock').first().waitFor()
    // So many are painted as they are scrolled to
    const count = () => page.locator('.opblock').count()
    await until('every operation is there', async () => {
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
      return (await count()) >= routes.length
    })
    expect(await count()).toBe(routes.length)
    expect(await page.title()).toBe('Hirewire API')

    await page.locator('.opblock-post .opblock-summary-control').first().click()
    await page.locator('.opblock-post .responses-table').first().waitFor()
    expect(complaints).toEqual([])
    expect([...asked]).toEqual([testOrigin])
  })
})
