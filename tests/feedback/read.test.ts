import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { makeApplication, makeInterview, makeWorld } from '../support/world.ts'

const hour = 3_600_000

describe('read feedback', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let fellow: Person
  beforeAll(async () => {
    world = await makeWorld()
    fellow = await app.person('interviewer', world.staffing, 'Fred Fellow')
    await app.sql(`update job_posting set scorecard = '{Craft}' where id = $1`, [world.job])
  })

  let made = 0
  const interview = (application: string, panel: Person[], status = 'scheduled') =>
    makeInterview(application, {
      panel,
      by: world.people.recruiter,
      startsAt: new Date(Date.now() - (2 + 2 * made++) * hour),
      status,
    })
  const application = async () =>
    makeApplication(world.job, await app.person('candidate'), { stage: 'interview', agency: world.agency })
  const give = async (person: Person, id: string, overall = 'yes') => {
    const body = { overall, remark: `By ${person.name}.`, scores: [{ criterion: 'Craft', score: 2 }] }
    const answer = await app.call(person, 'PUT', `/interviews/${id}/feedback`, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }
  const read = async (person: Person, id: string) =>
    (await app.call(person, 'GET', `/applications/${id}/feedback`)).body
  const authors = async (person: Person, id: string) =>
    (await read(person, id)).data.map(({ by }: { by: { id: string } }) => by.id)

  it('shows a fellow’s only after one’s own, to whoever sits on the panel', async () => {
    const { interviewer, client, recruiter, manager, unassignedClient, admin } = world.people
    const id = await application()
    const panel = [interviewer, fellow, client, recruiter]
    const round = await interview(id, panel)
    expect(await read(interviewer, id)).toMatchObject({
      data: [],
      criteria: ['Craft'],
      withheld: 0,
      yours: [{ interview: { id: round }, given: false, open: true }],
      summary: { given: 0, of: 4 },
    })
    await give(fellow, round)
    for (const person of [interviewer, client, recruiter]) {
      expect(await authors(person, id), person.role).toEqual([])
      expect(await read(person, id)).toMatchObject({ withheld: 1, summary: { given: 1, of: 4 } })
    }
    for (const person of [fellow, manager, unassignedClient, admin])
      expect(await authors(person, id), person.role).toEqual([fellow.id])
    await give(interviewer, round, 'no')
    expect(await authors(interviewer, id)).toEqual([fellow.id, interviewer.id])
    expect(await authors(recruiter, id)).toEqual([])
    await give(recruiter, round)
    await give(client, round)
    for (const person of [...panel, manager]) {
      const { data, summary } = await read(person, id)
      expect(data).toHaveLength(4)
      expect(summary).toEqual({ given: 4, of: 4, yes: 3 })
      expect(data.filter(({ own }: { own: boolean }) => own)).toHaveLength(person === manager ? 0 : 1)
    }
  })

  it('holds back those of earlier rounds too while one’s own is missing in any', async () => {
    const { interviewer } = world.people
    const id = await application()
    const second = await interview(id, [interviewer, fellow])
    const first = await interview(id, [interviewer, fellow])
    await give(interviewer, first)
    await give(fellow, first)
    expect(await authors(interviewer, id)).toEqual([interviewer.id])
    await give(interviewer, second)
    expect(await authors(interviewer, id)).toEqual([interviewer.id, fellow.id, interviewer.id])
    await interview(id, [interviewer], 'proposed')
    expect(await read(interviewer, id)).toMatchObject({ withheld: 1 })
  })

  it('holds nobody back for what was cancelled, missed or declined', async () => {
    const { interviewer, recruiter } = world.people
    const id = await application()
    const round = await interview(id, [interviewer, recruiter])
    await give(interviewer, round)
    const cancelled = await interview(id, [interviewer])
    await app.sql(`update interview set status = 'cancelled' where id = $1`, [cancelled])
    await interview(id, [interviewer], 'no_show')
    await app.sql(
      `update interview_panelist set answer = 'declined' where interview_id = $1 and user_id = $2`,
      [round, recruiter.id],
    )
    expect(await authors(interviewer, id)).toEqual([interviewer.id])
    expect(await authors(recruiter, id)).toEqual([interviewer.id])
  })

  it('shows an interviewer nothing of others before having judged at all', async () => {
    const { interviewer } = world.people
    const id = await application()
    await give(fellow, await interview(id, [fellow]))
    await interview(id, [interviewer], 'no_show')
    expect(await read(interviewer, id)).toMatchObject({ data: [], withheld: 1 })
  })

  it('is never the candidate’s or the agency’s, and hidden from all to whom the application is', async () => {
    const { people } = world
    const candidate = await app.person('candidate')
    const id = await makeApplication(world.job, candidate, { stage: 'interview', agency: world.agency })
    await give(people.interviewer, await interview(id, [people.interviewer]))
    const request = { method: 'GET', path: `/applications/${id}/feedback` } as const
    await expectRefused(app, request, [
      [null, 401],
      [candidate, 403],
      [people.candidate, 403],
      [people.agency, 403],
      [people.otherAgency, 403],
    ])
    const declined = await app.person('interviewer', world.staffing)
    await expectHidden(app, request, [
      people.otherClient,
      people.outsideRecruiter,
      people.outsideManager,
      declined,
    ])
    const unseen = await makeApplication(world.job, await app.person('candidate'))
    await expectHidden(app, { ...request, path: `/applications/${unseen}/feedback` }, [people.client])
  })
})
