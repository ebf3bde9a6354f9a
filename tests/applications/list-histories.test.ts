import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { expectRefused } from '../support/refusals.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

interface Line {
  id: string
  to: string
  by: object | null
  reason: string | null
  application: { id: string; candidate?: string }
  job: { id: string }
}

describe('the histories of all applications', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let id: string
  let other: string
  beforeAll(async () => {
    world = await makeWorld()
    const { recruiter, client, candidate, candidate2 } = world.people
    const act = (person: Person, application: string, verb: string, body?: object) =>
      app.call(person, 'POST', `/applications/${application}/${verb}`, body)
    id = await makeApplication(world.job, candidate, { agency: world.agency })
    other = await makeApplication(world.job, candidate2)
    await act(recruiter, id, 'move', { to: 'screening', version: 1, reason: 'Promising.' })
    await act(recruiter, id, 'shortlist')
    await act(client, id, 'move', { to: 'interview', version: 3, reason: 'Let us meet.' })
    await act(recruiter, other, 'reject', { reason: 'No licence.' })
  })
  const list = async (person: Person, query = '') => {
    const { status, body } = await app.call(person, 'GET', `/histories${query}`)
    expect(status, JSON.stringify(body)).toBe(200)
    return body as { data: Line[]; page: { nextCursor: string | null } }
  }
  const steps = (lines: Line[]) => lines.map(({ application, to }) => [application.id, to])

  it('are the staff’s of their company, newest first', async () => {
    const { recruiter, admin, outsideRecruiter, outsideManager } = world.people
    for (const reader of [recruiter, admin]) {
      const { data } = await list(reader)
      expect(steps(data)).toEqual([
        [other, 'rejected'],
        [id, 'interview'],
        [id, 'screening'],
        [other, 'applied'],
        [id, 'applied'],
      ])
      expect(data[0]).toMatchObject({
        reason: 'No licence.',
        by: { id: recruiter.id },
        application: { candidate: 'Carl Candidate' },
        job: { id: world.job },
      })
    }
    for (const outsider of [outsideRecruiter, outsideManager]) expect((await list(outsider)).data).toEqual([])
  })

  it('are the client’s as far as candidates were shown to it, with the reasons of its own side', async () => {
    const { data } = await list(world.people.client)
    expect(data).toMatchObject([{ application: { id }, to: 'interview', reason: 'Let us meet.' }])
    expect((await list(world.people.otherClient)).data).toEqual([])
  })

  it('are a candidate’s and an agency’s of their own, in their words', async () => {
    for (const reader of [world.people.candidate, world.people.agency]) {
      const { data } = await list(reader)
      expect(steps(data)).toEqual([
        [id, 'interviewing'],
        [id, 'in_review'],
        [id, 'received'],
      ])
      for (const line of data) expect(line).toMatchObject({ by: null, reason: null })
    }
    expect((await list(world.people.candidate)).data[0]!.application).toEqual({ id })
    expect((await list(world.people.otherAgency)).data).toEqual([])
    expect((await list(world.people.interviewer)).data).toEqual([])
  })

  it('say the same as each application’s own history', async () => {
    const { recruiter, client, candidate, agency } = world.people
    for (const reader of [recruiter, client, candidate, agency]) {
      const own = await app.call(reader, 'GET', `/applications/${id}/history`)
      const { data } = await list(reader, `?applicationId=${id}`)
      expect(data.map(({ application: _application, job: _job, ...entry }) => entry).toReversed()).toEqual(
        own.body.data,
      )
    }
  })

  it('are found by job, and go on page by page', async () => {
    const { recruiter, manager: by, candidate } = world.people
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by })
    const elsewhere = await makeApplication(job, candidate)
    expect(steps((await list(recruiter, `?jobId=${job}`)).data)).toEqual([[elsewhere, 'applied']])
    const seen: string[] = []
    let page = await list(recruiter, `?jobId=${world.job}&limit=2`)
    seen.push(...page.data.map(line => line.id))
    for (; page.page.nextCursor; seen.push(...page.data.map(line => line.id)))
      page = await list(recruiter, `?cursor=${page.page.nextCursor}`)
    expect(seen).toEqual((await list(recruiter, `?jobId=${world.job}`)).data.map(line => line.id))
    expect(seen).toHaveLength(5)
  })

  it('are not for strangers, and refuse what they do not know', async () => {
    await expectRefused(app, { method: 'GET', path: '/histories' }, [[null, 401]])
    for (const query of ['?jobId=1', '?applicationId=x', '?limit=0', '?cursor=x', '?by=me'])
      expect((await app.call(world.people.recruiter, 'GET', `/histories${query}`)).status, query).toBe(400)
  })
})
