import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import { signedIn } from '../support/people.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

/** The sections of the page by their headings, each as the ids of its jobs in order. */
const sectionsOf = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<section[^>]*>\s*<h2[^>]*>([^<]+)[\s\S]*?<\/section>/g)].map(([section, heading]) => [
      heading!.trim(),
      [...section.matchAll(/href="\/jobs\/([^/"]+)\/board"/g)].map(([, id]) => id),
    ]),
  )

/** The numbers of a page by the words behind them. */
const countsOf = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<li data-stage="(\w+)"><span class="numeric">(\d+)</g)].map(([, stage, count]) => [
      stage,
      Number(count),
    ]),
  )

describe('/boards', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let other: string
  let pending: string
  beforeAll(async () => {
    world = await makeWorld()
    const { employer: company, staffing, people } = world
    other = await makeJob({ company, staffing, by: people.manager })
    pending = await makeJob({ company, staffing, by: people.client, status: 'pending_approval' })
    const place = async (stage: 'applied' | 'screening' | 'interview', options = {}) =>
      makeApplication(world.job, await signedIn('candidate'), { stage, ...options })
    await place('applied')
    await place('applied')
    await place('screening', { agency: world.agency })
    await place('screening', { shortlist: 'proposed' })
    await place('interview')
  })

  it('puts your own first, what waits for a manager before all, and names nothing of another company', async () => {
    const open = async (person: keyof typeof world.people) =>
      sectionsOf((await openPage(app.url, world.people[person], '/boards')).html)
    expect(await open('recruiter')).toEqual({
      Yours: [world.job],
      'Others in your company': [pending, other],
    })
    expect(await open('manager')).toEqual({
      'Waiting for your approval': [pending],
      'In your company': [other, world.job],
    })
    expect(await open('client')).toEqual({ Yours: [world.job], 'Others in your company': [pending, other] })
    expect(await open('agency')).toEqual({ Yours: [world.job], 'Put forward by your agency': [] })
    for (const outsider of [
      'outsideRecruiter',
      'outsideManager',
      'otherClient',
      'otherAgency',
      'interviewer',
    ] as const)
      expect(await open(outsider)).toEqual({})
  })

  it('counts what its reader may see, in the reader’s words', async () => {
    const open = async (person: keyof typeof world.people) =>
      countsOf((await openPage(app.url, world.people[person], '/boards')).html)
    expect(await open('recruiter')).toEqual({ applied: 2, screening: 2, interview: 1 })
    expect(await open('client')).toEqual({ screening: 1, interview: 1 })
    expect(await open('agency')).toEqual({ in_review: 1 })
    // How many are sought is between the two companies
    for (const [person, sees] of [
      ['client', true],
      ['agency', false],
    ] as const) {
      const { html } = await openPage(app.url, world.people[person], '/boards')
      expect(html.includes('3 openings'), person).toBe(sees)
    }
  })

  it('offers to approve to managers only', async () => {
    for (const [person, may] of [
      ['manager', true],
      ['admin', true],
      ['recruiter', false],
      ['client', false],
    ] as const) {
      const { html } = await openPage(app.url, world.people[person], '/boards')
      expect(html.includes('data-approve'), person).toBe(may)
    }
  })

  it('says what to do where there is nothing', async () => {
    for (const person of ['outsideRecruiter', 'otherClient', 'otherAgency', 'interviewer'] as const) {
      const { html } = await openPage(app.url, world.people[person], '/boards')
      expect(html).toMatch(/<div class="empty">\s*<h2>\S/)
      expect(html).toContain('href="/jobs"')
    }
  })
})
