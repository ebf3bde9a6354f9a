import { describe, expect, it } from 'vitest'
import { movingNow } from '../../server/demo-clock/move.ts'
import { env } from '../../server/env.ts'
import { axeFindings, browserFor, chromiumPath } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'

// Their forms are sent by no script: what comes is what the browser itself says of where it comes from.
describe.skipIf(!chromiumPath)('the pages of whoever develops, in a browser', { timeout: 60_000 }, () => {
  const app = hirewire({ worker: true })
  const { open } = browserFor(app)

  it('move the clock', async () => {
    Object.assign(env(), { demo: true })
    const page = await open(null, '/dev/clock?zone=UTC', { timezoneId: 'UTC' })
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: '1 hour' }).click()
    await page.getByText(/^1 hour ahead of this machine/).waitFor()
    await until('it has come to its end', () => !movingNow(), 60_000)
    expect(new URL(page.url()).pathname).toBe('/dev/clock')
  })

  it('answer a mail', async () => {
    const [mail] = await app.sql<{ id: string }>(
      `insert into dev_mail (key, recipient, subject, html, text, headers, tag)
       values ('k', 'a@people.example', 'Hello', '<p>Hello</p>', 'Hello',
         '{"Reply-To": "reply+nobody@inbound.example"}', 'hello') returning id`,
    )
    const page = await open(null, `/dev/mail/${mail!.id}`)
    await page.getByLabel('Reply as the recipient').fill('Gladly.')
    await page.getByRole('button', { name: 'Send the reply' }).click()
    await page.getByText('Not taken (unknown_address).').waitFor()
  })
})
