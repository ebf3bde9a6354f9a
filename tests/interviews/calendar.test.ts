import { describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { arranging } from './arranging.ts'

const unfold = (text: string) => text.replace(/\r\n /g, '')

describe('calendars', () => {
  const app = hirewire()
  const at = arranging(app)
  const file = async (who: { token: string }, id: string) => {
    const answer = await app.call<string>(who, 'GET', `/interviews/${id}.ics`)
    return { ...answer, text: typeof answer.body === 'string' ? unfold(answer.body) : '' }
  }

  it('have one interview as a file, cut for its reader', async () => {
    const { people } = at
    const { id, candidate } = await at.freshCard()
    const made = await at.schedule(id, {
      panel: [people.interviewer, people.client],
      title: 'Bread; butter, and\njam',
      note: 'NOTE',
      location: 'Room 4',
    })
    await at.ask(people.interviewer, 'POST', `/interviews/${made.id}/accept`)
    const [staff, panel, client, own] = await Promise.all(
      [people.recruiter, people.interviewer, people.client, candidate].map(who => file(who, made.id)),
    )
    expect(panel!.headers.get('content-type')).toMatch(/^text\/calendar/)
    expect(panel!.headers.get('cache-control')).toBe('no-store')
    expect(panel!.text).toContain('PARTSTAT=ACCEPTED')
    expect(client!.text).toContain('PARTSTAT=NEEDS-ACTION')
    expect(staff!.text).not.toContain('ATTENDEE')
    for (const { text } of [staff!, panel!, client!]) expect(text).toContain('NOTE')
    expect(own!.text).not.toContain('NOTE')
    expect(own!.text).toContain('SUMMARY:Bread\\; butter\\, and')
    expect(own!.text).toContain('LOCATION:Room 4')
    for (const { text } of [staff!, panel!, client!, own!])
      expect(text.match(/mailto:/gi)).toHaveLength(text.includes('ATTENDEE') ? 2 : 1)
    await at.ask(people.recruiter, 'POST', `/interviews/${made.id}/cancel`, { reason: 'WHY' })
    const off = await file(candidate, made.id)
    expect(off.text).toMatch(/METHOD:CANCEL[^]*STATUS:CANCELLED/)
    expect(off.text).not.toContain('WHY')
  })

  it('have nothing of what has no time, or of others', async () => {
    const { people } = at
    const { id } = await at.freshCard()
    const made = await at.schedule(id, { slots: [at.freeTime(), at.freeTime()] })
    expect((await file(people.recruiter, made.id)).status).toBe(409)
    const request = { method: 'GET', path: `/interviews/${made.id}.ics` } as const
    await expectRefused(app, request, [
      [people.agency, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [people.candidate2, people.outsideRecruiter, people.otherClient])
  })
})
