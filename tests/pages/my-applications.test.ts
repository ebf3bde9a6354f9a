import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

describe('/my-applications', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('is empty at first, and says where to begin', async () => {
    const { html } = await openPage(app.url, world.people.candidate2, '/my-applications')
    expect(html).toContain('class="empty"')
    expect(html).toContain('href="/jobs"')
  })

  it('shows one’s own in the candidate’s words, with the position to follow each from', async () => {
    const { employer: company, staffing, people } = world
    const second = await makeJob({ company, staffing, by: people.manager })
    const mine = await makeApplication(world.job, people.candidate, {
      stage: 'screening',
      shortlist: 'proposed',
    })
    const rejected = await makeApplication(second, people.candidate, { stage: 'rejected' })
    const theirs = await makeApplication(world.job, people.candidate2)
    const { html } = await openPage(app.url, people.candidate, '/my-applications')
    expect(html).toContain(`href="/applications/${mine}"`)
    expect(html).toContain('In review')
    expect(html).toContain('Not selected')
    expect(html).not.toContain(theirs)
    for (const word of ['screening', 'proposed', 'rejected"', people.recruiter.name])
      expect(html).not.toContain(word)

    const rooms = JSON.parse(/id="rooms">(.*?)<\/script>/s.exec(html)![1]!) as {
      room: string
      epoch: string
      seq: number
    }[]
    expect(rooms.map(({ room }) => room).toSorted()).toEqual(
      [`application:${mine}`, `application:${rejected}`].toSorted(),
    )
    for (const room of rooms)
      expect(room).toMatchObject({ epoch: expect.any(String), seq: expect.any(Number) })
  })
})
