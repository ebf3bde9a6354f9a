import { expect, it } from 'vitest'
import type { TimelineState } from '../../realtime/apply.ts'
import { connectHirewire } from '../../realtime/client.ts'
import { freshly, inRoom } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

const app = hirewire()

/** Nothing was written for them meanwhile, so what they hold and what comes next do not join. */
it('gives a snapshot to those who were put out of a room and may enter it again, however little was written since', async () => {
  const { people, job } = await makeWorld()
  const { recruiter, client, candidate } = people
  const id = await makeApplication(job, candidate, { stage: 'screening', shortlist: 'proposed' })
  const room = `application:${id}`
  const act = async (person: typeof recruiter, path: string, body: object = {}) => {
    const answer = await app.call(person, 'POST', `/applications/${id}/${path}`, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }
  const seat = await inRoom<TimelineState>(app.url, client, room)
  const held = seat.room.position()!
  await act(candidate, 'withdraw')
  await act(candidate, 'reopen')
  await until('the client is put out', seat.closed)
  seat.close()
  await act(recruiter, 'change-stage', { stage: 'screening' })
  await act(recruiter, 'shortlist')

  const { state } = await freshly<TimelineState>(app.url, client, room)
  const back = connectHirewire({ url: app.url, token: client.token })
  let snapshots = 0
  const joined = back.join<TimelineState>(
    room,
    { onState: (_state, envelope) => void (snapshots += envelope ? 0 : 1) },
    held,
  )
  await until('the client has caught up', () => joined.position()!.seq > held.seq)
  expect(snapshots).toBe(1)
  expect(joined.state()).toEqual(state)
  back.close()
})
