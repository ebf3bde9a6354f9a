import { describe, expect, it } from 'vitest'
import { cancelInterviewsOf } from '../../server/interviews/cancel-interviews.ts'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { arranging } from './arranging.ts'

describe('an application that is not in the running any more', () => {
  const app = hirewire({ worker: true })
  const at = arranging(app)
  const standing = async () => {
    const { id, candidate } = await at.freshCard()
    const past = await at.schedule(id)
    await app.sql(
      `update interview set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' where id = $1`,
      [past.id],
    )
    const ahead = await at.schedule(id)
    const proposed = await at.schedule(id, { slots: [at.freeTime(), at.freeTime()] })
    return { id, candidate, past, ahead, proposed }
  }
  const statusesOf = (id: string) =>
    app.sql<{ status: string; reason: string | null }>(
      'select status, reason from interview where application_id = $1 order by id',
      [id],
    )
  /** Done once more it changes nothing. */
  const again = async (id: string) => {
    const rows = () =>
      app.sql('select id, version from interview where application_id = $1 order by id', [id])
    const before = await rows()
    await cancelInterviewsOf({ applicationId: id })
    expect(await rows()).toEqual(before)
  }
  const version = async (id: string) => (await at.cardRow(id)).version

  const ends: Record<string, (card: { id: string; candidate: { token: string } }) => Promise<unknown>> = {
    rejected: async ({ id }) =>
      at.ask(at.people.recruiter, 'POST', `/applications/${id}/reject`, { reason: 'Not this time.' }),
    withdrawn: ({ id, candidate }) => app.call(candidate, 'POST', `/applications/${id}/withdraw`),
    'withdrawn, and taken up again at once': async ({ id, candidate }) => {
      await app.call(candidate, 'POST', `/applications/${id}/withdraw`)
      await app.call(candidate, 'POST', `/applications/${id}/reopen`)
    },
    hired: async ({ id }) => {
      for (const to of ['offer', 'hired'])
        await at.ask(at.people.recruiter, 'POST', `/applications/${id}/move`, {
          to,
          version: await version(id),
        })
    },
  }
  for (const [how, end] of Object.entries(ends))
    it(`${how}: what lies ahead is cancelled, and the time of all is theirs again`, async () => {
      const card = await standing()
      await end(card)
      const rows = await until('cancelled', async () => {
        const all = await statusesOf(card.id)
        return all.filter(({ status }) => status === 'cancelled').length === 2 && all
      })
      expect(rows[0]).toMatchObject({ status: 'scheduled', reason: null })
      expect(rows[1]!.reason).toMatch(/^The candidate /)
      expect(await at.bookingsOf(card.ahead.id)).toEqual([])
      expect(await at.bookingsOf(card.proposed.id)).toEqual([])
      expect(await at.cardRow(card.id)).toMatchObject({ interview_status: 'scheduled', waiting_rule: null })
      await again(card.id)
      const [event] = await app.sql(
        `select actor from event where stream_id = $1 and type = 'interview.cancelled' limit 1`,
        [`application:${card.id}:staff`],
      )
      expect(event).toEqual({ actor: null })
    })

  it('an offer is no end: the interview stands', async () => {
    const card = await standing()
    await at.ask(at.people.recruiter, 'POST', `/applications/${card.id}/move`, {
      to: 'offer',
      version: await version(card.id),
    })
    await again(card.id)
    expect((await statusesOf(card.id)).map(({ status }) => status)).toEqual([
      'scheduled',
      'scheduled',
      'proposed',
    ])
  })
})
