import { beforeAll, describe, expect, it } from 'vitest'
import { sweepReminders } from '../../server/reminders/sweep.ts'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import type { Person } from '../support/people.ts'
import { assign, makeApplication, makeJob, makeWorld } from '../support/world.ts'

const day = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * day)

describe('what others were reminded of in vain', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const pageOf = async (person: Person) => (await openPage(app.url, person, '/waiting')).html

  it('is named to those above, each with its place, for as long as it waits and is theirs to see', async () => {
    const { people, employer, staffing } = world
    const recruiter = await app.person('recruiter', staffing)
    const client = await app.person('client', employer, 'Cleo Client')
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    await assign(job, 'recruiter', { user: recruiter }, people.manager)
    await assign(job, 'hiring_manager', { user: client }, people.manager)
    await app.sql('update assignment set worked_at = now() where job_id = $1', [job])
    const cards: string[] = []
    for (const name of ['Ann Marker', 'Bob Marker']) {
      const shortlisted = { stage: 'screening', shortlist: 'proposed' } as const
      cards.push(await makeApplication(job, await app.person('candidate', null, name), shortlisted))
    }
    await app.sql('update application set waiting_since = $2 where job_id = $1', [job, ago(20)])
    expect(await pageOf(people.manager)).not.toContain('Waiting for others')
    for (let days = 20; days > 8; days -= 0.125) await sweepReminders(ago(days))

    const lines = await app.sql<{ url: string; title: string }>(
      `select data ->> 'url' as url, data ->> 'title' as title from notification
       where user_id = $1 and data ->> 'title' like '%wait for others'`,
      [recruiter.id],
    )
    expect(lines).toEqual([{ url: '/waiting', title: '2 things wait for others' }])
    for (const person of [recruiter, people.manager]) {
      const html = await pageOf(person)
      expect(html).toContain('Waiting for others')
      for (const card of cards) expect(html).toContain(`href="/applications/${card}"`)
      expect(html).toContain('Ann Marker waits for a decision')
    }
    for (const person of [client, people.outsideManager, people.recruiter2, people.admin])
      expect(await pageOf(person)).not.toContain('Waiting for others')

    await app.call(client, 'POST', `/applications/${cards[0]}/decline`, { reason: 'No.' })
    const left = await pageOf(people.manager)
    expect(left).not.toContain('Ann Marker')
    expect(left).toContain('Bob Marker waits for a decision')
    await app.sql('delete from assignment where job_id = $1 and user_id = $2', [job, recruiter.id])
    await assign(job, 'recruiter', { user: people.recruiter2 }, people.manager)
    expect(await pageOf(recruiter)).not.toContain('Marker')
    // Who comes to play their part was not told, and is not now
    expect(await pageOf(people.recruiter2)).not.toContain('Marker')
  })
})
