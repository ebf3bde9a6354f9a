import { describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { arranging } from './arranging.ts'

describe('note how an interview went', () => {
  const app = hirewire()
  const at = arranging(app)
  const begun = async () => {
    const { id, candidate } = await at.freshCard()
    const made = await at.schedule(id)
    await app.sql(
      `update interview set starts_at = now() - interval '1 hour', ends_at = now() - interval '1 minute' where id = $1`,
      [made.id],
    )
    return { application: id, candidate, id: made.id as string }
  }

  it('it took place: feedback is waited for from its end on', async () => {
    const { application, id } = await begun()
    expect(await at.ask(at.people.recruiter, 'POST', `/interviews/${id}/complete`)).toMatchObject({
      status: 'completed',
      version: 2,
    })
    expect(await at.cardRow(application)).toMatchObject({
      interview_status: 'completed',
      feedback_of: 1,
      waiting_rule: 'feedback',
    })
    expect(
      (await unchanged(() => app.call(at.people.client, 'POST', `/interviews/${id}/complete`))).status,
    ).toBe(200)
    expect(
      (await unchanged(() => app.call(at.people.client, 'POST', `/interviews/${id}/no-show`))).status,
    ).toBe(409)
  })

  it('nobody came: another one has to be made', async () => {
    const { application, id } = await begun()
    expect(await at.ask(at.people.client, 'POST', `/interviews/${id}/no-show`)).toMatchObject({
      status: 'no_show',
    })
    expect(await at.cardRow(application)).toMatchObject({
      interview_status: 'no_show',
      feedback_of: 0,
      waiting_rule: 'interview-scheduling',
    })
  })

  it('not before it begins, nor without a time', async () => {
    const { id } = await at.freshCard()
    const made = await at.schedule(id)
    const proposed = await at.schedule(id, { slots: [at.freeTime(), at.freeTime()] })
    for (const interview of [made, proposed])
      for (const verb of ['complete', 'no-show'])
        expect(
          await unchanged(() => app.call(at.people.recruiter, 'POST', `/interviews/${interview.id}/${verb}`)),
        ).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  it('is nobody else’s, and of no bad input', async () => {
    const { people } = at
    const { id, candidate } = await begun()
    for (const verb of ['complete', 'no-show']) {
      const request = { method: 'POST', path: `/interviews/${id}/${verb}` } as const
      await expectRefused(app, request, [
        [candidate, 403],
        [people.interviewer, 403],
        [people.agency, 403],
        [people.unassignedClient, 403],
        [null, 401],
      ])
      await expectHidden(app, request, [people.outsideRecruiter, people.otherClient])
      await expectBadInputRefused(app, people.recruiter, request)
    }
  })
})
