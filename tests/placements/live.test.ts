import { beforeAll, describe, expect, it } from 'vitest'
import type { EventName } from '../../server/events.ts'
import { placementEvents } from '../../server/placements/events.ts'
import { expectAllHeard, follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { day, makePlaced, type Placed } from './placed.ts'

/** A fee and a reason that nothing else in this world has. */
const fee = { amount: 7_654_321, currency: 'EUR' }
const reason = 'MARKER-PLACEMENT'
const salary = { amount: 5_432_198, currency: 'EUR' }

describe('placements, live', () => {
  const app = hirewire({ worker: true })
  let world: Placed
  beforeAll(async () => {
    world = await makePlaced(app)
  })

  it('are heard of by the two companies and the candidate, each in their cut', async () => {
    const { recruiter, client, agency, interviewer } = world.people
    const job = await world.job()
    await world.bind(job, { fee })
    const { id: application, candidate } = await world.application(job, {
      stage: 'offer',
      agency: world.agency,
    })
    const seats = await Promise.all(
      [recruiter, client, candidate, agency].map(person =>
        follow(app.url, person, `application:${application}`),
      ),
    )
    const check = async (step: string) => {
      for (const seat of seats) await seat.check(step)
    }
    const hired = await app.call(client, 'POST', `/applications/${application}/move`, {
      to: 'hired',
      version: 1,
    })
    expect(hired.status, JSON.stringify(hired.body)).toBe(200)
    await check('hired')
    const [row] = await app.sql<{ id: string }>('select id from placement where application_id = $1', [
      application,
    ])
    await app.sql(`update placement set created_at = created_at - interval '9 days'`)
    const steps: [typeof client, object][] = [
      [recruiter, { salary, startsOn: day(3) }],
      [client, { status: 'postponed', startsOn: day(9), reason }],
      [client, { status: 'joined', joinedOn: day(-4) }],
      [recruiter, { status: 'joined', joinedOn: day(-5) }],
      [client, { status: 'left', leftOn: day(), reason }],
    ]
    for (const [index, [person, body]] of steps.entries()) {
      const answer = await world.change(person, row!.id, { ...body, version: index + 1 })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      await check(JSON.stringify(body))
    }
    const { id: other } = await world.hire()
    await world.change(client, other, { status: 'fell_through', reason, version: 1 })
    for (const seat of seats) seat.close()
    await expectAllHeard(app, Object.keys(placementEvents) as EventName[])

    const written = await app.sql<{ stream_id: string; data: object; actor: unknown }>(
      `select stream_id, data, actor from event where type like 'placement.%'`,
    )
    const heard = (pattern: RegExp) =>
      new Set(
        written
          .filter(({ data }) => pattern.test(JSON.stringify(data)))
          .map(({ stream_id }) => stream_id.split(':').at(-1)),
      )
    expect(heard(/./)).toEqual(new Set(['staff', 'client', 'candidate']))
    expect(heard(/7654321/)).toEqual(new Set(['staff']))
    expect(heard(/"owed":\{/)).toEqual(new Set(['staff']))
    expect(heard(/MARKER-PLACEMENT|5432198/)).toEqual(new Set(['staff', 'client']))
    for (const { stream_id, actor } of written) if (stream_id.endsWith(':candidate')) expect(actor).toBeNull()

    // Nobody else finds it by asking either.
    for (const person of [candidate, agency, interviewer])
      for (const path of [`/applications/${application}`, `/applications/${application}/history`])
        expect(JSON.stringify((await app.call(person, 'GET', path)).body)).not.toMatch(
          /7654321|5432198|MARKER-PLACEMENT/,
        )
  })

  it('are told to recruiters, managers and hiring managers, but not to who recorded it', async () => {
    const { recruiter, recruiter2, manager, client, unassignedClient, outsideManager } = world.people
    const { id, version, application, candidate } = await world.joined(2)
    await world.change(recruiter, id, { status: 'left', leftOn: day(), reason, version })
    const linesOf = async (person: typeof client) => {
      const { body } = await app.call(person, 'GET', '/notifications')
      return (body.data as { kind: string; title: string; url: string }[]).filter(
        ({ kind, url }) => /^placement\.(joined|left)$/.test(kind) && url === `/applications/${application}`,
      )
    }
    const told = await until('the manager is told of both', async () => {
      const lines = await linesOf(manager)
      return lines.length === 2 && lines
    })
    // Two jobs tell of them, and either may be worked first.
    const days = String.raw`\d+ \w+ \d{4}$`
    expect(told.map(({ title }) => title).toSorted()).toEqual([
      expect.stringMatching(new RegExp(`^${candidate.name} joined on ${days}`)),
      expect.stringMatching(new RegExp(`^${candidate.name} left: the last day is ${days}`)),
    ])
    await until(
      'the others are told',
      async () => (await linesOf(client)).length && (await linesOf(recruiter)).length,
    )
    expect((await linesOf(client)).map(({ kind }) => kind)).toEqual(['placement.left'])
    expect((await linesOf(recruiter)).map(({ kind }) => kind)).toEqual(['placement.joined'])
    for (const person of [recruiter2, unassignedClient, outsideManager, candidate])
      expect(await linesOf(person), person.role).toEqual([])
  })
})
