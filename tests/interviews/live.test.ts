import { describe, expect, it } from 'vitest'
import type { EventName } from '../../server/events.ts'
import { interviewEvents } from '../../server/interviews/events.ts'
import { expectAllHeard, follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import { ahead, arranging } from './arranging.ts'

describe('apply(snapshot, events) == later snapshot', () => {
  const app = hirewire()
  const at = arranging(app)

  it('for every event of an interview and every audience', { timeout: 120_000 }, async () => {
    const { people } = at
    const { recruiter, recruiter2, client, interviewer } = people
    const { id, candidate } = await at.freshCard()
    await app.sql(`update application set agency_company_id = $2, source = 'agency' where id = $1`, [
      id,
      at.world.agency,
    ])
    const room = `application:${id}`
    const board = `job:${at.world.job}`
    // One that stands all the while, so that the interviewer has a place in the room
    const standing = await at.schedule(id, { panel: [interviewer, recruiter2], note: 'NOTE' })
    const seats = await Promise.all([
      follow(app.url, recruiter, board),
      follow(app.url, client, board),
      follow(app.url, people.agency, board),
      follow(app.url, recruiter, room),
      follow(app.url, client, room),
      follow(app.url, interviewer, room),
      follow(app.url, candidate, room),
      follow(app.url, people.agency, room),
    ])
    const step = async (name: string, act: () => Promise<unknown>) => {
      await act()
      for (const seat of seats) await seat.check(name)
    }
    const on = (interview: { id: string }, verb: string, by = recruiter, body: object = {}) =>
      at.ask(by, 'POST', `/interviews/${interview.id}/${verb}`, body)
    const edit = async (interview: { id: string }, body: object) => {
      const [row] = await app.sql<{ version: number }>('select version from interview where id = $1', [
        interview.id,
      ])
      return at.ask(recruiter, 'PATCH', `/interviews/${interview.id}`, { version: row!.version, ...body })
    }

    let proposed: { id: string; slots: { id: string }[] }
    await step('proposed', async () => {
      proposed = await at.schedule(id, {
        panel: [client, interviewer],
        slots: [at.freeTime(), at.freeTime()],
        note: 'NOTE',
      })
    })
    await step('accepted', () => on(proposed, 'accept', client))
    await step('chosen', () => on(proposed, 'choose', candidate, { slotId: proposed.slots[1]!.id }))
    await step('moved', () => edit(proposed, { startsAt: at.freeTime() }))
    await step('another place', () => edit(proposed, { location: 'Room 4', title: 'Second conversation' }))
    await step('another note', () => edit(proposed, { note: 'NOTE 2' }))
    await step('another panel', () => edit(proposed, { panel: [client.id, recruiter2.id] }))
    const { manager } = people
    await step('a larger panel', () => edit(proposed, { panel: [client.id, recruiter2.id, manager.id] }))
    await step('declined', () => on(proposed, 'decline', recruiter2, { reason: 'WHY' }))
    await step('accepted after all', () => on(proposed, 'accept', recruiter2))
    await step('a panelist renamed', () => at.ask(recruiter2, 'PATCH', '/me', { name: 'Rob Renamed' }))
    await step('the candidate renamed', () => at.ask(candidate, 'PATCH', '/me', { name: 'Cara Renamed' }))
    await step('cancelled', () => on(proposed, 'cancel', client, { reason: 'WHY' }))
    const begun = (interview: { id: string }) =>
      app.sql(
        `update interview set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' where id = $1`,
        [interview.id],
      )
    let missed: { id: string }
    await step('scheduled', async () => {
      missed = await at.schedule(id, { startsAt: ahead(90) })
    })
    await begun(missed!)
    await step('missed', () => on(missed, 'no-show'))
    await begun(standing)
    await step('completed', () => on(standing, 'complete', client))
    for (const seat of seats) seat.close()
  })

  it('and every one of them is what its documentation says, to every audience it names', async () => {
    await expectAllHeard(app, Object.keys(interviewEvents) as EventName[])
  })

  it('and what is not for an audience is in none of its events', async () => {
    const rows = await app.sql<{ stream_id: string; data: string }>(
      `select stream_id, data::text from event where type like 'interview.%'`,
    )
    const of = (audience: string) =>
      rows
        .filter(row => row.stream_id.endsWith(audience))
        .map(({ data }) => data)
        .join('\n')
    expect(of(':staff')).toMatch(/NOTE[^]*WHY/)
    expect(of(':interviewer')).toContain('NOTE')
    expect(of(':interviewer')).not.toContain('WHY')
    for (const audience of [':client', ':candidate']) expect(of(audience)).not.toMatch(/NOTE|WHY/)
    expect(of(':candidate')).not.toMatch(/accepted|declined|invited/)
    expect(of(`agency:${at.world.agency}`)).toBe('')
  })
})
