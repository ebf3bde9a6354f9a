import { beforeAll, describe, expect, it } from 'vitest'
import type { BoardState, PersonState } from '../../realtime/apply.ts'
import { follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectFieldsRefused, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

describe('a candidate’s own profile', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const profile = { headline: 'Welder', location: 'Linz', skills: ['TIG', 'MAG'], experienceYears: 12 }
  const put = (body: object, person = world.people.candidate) => app.call(person, 'PUT', '/me/profile', body)

  it('is replaced as a whole, and stands in what one reads of oneself', async () => {
    const { candidate } = world.people
    const empty = { headline: null, location: null, skills: [], experienceYears: null }
    expect((await app.call(candidate, 'GET', '/me/profile')).body).toEqual(empty)
    expect((await put(profile)).body).toEqual(profile)
    expect((await unchanged(() => put(profile))).body).toEqual(profile)
    expect((await app.call(candidate, 'GET', '/me')).body.profile).toEqual(profile)
    expect((await put({ headline: 'Baker' })).body).toEqual({ ...empty, headline: 'Baker' })
    expect((await put({})).body).toEqual(empty)
  })

  it('is on every card that shows it, at once', async () => {
    const { candidate2, client, recruiter } = world.people
    const id = await makeApplication(world.job, candidate2, { stage: 'interview' })
    const seats = await Promise.all([
      follow(app.url, client, `job:${world.job}`),
      follow(app.url, recruiter, `application:${id}`),
      follow(app.url, candidate2, `user:${candidate2.id}`),
    ])
    await put(profile, candidate2)
    for (const seat of seats) await seat.check('the profile was written')
    const [card] = (seats[0].seat.state() as BoardState).columns.flatMap(({ cards }) => cards)
    expect(card!.candidate.skills).toEqual(profile.skills)
    expect((seats[2].seat.state() as PersonState).user.profile).toEqual(profile)
    for (const seat of seats) seat.close()
  })

  it('is a candidate’s alone, and holds what it can', async () => {
    const { recruiter, client, agency, interviewer, candidate } = world.people
    for (const method of ['GET', 'PUT'] as const)
      await expectRefused(app, { method, path: '/me/profile', ...(method === 'PUT' && { body: profile }) }, [
        [recruiter, 403],
        [client, 403],
        [agency, 403],
        [interviewer, 403],
        [null, 401],
      ])
    const request = { method: 'PUT', path: '/me/profile', body: profile } as const
    await expectBadInputRefused(app, candidate, request)
    await expectFieldsRefused(app, candidate, request, [
      ['/headline', { headline: '' }],
      ['/headline', { headline: 'x'.repeat(201) }],
      ['/location', { location: 7 }],
      ['/skills', { skills: ['go', 'Go'] }],
      ['/skills/0', { skills: [''] }],
      ['/skills', { skills: Array.from({ length: 51 }, (_, n) => `skill ${n}`) }],
      ['/experienceYears', { experienceYears: -1 }],
      ['/experienceYears', { experienceYears: 1.5 }],
      ['/experienceYears', { experienceYears: 81 }],
      ['/email', { email: 'a@b.example' }],
    ])
  })
})
