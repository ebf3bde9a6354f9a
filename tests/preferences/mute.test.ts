import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { makeJob, makeWorld } from '../support/world.ts'

describe('muting a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const mute = async (person: Person | null, job: string, method = 'PUT') =>
    (await app.call(person, method, `/jobs/${job}/mute`)).status
  const muted = async (person: Person) =>
    (await app.call(person, 'GET', '/me/preferences')).body.mutedJobs.map(({ id }: { id: string }) => id)

  it('is for whoever may see it, until they take it back, as often as they ask', async () => {
    const { recruiter, client, agency, candidate, manager } = world.people
    for (const person of [recruiter, client, agency, candidate]) {
      expect([await mute(person, world.job), await mute(person, world.job)]).toEqual([204, 204])
      expect(await muted(person)).toEqual([world.job])
    }
    expect(await muted(manager)).toEqual([])
    for (const status of [204, 204]) expect(await mute(recruiter, world.job, 'DELETE')).toBe(status)
    expect(await muted(recruiter)).toEqual([])
    expect(await muted(client)).toEqual([world.job])
  })

  it('is 404 for whoever may not see it, as for what does not exist', async () => {
    const { manager, recruiter, outsideRecruiter, otherClient, candidate } = world.people
    const draft = await makeJob({
      company: world.employer,
      staffing: world.staffing,
      by: manager,
      status: 'draft',
    })
    for (const person of [outsideRecruiter, otherClient, candidate])
      expect([await mute(person, draft), await mute(person, draft, 'DELETE')]).toEqual([404, 404])
    expect(await mute(recruiter, '01900000-0000-7000-8000-000000000000')).toBe(404)
    expect(await mute(recruiter, 'no-id')).toBe(400)
    expect(await mute(null, draft)).toBe(401)
    expect(await app.sql('select from muted_job where job_id = $1', [draft])).toEqual([])
  })

  it('does not name a job that they may not see any more', async () => {
    const { manager, candidate2 } = world.people
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by: manager })
    await mute(candidate2, job)
    await app.sql(`update job_posting set deleted_at = now() where id = $1`, [job])
    expect(await muted(candidate2)).toEqual([])
  })
})
