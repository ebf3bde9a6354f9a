import axe from 'axe-core'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { testOrigin } from './hirewire.ts'
import { sessionCookie, type Person } from './people.ts'
import { available } from './require.ts'

export const chromiumPath = available('chromium')

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const wide = { width: 1280, height: 800 }
export const narrow = { width: 360, height: 740 }

/**
 * A browser for a test file, in which the product stands at its public address. `open` gives a window of a person who is
 * signed in; every one of them has cookies of its own. A fault in any page's script fails the test it happened in.
 */
export const browserFor = (app: { url: string }) => {
  let browser: Browser
  const faults: string[] = []

  beforeAll(async () => {
    const { hostname } = new URL(testOrigin)
    browser = await chromium.launch({
      executablePath: chromiumPath!,
      args: [
        ...quiet,
        `--host-resolver-rules=MAP ${hostname}:80 ${new URL(app.url).host}`,
        // As it would be over https, which the public address of a test does not have
        `--unsafely-treat-insecure-origin-as-secure=${testOrigin}`,
      ],
    })
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
    expect(faults.splice(0)).toEqual([])
  })
  afterAll(() => browser?.close())

  const open = async (
    person: Person | null,
    path: string,
    options: BrowserContextOptions & { before?: (page: Page) => Promise<unknown> } = {},
  ) => {
    const { before, ...contextOptions } = options
    const context = await browser.newContext({
      baseURL: testOrigin,
      viewport: wide,
      reducedMotion: 'reduce',
      ...contextOptions,
    })
    if (person) {
      const [name, value] = (await sessionCookie(person)).split('=', 2) as [string, string]
      await context.addCookies([{ name, value, url: testOrigin, httpOnly: true, sameSite: 'Lax' }])
    }
    // Less than a test has, so that it says what it waited for
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    page.on('pageerror', error => faults.push(error.stack ?? error.message))
    page.on(
      'console',
      message => message.text().includes('Content Security Policy') && faults.push(message.text()),
    )
    await before?.(page)
    await page.goto(path)
    return page
  }
  /** The same, once it is live. */
  const openLive = async (...asked: Parameters<typeof open>) => {
    const page = await open(...asked)
    await live(page)
    return page
  }
  return { open, openLive }
}

/** Waits until the page says it is live. */
export const live = (page: Page) => page.locator('#connection[data-status="live"]').waitFor()

/** What axe finds that keeps people out: serious and critical, as rule and place. */
export const axeFindings = async (page: Page) => {
  await page.evaluate(axe.source)
  const found = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  )
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(node => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    )
}
