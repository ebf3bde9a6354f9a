import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '../../db/database.ts'
import { expireSubmissions } from '../../server/submissions/expire.ts'
import { hirewire } from '../support/hirewire.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeWorld } from '../support/world.ts'
import { puttingForward } from './put-forward.ts'

describe('the sweep of what is not answered in time', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { job, proposed, answer } = puttingForward(app, () => world)
  const statusOf = async (id: string) =>
    (await app.sql('select status from submission where id = $1', [id]))[0]!.status as string

  it('settles what is due, at its instant and not before, once', async () => {
    const { agency, recruiter, candidate, candidate2 } = world.people
    const here = await job()
    const due = await proposed(agency, here, candidate)
    const later = await proposed(recruiter, here, candidate2)
    const at = new Date(Date.now() + 60_000)
    await app.sql('update submission set expires_at = $2 where id = $1', [due, at])
    await unchanged(() => expireSubmissions(new Date(at.getTime() - 1)))
    expect(await expireSubmissions(at)).toEqual({ expired: 1 })
    expect([await statusOf(due), await statusOf(later)]).toEqual(['expired', 'proposed'])
    await unchanged(() => expireSubmissions(at))
    const events = await app.sql(`select stream_id from event where type = 'submission.expired'`)
    expect(events.map(({ stream_id }) => stream_id).toSorted()).toEqual(
      [`job:${here}:staff`, `job:${here}:agency:${world.agency}`, `user:${candidate.id}:self`].toSorted(),
    )
  })

  it('leaves what was answered, and what somebody is answering just now', async () => {
    const { agency, candidate } = world.people
    const answered = await proposed(agency, await job(), candidate)
    await answer(candidate, answered, 'decline')
    const underWay = await proposed(agency, await job(), candidate)
    const client = await database().pool.connect()
    const at = new Date(Date.now() + 15 * 86_400_000)
    await client.query('begin')
    await client.query('select from submission where id = $1 for update', [underWay])
    await expireSubmissions(at)
    expect([await statusOf(answered), await statusOf(underWay)]).toEqual(['declined', 'proposed'])
    await client.query('rollback')
    client.release()
    await expireSubmissions(at)
    expect(await statusOf(underWay)).toBe('expired')
  })

  it('goes through more than one batch', async () => {
    const { agency, candidate } = world.people
    const jobs = await Promise.all(Array.from({ length: 120 }, () => job()))
    for (const id of jobs) await proposed(agency, id, candidate)
    expect(await expireSubmissions(new Date(Date.now() + 15 * 86_400_000))).toEqual({ expired: 120 })
  })
})
