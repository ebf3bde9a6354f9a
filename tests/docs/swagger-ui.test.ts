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
    // Of so many it paints those in sight alone
    const shown = new Set<string>()
    await until(
      `all ${routes.length} operations were in sight`,
      async () => {
        for (const id of await page.locator('.opblock').evaluateAll(blocks => blocks.map(block => block.id)))
          shown.add(id)
        const atEnd = await page.evaluate(() => {
          const before = window.scrollY
          window.scrollBy(0, 600)
          return window.scrollY === before
        })
        if (atEnd) await page.evaluate(() => window.scrollTo(0, 0))
        return shown.size >= routes.length
      },
      25_000,
    )
    expect(shown.size).toBe(routes.length)
    await page.evaluate(() => window.scrollTo(0, 0))
    await page.locator('.opblock-post').first().waitFor()
    expect(await page.title()).toBe('Hirewire API')

    await page.locator('.opblock-post .opblock-summary-control').first().click()
    await page.locator('.opblock-post .responses-table').first().waitFor()
    expect(complaints).toEqual([])
    expect([...asked]).toEqual([testOrigin])
  })
})
