import { beforeAll, describe, expect, it } from 'vitest'
import { inRoom } from '../support/board-client.ts'
import { signedIn } from '../support/people.ts'
import { post, twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

const rounds = process.env.FAULTS === 'full' ? 500 : 4

describe('who may not any more', { timeout: 300_000 }, () => {
  const nodes = twoNodes()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const room = () => `job:${world.job}`
  const move = (id: string, to: string, version: number, by = nodes.a) =>
    post(by.url, world.people.recruiter.token, `/applications/${id}/move`, { to, version, reason: 'So.' })

  const ways: Record<string, (id: string, sessionId: string) => Promise<unknown>> = {
    'whose session ended': (_id, sessionId) => nodes.sql('delete from session where id = $1', [sessionId]),
    'who was deactivated': id => nodes.sql('update users set deactivated_at = now() where id = $1', [id]),
    'whose role changed': id => nodes.sql(`update users set role = 'interviewer' where id = $1`, [id]),
    'who changed company': id =>
      nodes.sql('update users set company_id = $2 where id = $1', [id, world.otherStaffing]),
  }

  for (const [who, revoke] of Object.entries(ways))
    it(`gets nothing that was written after it: somebody ${who}`, async () => {
      const witness = await inRoom(nodes.b.url, world.people.manager, room())
      for (let round = 0; round < rounds; round++) {
        const id = await makeApplication(world.job, await signedIn('candidate'))
        const person = await signedIn('recruiter', world.staffing)
        const seat = await inRoom(nodes.b.url, person, room())
        await revoke(person.id, person.sessionId)
        // On its own node the event is sent at once, on the other the check of heads finds it.
        expect((await move(id, 'screening', 1, round % 2 ? nodes.a : nodes.b))?.status).toBe(200)
        await until('the witness has it', () =>
          witness.events.some(({ data }) => (data.card as { id: string }).id === id),
        )
        await until('the seat is put out', () => seat.client.status() === 'ended')
        expect(seat.events.filter(({ data }) => (data.card as { id: string }).id === id)).toEqual([])
        seat.close()
      }
      witness.close()
    })

  it('an agency that lost the job is put out of its room, and hears nothing of it again', async () => {
    const id = await makeApplication(world.job, await signedIn('candidate'), { agency: world.agency })
    const seat = await inRoom(nodes.b.url, world.people.agency, room())
    const put = await fetch(`${nodes.a.url}/api/jobs/${world.job}/assignments`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${world.people.manager.token}` },
      body: JSON.stringify({
        recruiters: [world.people.recruiter.id],
        hiringManagers: [world.people.client.id],
        agencies: [],
      }),
    })
    expect(put.status).toBe(200)
    const before = seat.events.length
    await move(id, 'screening', 1)
    await until('the room is closed to it', () => seat.closed())
    expect(seat.events.slice(before).filter(({ type }) => type === 'application.moved')).toEqual([])
    seat.close()
  })
})
