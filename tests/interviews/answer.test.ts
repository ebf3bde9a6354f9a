import { describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { inRoom } from '../support/board-client.ts'
import { until } from '../support/wait.ts'
import { arranging } from './arranging.ts'

describe('the panel answers', () => {
  const app = hirewire()
  const at = arranging(app)
  const answer = (who: { token: string }, id: string, verb: 'accept' | 'decline', body: object = {}) =>
    app.call(who, 'POST', `/interviews/${id}/${verb}`, body)

  it('yes, which staff, client and panel see, and the candidate does not', async () => {
    const { id, candidate } = await at.freshCard()
    const { people } = at
    const made = await at.schedule(id, { panel: [people.interviewer, people.client] })
    expect((await answer(people.interviewer, made.id, 'accept')).body.panel).toContainEqual({
      id: people.interviewer.id,
      name: people.interviewer.name,
      answer: 'accepted',
    })
    expect((await at.ask(people.recruiter, 'GET', `/interviews/${made.id}`)).version).toBe(2)
    expect(await unchanged(() => answer(people.interviewer, made.id, 'accept'))).toMatchObject({
      status: 200,
    })
    const seen = await at.ask(candidate, 'GET', `/interviews/${made.id}`)
    expect(JSON.stringify(seen)).not.toContain('accepted')
    expect(await at.cardRow(id)).toMatchObject({ version: 2, feedback_of: 2 })
  })

  it('no: their time is theirs again, the interview stands, and they are put out of its room', async () => {
    const { id } = await at.freshCard()
    const { people } = at
    const made = await at.schedule(id, { panel: [people.interviewer, people.client] })
    const seat = await inRoom(app.url, people.interviewer, `application:${id}`)
    const declined = await answer(people.interviewer, made.id, 'decline', { reason: 'WHY not' })
    expect(declined.status, JSON.stringify(declined.body)).toBe(200)
    await until('put out', () => seat.closed())
    seat.close()
    expect((await app.call(people.interviewer, 'GET', `/applications/${id}`)).status).toBe(404)
    expect((await app.call(people.interviewer, 'GET', `/interviews/${made.id}`)).status).toBe(404)
    expect(await at.bookingsOf(made.id)).not.toContain(people.interviewer.id)
    expect(await at.cardRow(id)).toMatchObject({ interview_status: 'scheduled', feedback_of: 1 })
    const toStaff = await at.ask(people.recruiter, 'GET', `/interviews/${made.id}`)
    expect(toStaff.panel).toContainEqual({
      id: people.interviewer.id,
      name: people.interviewer.name,
      answer: 'declined',
      reason: 'WHY not',
    })
    const toClient = await at.ask(people.client, 'GET', `/interviews/${made.id}`)
    expect(JSON.stringify(toClient)).not.toContain('WHY not')
    await at.schedule(id, { startsAt: new Date(new Date(made.startsAt).getTime() + 7_200_000).toISOString() })
  })

  it('of those who see it by another way yes again, if they are still free', async () => {
    const { people } = at
    const { id } = await at.freshCard()
    const made = await at.schedule(id, { panel: [people.recruiter2] })
    await at.ask(people.recruiter2, 'POST', `/interviews/${made.id}/decline`)
    expect(await at.cardRow(id)).toMatchObject({ feedback_of: 0, waiting_rule: 'interview-scheduling' })
    const other = await at.freshCard()
    const taken = await at.schedule(other.id, { panel: [people.recruiter2], startsAt: made.startsAt })
    expect(await unchanged(() => answer(people.recruiter2, made.id, 'accept'))).toMatchObject({
      status: 409,
      body: { code: 'slot_taken', detail: 'You are busy then.' },
    })
    await at.ask(people.recruiter, 'POST', `/interviews/${taken.id}/cancel`, { reason: 'Not needed.' })
    await at.ask(people.recruiter2, 'POST', `/interviews/${made.id}/accept`)
    expect(await at.bookingsOf(made.id)).toContain(people.recruiter2.id)
    expect(await at.cardRow(id)).toMatchObject({ feedback_of: 1, waiting_rule: 'feedback' })
  })

  it('only before it begins', async () => {
    const { id } = await at.freshCard()
    const made = await at.schedule(id)
    await app.sql(`update interview set starts_at = now() - interval '1 minute' where id = $1`, [made.id])
    for (const verb of ['accept', 'decline'] as const)
      expect(await unchanged(() => answer(at.people.interviewer, made.id, verb))).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      })
  })

  it('nobody else does, and not with bad input', async () => {
    const { people } = at
    const { id, candidate } = await at.freshCard()
    const made = await at.schedule(id)
    for (const verb of ['accept', 'decline'] as const) {
      const request = { method: 'POST', path: `/interviews/${made.id}/${verb}` } as const
      await expectRefused(app, request, [
        [people.recruiter, 403],
        [people.client, 403],
        [candidate, 403],
        [people.agency, 403],
        [people.admin, 403],
        [null, 401],
      ])
      await expectHidden(app, request, [people.outsideRecruiter, people.otherClient])
      await expectBadInputRefused(app, people.interviewer, request)
    }
    await expectFieldsRefused(
      app,
      people.interviewer,
      { method: 'POST', path: `/interviews/${made.id}/decline` },
      [
        ['/reason', { reason: '' }],
        ['/reason', { reason: 'x'.repeat(2_001) }],
      ],
    )
  })
})
