import { beforeAll, describe, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { browserFor, live, narrow, wide } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeWorld } from '../support/world.ts'
const proposed = { stage: 'screening', shortlist: 'proposed' } as const
describe('shots', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => { world = await makeWorld() })
  it('shots', { timeout: 200000 }, async () => {
    const board = await makeBoard(world, { 'Ada Berg': proposed, 'Ben Cole': proposed, 'Cem Demir': proposed, 'Dora Eck': { stage: 'interview', shortlist: 'approved' }, 'Emil F': {stage:'rejected', shortlist:'rejected', shown: true} }, { blind: false })
    for (const [n, id] of Object.entries(board.ids)) {
      await app.sql(`update candidate_profile set headline='Engineer at Foo', skills='{TypeScript,PostgreSQL,Kafka,"Event sourcing"}', experience_years=7 where user_id=$1`, [board.candidates[n]!.id])
      await app.sql(`update application set cover_letter='Dear all, I would like to work with you.', notice_period_days=30, proposed_at = now() - interval '51 hours', waiting_since = case when waiting_since is not null then now() - interval '51 hours' end where id=$1`, [id])
    }
    const link = (await app.call(world.people.recruiter, 'POST', `/jobs/${board.job}/shortlist-links`, { forId: world.people.client.id })).body
    await app.call(world.people.recruiter, 'PUT', `/jobs/${board.job}/visit`, (({epoch,seq}) => ({epoch, seq}))((await app.call(world.people.recruiter, 'GET', `/jobs/${board.job}/board`)).body))
    await app.call(world.people.client, 'POST', `/applications/${board.ids['Cem Demir']}/approve`)
    const go = async (name: string, person: any, path: string, viewport = wide, colorScheme: 'light'|'dark' = 'light', wait = true) => {
      const page = await browser.open(person, path, { viewport, colorScheme })
      if (wait) await live(page)
      if (name.includes('select')) await page.getByLabel('Select Ada Berg').check()
      if (name.includes('open')) await page.locator('.board-changes summary').click()
      await page.screenshot({ path: `/tmp/sl-${name}.png`, fullPage: !name.startsWith('board') })
      const over = await page.evaluate(() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5 && e.getBoundingClientRect().width > 0).map(e => `${e.tagName}.${e.className} ${e.id} ${e.getBoundingClientRect().right}`).slice(0, 8))
      console.log(name, over)
    }
    const path = `/jobs/${board.job}/shortlist`
    await go('client-select', world.people.client, path)
    await go('client-narrow', world.people.client, path, narrow)
    await go('staff', world.people.recruiter, path)
    await go('staff-narrow', world.people.recruiter, path, narrow, 'dark')
    await go('guest', null, `/shortlists/${link.token}`, wide, 'dark')
    await go('board-open', world.people.recruiter, board.path)
    await go('board-past', world.people.recruiter, `${board.path}/past`, wide, 'light', false)
    await go('past-narrow', world.people.recruiter, `${board.path}/past`, narrow, 'light', false)
    await go('boards', world.people.client, '/boards')
  })
})
