import { beforeAll, describe, expect, it } from 'vitest'
import type { BoardState, PersonState } from '../../realtime/apply.ts'
import { submissionEvents } from '../../server/submissions/events.ts'
import { expireSubmissions } from '../../server/submissions/expire.ts'
import type { EventName } from '../../server/events.ts'
import { expectAllHeard, follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeWorld } from '../support/world.ts'
import { puttingForward, secretNote } from './put-forward.ts'

describe('submissions in the rooms', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { job, proposed, answer } = puttingForward(app, () => world)

  it('are told as they are made and answered, to each as a newcomer would see them', async () => {
    const { recruiter, agency, otherAgency, client, candidate, candidate2, manager } = world.people
    const here = await job()
    const board = `job:${here}`
    const seats = {
      staff: await follow(app.url, recruiter, board),
      agency: await follow(app.url, agency, board),
      otherAgency: await follow(app.url, otherAgency, board),
      client: await follow(app.url, client, board),
      candidate: await follow(app.url, candidate, `user:${candidate.id}`),
      candidate2: await follow(app.url, candidate2, `user:${candidate2.id}`),
    }
    const counts = () =>
      Object.values(seats).map(({ seat }) => (seat.state() as BoardState | PersonState).submissions.length)
    const step = async <Result>(name: string, act: () => Promise<Result>) => {
      const result = await act()
      for (const seat of Object.values(seats)) await seat.check(name)
      return result
    }

    const first = await step('an agency put one forward', () => proposed(agency, here, candidate))
    expect(counts()).toEqual([1, 1, 0, 0, 1, 0])
    const second = await step('staff put another forward', () => proposed(recruiter, here, candidate2))
    expect(counts()).toEqual([2, 1, 0, 0, 1, 1])
    await step('the other agency too', () => proposed(otherAgency, here, candidate2))
    expect(counts()).toEqual([3, 1, 1, 0, 1, 2])
    await step('a candidate was renamed', () => app.call(candidate, 'PATCH', '/me', { name: 'Cara Renamed' }))
    await step('a profile was written', () =>
      app.call(candidate, 'PUT', '/me/profile', { headline: 'Welder', skills: ['steel'] }),
    )
    await step('the job was retitled', async () => {
      const [{ version } = { version: 0 }] = await app.sql('select version from job_posting where id = $1', [
        here,
      ])
      await app.call(manager, 'PATCH', `/jobs/${here}`, { title: 'Master welder', version })
    })
    await step('accepted', () => answer(candidate, first, 'accept'))
    await step('declined', () => answer(candidate2, second, 'decline', { reason: 'Too far.' }))
    expect(counts()).toEqual([1, 0, 1, 0, 0, 1])
    const other = await step('by the agency', () => proposed(agency, here, candidate2))
    await step('declined again', () => answer(candidate2, other, 'decline'))
    const third = await step('put forward again', () => proposed(recruiter, here, candidate2))
    await step('taken back', () => answer(recruiter, third, 'withdraw'))
    await step('expired', () => expireSubmissions(new Date(Date.now() + 15 * 86_400_000)))
    expect(counts()).toEqual([0, 0, 0, 0, 0, 0])

    const cards = (state: BoardState) => state.columns.flatMap(column => column.cards.map(card => card.stage))
    expect(cards(seats.staff.seat.state() as BoardState)).toEqual(['applied'])
    expect(cards(seats.agency.seat.state() as BoardState)).toEqual(['received'])
    expect(cards(seats.otherAgency.seat.state() as BoardState)).toEqual([])
    expect(cards(seats.client.seat.state() as BoardState)).toEqual([])

    // Only those who put forward read notes; a candidate who has not agreed is to an agency what it typed.
    for (const audience of ['client', 'candidate', 'candidate2', 'otherAgency'] as const) {
      const heard = JSON.stringify([seats[audience].seat.events, seats[audience].seat.snapshots])
      if (audience !== 'otherAgency') expect(heard, audience).not.toContain(secretNote)
      if (audience !== 'candidate') expect(heard, audience).not.toContain(candidate.email)
      if (audience === 'otherAgency') expect(heard).not.toContain(candidate2.id)
    }
    expect(seats.client.seat.events.filter(({ type }) => type.startsWith('submission.'))).toEqual([])
    for (const seat of Object.values(seats)) seat.close()
  })

  it('are shown as they are on the page of the board, and follow an agency off the job', async () => {
    const { recruiter, agency, client, manager, candidate } = world.people
    const here = await job()
    const id = await proposed(agency, here, candidate)
    const open = async (person: typeof agency) =>
      ((await app.call(person, 'GET', `/jobs/${here}/board`)).body.submissions as { id: string }[]).map(
        submission => submission.id,
      )
    expect([await open(recruiter), await open(agency), await open(client)]).toEqual([[id], [id], []])
    const tie = { recruiters: [recruiter.id], hiringManagers: [], agencies: [] }
    await app.call(manager, 'PUT', `/jobs/${here}/assignments`, tie)
    expect((await app.call(agency, 'GET', `/jobs/${here}/board`)).status).toBe(404)
    // What it put forward stays its own to see, and to take back.
    expect((await answer(agency, id, 'withdraw')).status).toBe(200)
  })

  it('and every event is what its documentation says, to every audience it names', async () => {
    await expectAllHeard(app, Object.keys(submissionEvents) as EventName[])
  })
})
