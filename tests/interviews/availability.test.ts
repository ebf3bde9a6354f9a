import { describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeJob } from '../support/world.ts'
import { ahead, arranging } from './arranging.ts'

describe('when a candidate can', () => {
  const app = hirewire()
  const at = arranging(app)
  const window = (days: number, from: number, to: number) => ({
    startsAt: ahead(days, from),
    endsAt: ahead(days, to),
  })
  const say = (who: { token: string }, windows: object[]) =>
    app.call(who, 'PUT', '/me/availability', { windows })

  it('is theirs to say: sorted, what overlaps or touches as one, in the place of what was said before', async () => {
    const { candidate } = await at.freshCard()
    expect((await app.call(candidate, 'GET', '/me/availability')).body).toEqual({ windows: [] })
    const said = await say(candidate, [window(5, 0, 2), window(3, 1, 4), window(3, 0, 2), window(3, 4, 5)])
    expect(said.body).toEqual({ windows: [window(3, 0, 5), window(5, 0, 2)] })
    expect((await app.call(candidate, 'GET', '/me/availability')).body).toEqual(said.body)
    expect((await say(candidate, [])).body).toEqual({ windows: [] })
  })

  it('is shown to the staff without what is taken, of which nobody learns what it is', async () => {
    const { people, world } = at
    const { candidate, id } = await at.freshCard()
    await say(candidate, [window(40, 0, 8)])
    const company = world.otherStaffing
    const job = await makeJob({ company, staffing: company, by: people.outsideManager })
    const elsewhere = await makeApplication(job, candidate, { stage: 'interview' })
    await at.schedule(elsewhere, {
      by: people.outsideRecruiter,
      panel: [people.outsideManager],
      startsAt: ahead(40, 2),
      title: 'ELSEWHERE',
    })
    const other = await at.freshCard()
    await at.schedule(other.id, { panel: [people.client], startsAt: ahead(40, 5) })
    const free = (query = '') => app.call(people.recruiter, 'GET', `/applications/${id}/availability${query}`)
    const plain = await free()
    expect(plain.body.windows).toEqual([window(40, 0, 2), window(40, 3, 8)])
    expect(plain.body).not.toHaveProperty('free')
    expect(JSON.stringify(plain.body)).not.toContain('ELSEWHERE')
    expect(plain.body.panel.map((person: { id: string }) => person.id)).toEqual(
      expect.arrayContaining([
        people.interviewer.id,
        people.client.id,
        people.recruiter.id,
        people.manager.id,
      ]),
    )
    expect(JSON.stringify(plain.body.panel)).not.toMatch(/@|outside/)
    const named = `?panel=${people.interviewer.id},${people.client.id}`
    expect((await free(named)).body.free).toEqual([window(40, 0, 2), window(40, 3, 5), window(40, 6, 8)])
    expect((await free(`${named}&minutes=121`)).body.free).toEqual([])
    for (const wrong of [`?panel=${candidate.id}`, '?panel=x', '?minutes=0', '?who=me'])
      expect((await free(wrong)).status, wrong).toBe(400)
    const [first] = (await free(`?panel=${candidate.id}`)).body.errors
    expect(first).toMatchObject({ pointer: '/query/panel/0' })
  })

  it('is nobody else’s to say or to read, and takes no bad input', async () => {
    const { people } = at
    const { candidate, id } = await at.freshCard()
    const put = { method: 'PUT', path: '/me/availability', body: { windows: [window(3, 0, 2)] } } as const
    for (const request of [put, { method: 'GET', path: '/me/availability' } as const])
      await expectRefused(app, request, [
        [people.recruiter, 403],
        [people.interviewer, 403],
        [people.agency, 403],
        [null, 401],
      ])
    const read = { method: 'GET', path: `/applications/${id}/availability` } as const
    await expectRefused(app, read, [
      [candidate, 403],
      [people.client, 403],
      [people.interviewer, 403],
      [people.agency, 403],
      [null, 401],
    ])
    await expectHidden(app, read, [people.outsideRecruiter, people.outsideManager])
    await expectBadInputRefused(app, candidate, put)
    await expectFieldsRefused(app, candidate, put, [
      ['/windows', { windows: Array.from({ length: 61 }, (_, index) => window(index + 2, 0, 1)) }],
      ['/windows/0/startsAt', { windows: [{ startsAt: ahead(-1), endsAt: ahead(1) }] }],
      ['/windows/0/endsAt', { windows: [window(3, 2, 2)] }],
      ['/windows/0/endsAt', { windows: [{ startsAt: ahead(1) }] }],
    ])
    expect((await unchanged(() => say(candidate, [window(3, 2, 1)]))).status).toBe(400)
  })
})
