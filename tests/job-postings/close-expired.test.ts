import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '../../db/database.ts'
import { closeExpiredJobs } from '../../server/job-postings/close-expired.ts'
import { hirewire } from '../support/hirewire.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeJob, makeWorld } from '../support/world.ts'

const day = 86_400_000
const noon = new Date('2031-05-01T12:00:00Z')
const at = (ms: number) => new Date(noon.getTime() + ms)

describe('jobs past their deadline', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const job = (deadline: Date | null, status = 'open') =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager, deadline, status })
  const read = async (id: string) =>
    (await app.sql('select status, closed_at, version from job_posting where id = $1', [id]))[0]

  it('are closed, at the very instant, once, and on record', async () => {
    const [open, paused] = [await job(noon), await job(at(-day), 'paused')]
    const kept = [await job(at(1)), await job(null), await job(noon, 'draft'), await job(noon, 'filled')]
    expect(await unchanged(() => closeExpiredJobs(at(-2 * day)))).toEqual({ closed: 0 })
    expect(await closeExpiredJobs(noon)).toEqual({ closed: 2 })
    for (const id of [open, paused]) {
      expect(await read(id)).toMatchObject({ status: 'closed', closed_at: noon, version: 2 })
      const events = await app.sql('select type, actor from event where stream_id = $1', [`job:${id}:client`])
      expect(events).toEqual([{ type: 'job.closed', actor: null }])
    }
    for (const id of kept) expect(await read(id)).toMatchObject({ version: 1 })
    expect(await unchanged(() => closeExpiredJobs(noon))).toEqual({ closed: 0 })
    expect(await closeExpiredJobs(at(1))).toEqual({ closed: 1 })
  })

  it('are closed once by two sweeps at the same time, however many there are', async () => {
    for (let n = 0; n < 120; n++) await job(at(-n))
    const sweeps = await Promise.all([closeExpiredJobs(noon), closeExpiredJobs(noon)])
    expect(sweeps[0].closed + sweeps[1].closed).toBe(120)
    expect(await app.sql(`select from job_posting where status = 'closed' and version > 2`)).toEqual([])
  })

  it('wait for the next sweep while somebody is working on them, and keep no other open', async () => {
    const [held, free] = [await job(at(-2)), await job(at(-1))]
    const client = await database().pool.connect()
    await client.query('begin')
    await client.query('select from job_posting where id = $1 for update', [held])
    expect(await closeExpiredJobs(noon)).toEqual({ closed: 1 })
    expect(await read(free)).toMatchObject({ status: 'closed' })
    await client.query('update job_posting set deadline = $2 where id = $1', [held, at(day)])
    await client.query('commit')
    client.release()
    expect(await closeExpiredJobs(noon)).toEqual({ closed: 0 })
    expect(await read(held)).toMatchObject({ status: 'open' })
    expect(await closeExpiredJobs(at(day))).toEqual({ closed: 1 })
  })

  it('that cannot be closed are said, after all others had their turn', async () => {
    const [broken, fine] = [await job(at(-2)), await job(at(-1))]
    // A row that no update gets through: as a constraint added by hand would be
    await app.sql(
      `alter table job_posting add constraint stuck check (id <> '${broken}' or status = 'open') not valid`,
    )
    await expect(closeExpiredJobs(noon)).rejects.toThrow('1 jobs could not be closed')
    expect(await read(fine)).toMatchObject({ status: 'closed' })
    await app.sql('alter table job_posting drop constraint stuck')
    expect(await closeExpiredJobs(noon)).toEqual({ closed: 1 })
    expect(await read(broken)).toMatchObject({ status: 'closed' })
  })

  it('take no applications from the deadline on, before any sweep', async () => {
    const id = await job(new Date(Date.now() - 1))
    const answer = await unchanged(() =>
      app.call(world.people.candidate, 'POST', `/jobs/${id}/applications`, {}),
    )
    expect(answer).toMatchObject({ status: 409, body: { code: 'job_closed' } })
    expect(await read(id)).toMatchObject({ status: 'open' })
  })
})
