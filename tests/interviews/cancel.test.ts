import { describe, expect, it } from 'vitest'
import { inRoom } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { until } from '../support/wait.ts'
import { arranging } from './arranging.ts'

describe('cancel an interview', () => {
  const app = hirewire()
  const at = arranging(app)
  const cancel = (interview: { id: string }, who = at.people.recruiter) =>
    app.call(who, 'POST', `/interviews/${interview.id}/cancel`, { reason: 'REASON for staff' })

  it('gives everybody their time back, says so on the card, and puts out who came for it alone', async () => {
    const { people } = at
    const { id, candidate } = await at.freshCard()
    const made = await at.schedule(id)
    const seat = await inRoom(app.url, people.interviewer, `application:${id}`)
    expect((await cancel(made)).body).toMatchObject({ status: 'cancelled', reason: 'REASON for staff' })
    await until('put out', () => seat.closed())
    seat.close()
    expect(await at.bookingsOf(made.id)).toEqual([])
    expect(await at.cardRow(id)).toMatchObject({
      interview_status: null,
      interview_at: null,
      feedback_of: 0,
      waiting_rule: 'interview-scheduling',
    })
    for (const who of [people.client, candidate]) {
      const seen = await at.ask(who, 'GET', `/interviews/${made.id}`)
      expect(seen.status).toBe('cancelled')
      expect(JSON.stringify(seen)).not.toContain('REASON')
    }
    expect(await unchanged(() => cancel(made))).toMatchObject({ status: 200 })
    const [row] = await app.sql('select sequence from interview where id = $1', [made.id])
    expect(row).toEqual({ sequence: 1 })
  })

  it('leaves the card to the one that stands', async () => {
    const { id } = await at.freshCard()
    const first = await at.schedule(id)
    const second = await at.schedule(id)
    expect(await at.cardRow(id)).toMatchObject({ interview_at: new Date(second.startsAt), feedback_of: 2 })
    await cancel(second)
    expect(await at.cardRow(id)).toMatchObject({ interview_at: new Date(first.startsAt), feedback_of: 1 })
  })

  it('frees the slots of one that was only proposed', async () => {
    const { id } = await at.freshCard()
    const slots = [at.freeTime(), at.freeTime()]
    const made = await at.schedule(id, { slots })
    expect((await cancel(made, at.people.client)).body).toMatchObject({ status: 'cancelled', slots: [] })
    await at.schedule(id, { startsAt: slots[0] })
  })

  it('is too late once it has taken place', async () => {
    const { id } = await at.freshCard()
    const made = await at.schedule(id)
    await app.sql(`update interview set status = 'completed' where id = $1`, [made.id])
    expect(await unchanged(() => cancel(made))).toMatchObject({
      status: 409,
      body: { detail: 'This interview has taken place.' },
    })
  })

  it('is nobody else’s, and of no bad input', async () => {
    const { people } = at
    const { id, candidate } = await at.freshCard()
    const made = await at.schedule(id)
    const request = {
      method: 'POST',
      path: `/interviews/${made.id}/cancel`,
      body: { reason: 'So.' },
    } as const
    await expectRefused(app, request, [
      [candidate, 403],
      [people.interviewer, 403],
      [people.agency, 403],
      [people.unassignedClient, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [people.outsideRecruiter, people.otherClient])
    await expectBadInputRefused(app, people.recruiter, request)
    await expectFieldsRefused(app, people.recruiter, request, [['/reason', { reason: undefined }]])
  })
})
