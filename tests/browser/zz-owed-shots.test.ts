import { beforeAll, describe, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { browserFor, live, narrow } from '../support/browser.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeInterview, makeWorld } from '../support/world.ts'
const hour = 3_600_000
describe('shots', () => {
  const app = hirewire()
  const browser = browserFor(app)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => { world = await makeWorld() })
  it('takes them', { timeout: 200_000 }, async () => {
    const { people } = world
    const { ids, path, job } = await makeBoard(world, {
      'Ada Berg': { stage: 'screening', shortlist: 'proposed', agency: true },
      'Ben Cole': 'interview', 'Cem Dal': 'interview', 'Dora Ek': 'interview', 'Eli Fox': 'interview', 'Finn Garth': 'offer', 'Gus Applied': 'applied',
      'Hanna Long-Name von Hohenstein': { stage: 'screening', shortlist: 'proposed' },
    })
    await app.sql(`update job_posting set scorecard = '{Craft,Teamwork,"Talks with customers"}' where id = $1`, [job])
    await app.sql(`update application set stage_since = now() - interval '5 days', waiting_since = case when waiting_rule is null then null else now() - interval '51 hours' end where job_id = $1`, [job])
    const panel = [people.interviewer, people.client, people.recruiter]
    await makeInterview(ids['Ben Cole']!, { panel, by: people.recruiter, startsAt: new Date(Date.now() + 30 * hour) })
    const i1 = await makeInterview(ids['Cem Dal']!, { panel, by: people.recruiter, startsAt: new Date(Date.now() - 30 * hour) })
    const i2 = await makeInterview(ids['Dora Ek']!, { panel, by: people.recruiter, startsAt: new Date(Date.now() - 60 * hour) })
    const give = (p: any, i: string, overall: string, remark: string) => app.call(p, 'PUT', `/interviews/${i}/feedback`, { overall, remark, scores: [{ criterion: 'Craft', score: 3, remark: 'Solid with the torch, a little slow.' }, { criterion: 'Teamwork', score: 2 }] })
    await give(people.interviewer, i1, 'yes', 'I would work with him tomorrow.\n\nAsk about weekends.')
    for (const p of panel) await give(p, i2, p === people.client ? 'no' : 'strong_yes', 'Good.')
    for (const [name, options] of Object.entries({ wide: {}, mid: { viewport: { width: 1000, height: 800 } }, dark: { colorScheme: 'dark' as const, viewport: { width: 1920, height: 1000 } }, narrow: { viewport: narrow } })) {
      for (const [what, who, where] of [['board', people.recruiter, path], ['client', people.client, path], ['app', people.interviewer, `/applications/${ids['Dora Ek']}`], ['form', people.client, `/applications/${ids['Cem Dal']}`], ['waiting', people.client, '/waiting'], ['cand', people.candidate, '/waiting']] as const) {
        const page = await browser.open(who, where, options)
        await live(page)
        await page.waitForTimeout(300)
        await page.screenshot({ path: `/tmp/owed-${what}-${name}.png`, fullPage: what !== 'board' })
        await page.context().close()
      }
    }
  })
})
