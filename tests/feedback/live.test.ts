import { beforeAll, describe, expect, it } from 'vitest'
import { feedbackEvents } from '../../server/feedback/events.ts'
import type { EventName } from '../../server/events.ts'
import { expectAllHeard, follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { makeApplication, makeInterview, makeWorld } from '../support/world.ts'

const marker = 'MARKER-9f27'

describe('feedback in the rooms', () => {
  const app = hirewire({ worker: true })
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
    await app.sql(`update job_posting set scorecard = '{Craft}' where id = $1`, [world.job])
  })

  it('is heard of by those who judge, in counts alone: what it says is on no wire of a room', async () => {
    const { people, job } = world
    const candidate = await app.person('candidate')
    const application = await makeApplication(job, candidate, { stage: 'interview', agency: world.agency })
    const startsAt = new Date(Date.now() - 3_600_000)
    const panel = [people.interviewer, people.client]
    const interview = await makeInterview(application, { panel, by: people.recruiter, startsAt })
    const [board, room] = [`job:${job}`, `application:${application}`]
    const judges = await Promise.all([
      follow(app.url, people.recruiter, board),
      follow(app.url, people.client, board),
      follow(app.url, people.recruiter, room),
      follow(app.url, people.client, room),
      follow(app.url, people.interviewer, room),
    ])
    const others = await Promise.all([
      follow(app.url, people.agency, board),
      follow(app.url, people.agency, room),
      follow(app.url, candidate, room),
    ])
    const give = async (person: Person, more: object = {}) => {
      const body = {
        overall: 'yes',
        remark: marker,
        scores: [{ criterion: 'Craft', score: 4, remark: marker }],
        ...more,
      }
      const answer = await app.call(person, 'PUT', `/interviews/${interview}/feedback`, body)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      for (const seat of [...judges, ...others]) await seat.check('feedback')
    }
    const heard = () => judges.map(({ seat }) => seat.events.map(({ type }) => type))

    await give(people.interviewer)
    expect(heard()).toEqual(judges.map(() => ['feedback.given']))
    await give(people.client, { overall: 'strong_no' })
    // The card says the same as before: boards need not hear of it
    await give(people.client, { overall: 'no', version: 1 })
    const given = ['feedback.given', 'feedback.given']
    const changed = [...given, 'feedback.changed']
    expect(heard()).toEqual([given, given, changed, changed, changed])
    await give(people.client, { version: 2 })
    expect(judges[0].seat.events.at(-1)).toMatchObject({
      type: 'feedback.changed',
      actor: { id: people.client.id },
      data: { card: { feedback: { given: 2, of: 2, yes: 2 } } },
    })
    expect(judges[4].seat.events.at(-1)).toMatchObject({ type: 'feedback.changed', actor: null })
    expect(others.flatMap(({ seat }) => seat.events)).toEqual([])

    const rows = await app.sql<{ text: string }>('select data::text as text from event')
    const jobs = await app.sql<{ text: string }>('select data::text as text from pgboss.job')
    expect([...rows, ...jobs].filter(({ text }) => text?.includes(marker))).toEqual([])
    for (const seat of [...judges, ...others]) seat.close()
    await expectAllHeard(app, Object.keys(feedbackEvents) as EventName[])
  })
})
