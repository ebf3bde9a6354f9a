import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, browserFor, chromiumPath, live } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { makeApplication } from '../support/world.ts'
import { makeThreadWorld, sayAt, type ThreadWorld } from '../threads/seats.ts'

describe.skipIf(!chromiumPath)('the threads of an application', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: ThreadWorld
  let path: `/applications/${string}`
  beforeAll(async () => {
    world = await makeThreadWorld()
    path = `/applications/${world.application}`
  })

  const { openLive } = browser
  const field = (page: Page) => page.getByRole('textbox', { name: 'Write a message' })
  const say = async (page: Page, text: string) => {
    await field(page).fill(text)
    await field(page).press('Enter')
  }
  const message = (page: Page, text: string) =>
    page.locator('.thread:not([hidden]) .message:not(.waiting)', { hasText: text })

  it('are talked in by several windows, live, each with those it takes part in', async () => {
    const { recruiter, client, candidate } = world.people
    const [rita, clara, cara] = await Promise.all(
      [recruiter, client, candidate].map(who => openLive(who, path)),
    )
    await say(rita!, 'What do **you** think?')
    await message(clara!, 'What do you think?').locator('strong', { hasText: 'you' }).waitFor()
    await field(clara!).pressSequentially('Let me')
    await rita!.getByText('Clara Client is writing…').waitFor()
    await say(clara!, 'I like her <script>alert(1)</script>')
    await message(rita!, 'I like her <script>').waitFor()
    await clara!.getByText('Read by Rita Recruiter').waitFor()

    await rita!.getByRole('tab', { name: 'With the candidate' }).click()
    await say(rita!, 'Do you have a minute?')
    await message(cara!, 'Do you have a minute?').waitFor()
    await say(cara!, 'Of course')
    await message(rita!, 'Of course').waitFor()
    for (const text of ['I like her', 'What do you']) expect(await cara!.content()).not.toContain(text)
    expect(await clara!.content()).not.toContain('Of course')
    expect(await axeFindings(rita!)).toEqual([])
    expect(await axeFindings(cara!)).toEqual([])
  })

  it('count what is new in the tab that is not shown, and mark where it begins', async () => {
    const { recruiter, candidate } = world.people
    await sayAt(app, recruiter, path, 'candidate', 'Before she looks')
    const rita = await openLive(recruiter, path)
    await sayAt(app, candidate, path, 'candidate', 'An answer')
    const tab = rita.getByRole('tab', { name: 'With the candidate' })
    await tab.locator('.count', { hasText: /\d/ }).waitFor()
    await tab.click()
    await rita.locator('#thread-candidate .thread-new').waitFor()
    await until('it is read', async () => {
      const { body } = await app.call(recruiter, 'GET', `${path}/threads`)
      return body.data[0].unread === 0
    })
    await tab.locator('.count').waitFor({ state: 'hidden' })
  })

  it('let one mention by the keyboard, edit and delete', async () => {
    const { recruiter, client } = world.people
    const rita = await openLive(recruiter, path)
    const clara = await openLive(client, path)
    await field(rita).pressSequentially('@Cl')
    await rita.getByRole('option', { name: 'Clara Client' }).waitFor()
    await field(rita).press('Enter')
    await field(rita).pressSequentially('pleese look')
    await field(rita).press('Enter')
    await message(clara, '@Clara Client pleese look').waitFor()
    const [row] = await app.sql(`select mentions from message where text like '%pleese%'`)
    expect(row!.mentions).toEqual([client.id])

    await message(rita, 'pleese').getByRole('button', { name: /^Edit/ }).click()
    const editing = rita.getByRole('textbox', { name: 'Your message' })
    await editing.fill('Please look')
    await editing.press('Enter')
    await message(clara, 'Please look').getByText('edited').waitFor()
    await message(rita, 'Please look')
      .getByRole('button', { name: /^Delete/ })
      .click()
    await rita.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await message(clara, 'This message was deleted.').waitFor()
    expect(await message(clara, 'Rita').getByRole('button').count()).toBe(0)
  })

  it('send what was written offline when the line is back: in order, once, through a reload as well', async () => {
    const { candidate, recruiter } = world.people
    const cara = await openLive(candidate, path)
    await cara.context().setOffline(true)
    await cara.locator('#connection[data-status="offline"]').waitFor()
    for (const text of ['Offline one', 'Offline two', 'Offline three']) await say(cara, text)
    expect(await cara.getByText('Waiting to be sent').count()).toBe(3)
    await sayAt(app, recruiter, path, 'candidate', 'Said meanwhile')
    await cara.context().setOffline(false)
    await live(cara)
    await until('all were sent', async () => (await cara.getByText('Waiting to be sent').count()) === 0)
    const rows = await app.sql<{ text: string }>(
      `select text from message where text like 'Offline%' order by number`,
    )
    expect(rows.map(({ text }) => text)).toEqual(['Offline one', 'Offline two', 'Offline three'])

    await cara.evaluate(
      ([name, letter]) => sessionStorage.setItem(name!, letter!),
      [
        `outbox ${candidate.id} candidate ${world.application}`,
        JSON.stringify([{ commandId: crypto.randomUUID(), text: 'From before the reload', mentions: [] }]),
      ],
    )
    await cara.reload()
    await message(cara, 'From before the reload').waitFor()
    expect(await app.sql(`select id from message where text = 'From before the reload'`)).toHaveLength(1)
  })

  it('keep what was refused, and say why', async () => {
    const { client } = world.people
    const clara = await openLive(client, path)
    await clara.evaluate(
      ([name, letter]) => sessionStorage.setItem(name!, letter!),
      [
        `outbox ${client.id} discussion ${world.application}`,
        JSON.stringify([
          { commandId: crypto.randomUUID(), text: 'To nobody', mentions: [crypto.randomUUID()] },
          { commandId: crypto.randomUUID(), text: 'To everybody', mentions: [] },
        ]),
      ],
    )
    await clara.reload()
    await message(clara, 'To everybody').waitFor()
    const refused = clara.locator('.message.waiting', { hasText: 'To nobody' })
    await refused.getByText('takes no part in this thread').waitFor()
    await refused.getByRole('button', { name: 'Change what was not sent' }).click()
    expect(await field(clara).inputValue()).toBe('To nobody')
    await field(clara).press('Enter')
    await until('it is stored', async () => {
      const rows = await app.sql(`select id from message where text = 'To nobody'`)
      return rows.length === 1
    })
  })

  it('open the discussion for the staff at the moment the client sees the candidate', async () => {
    const { recruiter, client, candidate2 } = world.people
    const hidden = await makeApplication(world.job, candidate2, { stage: 'screening' })
    const rita = await openLive(recruiter, `/applications/${hidden}`)
    await rita.getByText('This opens when the candidate is shown to the client').waitFor()
    expect(await field(rita).count()).toBe(0)
    await rita.getByRole('button', { name: 'Propose to the client' }).click()
    await say(rita, 'Here she is')
    const clara = await openLive(client, `/applications/${hidden}`)
    await message(clara, 'Here she is').waitFor()
  })

  it('load what was said earlier, where the reader stands, and find what was said', async () => {
    const { recruiter, client } = world.people
    const { threadId, number } = await sayAt(app, recruiter, path, 'discussion', 'The needle')
    await app.sql(
      `insert into message (id, thread_id, number, by_id, by_name, side, text, created_at)
       select gen_random_uuid(), $1, $2 + n, $3, 'Rita Recruiter', 'staff', 'Hay ' || n, now()
       from generate_series(1, 200) n`,
      [threadId, number, recruiter.id],
    )
    await app.sql('update thread set last_number = $2 where id = $1', [threadId, number + 200])
    const clara = await openLive(client, path)
    await message(clara, 'Hay 200').waitFor()
    expect(await message(clara, 'Hay 150').count()).toBe(0)
    const scroll = clara.locator('#thread-discussion .thread-scroll')
    await scroll.evaluate(element => (element.scrollTop = 0))
    const first = message(clara, 'Hay 171')
    const before = (await first.boundingBox())!.y
    await clara.getByRole('button', { name: 'Load earlier messages' }).click()
    await message(clara, 'Hay 121').waitFor()
    expect(Math.abs((await first.boundingBox())!.y - before)).toBeLessThan(60)

    await clara.getByRole('searchbox').fill('needle')
    await clara.getByText('1 found').waitFor()
    await clara.locator('.thread-results').getByText('The needle').waitFor()
    await clara.getByRole('searchbox').press('Escape')
    await scroll.waitFor()
  })
})
