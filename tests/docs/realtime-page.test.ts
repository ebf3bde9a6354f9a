import { describe, expect, it } from 'vitest'
import { passingMessages } from '../../realtime/messages.ts'
import { commands, signals } from '../../realtime/registry.ts'
import { errorCodes } from '../../server/errors.ts'
import { events } from '../../server/events.ts'
import { axeFindings, browserFor, chromiumPath, narrow, wide } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'

const app = hirewire()
const read = () => openPage(app.url, null, '/api/docs/realtime')

describe('the page about the sockets', () => {
  it('is for everybody, with a policy as strict as everywhere', async () => {
    const page = await read()
    expect([page.status, page.title]).toEqual([200, 'Realtime · Hirewire'])
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(page.html).not.toMatch(/ style=|<style/)
  })

  it('has every command, event and passing message at an anchor of its own', async () => {
    const { html } = await read()
    const anchors = [...html.matchAll(/ id="([^"]+)"/g)].map(match => match[1]!)
    expect(anchors.filter((id, at) => anchors.indexOf(id) !== at)).toEqual([])
    const passing = Object.keys(passingMessages).map(name => (name === 'events' ? 'events-message' : name))
    for (const name of [
      ...Object.keys(signals),
      ...Object.keys(commands),
      ...Object.keys(events),
      ...passing,
    ])
      expect(anchors, name).toContain(name)
  })

  it('leads nowhere in vain', async () => {
    const { html } = await read()
    const links = new Set([...html.matchAll(/href="([^"]+)"/g)].map(match => match[1]!))
    for (const link of links)
      if (link.startsWith('#')) expect(html, link).toContain(`id="${link.slice(1)}"`)
      else if (link.startsWith('/api/docs/errors#')) expect(errorCodes).toHaveProperty(link.split('#')[1]!)
      else expect((await fetch(app.url + link)).status, link).toBe(200)
  })

  it('shows the fields of a command with what is said of them, and an example', async () => {
    const { html } = await read()
    const move = /<article class="message" id="application:move">.*?<\/article>/s.exec(html)![0]
    for (const field of Object.keys(commands['application:move'].input.shape))
      expect(move).toContain(`<code>${field}</code>`)
    expect(move).toContain('For: admin, manager, recruiter, client.')
    expect(move).toContain('/api/docs/errors#stale')
    expect(move).toContain('&quot;to&quot;: &quot;screening&quot;')
  })

  it('is linked from the API, and back', async () => {
    expect((await read()).html).toContain('href="/api/docs"')
    const { info } = (await app.call<{ info: { description: string } }>(null, 'GET', '/openapi.json')).body
    for (const link of ['/api/docs/realtime', '/api/asyncapi.json', '/api/postman.json'])
      expect(info.description).toContain(`](${link})`)
  })
})

describe.skipIf(!chromiumPath)('in a browser', () => {
  const browser = browserFor(app)

  for (const colorScheme of ['light', 'dark'] as const)
    for (const viewport of [wide, narrow])
      it(`keeps nobody out, ${colorScheme}, ${viewport.width} wide`, async () => {
        const page = await browser.open(null, '/api/docs/realtime', { colorScheme, viewport })
        expect(await axeFindings(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
      })

  it('goes to what a link names', async () => {
    const page = await browser.open(null, '/api/docs/realtime')
    await page.getByRole('link', { name: 'StaffCard' }).first().click()
    await page.waitForURL(url => url.hash === '#StaffCard')
    expect(await page.locator('#StaffCard').isVisible()).toBe(true)
  })
})
