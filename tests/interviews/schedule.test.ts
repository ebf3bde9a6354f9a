import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication } from '../support/world.ts'
import { ahead, arranging } from './arranging.ts'

describe('make an interview', () => {
  const app = hirewire()
  const at = arranging(app)
  let path: string
  let card: string
  beforeAll(async () => {
    card = await at.card()
    path = `/applications/${card}/interviews`
  })
  const make = (body: object, who = at.people.recruiter) => app.call(who, 'POST', path, body)

  it('at a fixed time books the panel and the candidate, and says so on the card', async () => {
    const { people } = at
    const startsAt = at.freeTime()
    const made = await at.schedule(card, {
      panel: [people.interviewer, people.client],
      startsAt,
      location: 'Room 4',
      videoUrl: 'https://meet.example/1',
      note: 'NOTE for the panel',
    })
    expect(made).toMatchObject({
      status: 'scheduled',
      startsAt,
      minutes: 60,
      zone: 'Europe/Berlin',
      note: 'NOTE for the panel',
      location: 'Room 4',
      slots: [],
      version: 1,
    })
    expect(made.panel).toHaveLength(2)
    expect(await at.bookingsOf(made.id)).toEqual(
      [people.interviewer.id, people.client.id, people.candidate.id].toSorted(),
    )
    expect(await at.cardRow(card)).toMatchObject({
      interview_status: 'scheduled',
      interview_at: new Date(startsAt),
      feedback_of: 2,
      waiting_rule: 'feedback',
      waiting_since: new Date(new Date(startsAt).getTime() + 3_600_000),
      version: 2,
    })
  })

  it('with slots books the panel for each of them, and waits for the candidate', async () => {
    const { id } = await at.freshCard()
    const slots = [at.freeTime(), at.freeTime()]
    const made = await at.schedule(id, { slots })
    expect(made).toMatchObject({
      status: 'proposed',
      startsAt: null,
      slots: slots.map(startsAt => ({ startsAt })),
    })
    expect(await at.bookingsOf(made.id)).toEqual([at.people.interviewer.id, at.people.interviewer.id])
    expect(await at.cardRow(id)).toMatchObject({
      interview_status: 'proposed',
      waiting_rule: 'interview-choice',
    })
  })

  it('takes a time as a clock shows it, and names what is not or twice on that clock', async () => {
    const { id } = await at.freshCard()
    const year = new Date().getUTCFullYear() + 1
    const lastSunday = (month: number) => {
      const day = new Date(Date.UTC(year, month, 0))
      day.setUTCDate(day.getUTCDate() - day.getUTCDay())
      return day.toISOString().slice(0, 10)
    }
    const [spring, autumn] = [lastSunday(3), lastSunday(10)]
    const local = (time: object) =>
      app.call(at.people.recruiter, 'POST', `/applications/${id}/interviews`, {
        ...at.details(),
        startsAt: { zone: 'Europe/Berlin', ...time },
      })
    const gap = await unchanged(() => local({ local: `${spring}T02:30` }))
    expect(gap).toMatchObject({ status: 400, body: { errors: [{ pointer: '/startsAt' }] } })
    expect(gap.body.detail).toContain(`does not exist in Europe/Berlin on ${spring}`)
    expect(gap.body.detail).toContain(`${spring}T01:30+01:00 or ${spring}T03:30+02:00`)
    const twice = await unchanged(() => local({ local: `${autumn}T02:30` }))
    expect(twice.body.detail).toContain(`${autumn}T02:30+02:00 or ${autumn}T02:30+01:00`)
    expect((await local({ local: `${autumn}T02:30`, which: 'later' })).body).toMatchObject({
      startsAt: `${autumn}T01:30:00.000Z`,
    })
    expect((await local({ local: `${autumn}T14:00` })).body).toMatchObject({
      startsAt: `${autumn}T13:00:00.000Z`,
    })
  })

  it('lets the assigned client do it as well', async () => {
    const { id } = await at.freshCard()
    const made = await at.schedule(id, { by: at.people.client, panel: [at.people.client] })
    expect(made.panel).toEqual([{ id: at.people.client.id, name: 'Clara Client', answer: 'invited' }])
  })

  it('tells whom it concerns that somebody is busy, and never with what', async () => {
    const { people } = at
    const startsAt = at.freeTime()
    await at.schedule(card, { startsAt, title: 'SECRET with another' })
    const { id } = await at.freshCard()
    const other = `/applications/${id}/interviews`
    const clash = (who = people.recruiter, more: object = {}) =>
      app.call(who, 'POST', other, { ...at.details(), startsAt, ...more })
    const toStaff = await unchanged(() => clash())
    expect(toStaff).toMatchObject({
      status: 409,
      body: {
        code: 'slot_taken',
        errors: [{ pointer: '/startsAt', code: 'busy', detail: `${people.interviewer.name} is busy then.` }],
      },
    })
    const toClient = await unchanged(() => clash(people.client))
    expect(toClient.body.detail).toBe('One of the panel is busy then.')
    for (const { body } of [toStaff, toClient]) expect(JSON.stringify(body)).not.toContain('SECRET')
    const half = new Date(new Date(startsAt).getTime() + 30 * 60_000).toISOString()
    const slots = await unchanged(() =>
      clash(people.recruiter, { startsAt: undefined, slots: [ahead(200), half] }),
    )
    expect(slots.body.errors).toMatchObject([{ pointer: '/slots/1' }])
    const candidate = await unchanged(() =>
      app.call(people.recruiter, 'POST', path, { ...at.details([people.client]), startsAt }),
    )
    expect(candidate.body).toMatchObject({ code: 'slot_taken', detail: 'The candidate is busy then.' })
    // Right behind it everybody is free.
    const behind = new Date(new Date(startsAt).getTime() + 60 * 60_000).toISOString()
    expect((await clash(people.recruiter, { startsAt: behind })).status).toBe(201)
  })

  it('is for the stage Interview, and for people of the two companies', async () => {
    const screening = await makeApplication(at.world.job, await app.person('candidate'), {
      stage: 'screening',
    })
    const early = await unchanged(() =>
      app.call(at.people.recruiter, 'POST', `/applications/${screening}/interviews`, {
        ...at.details(),
        startsAt: at.freeTime(),
      }),
    )
    expect(early).toMatchObject({ status: 409, body: { code: 'conflict' } })
    const { people, world } = at
    const gone = await app.person('interviewer', world.staffing)
    await app.sql('update users set deactivated_at = now() where id = $1', [gone.id])
    const outsiders = [
      people.candidate,
      people.admin,
      people.agency,
      people.otherClient,
      people.outsideRecruiter,
      gone,
      { id: '01890a5d-ac96-774b-bcce-b302099a8057' },
    ]
    const refused = await unchanged(() =>
      make({ ...at.details(), panel: outsiders.map(({ id }) => id), startsAt: at.freeTime() }),
    )
    expect(refused.body.errors).toEqual(
      outsiders.map((_, index) => ({
        pointer: `/panel/${index}`,
        code: 'not_possible',
        detail: 'cannot sit in this interview.',
      })),
    )
  })

  it('is nobody else’s, and of no bad input', async () => {
    const { people } = at
    const request = { method: 'POST', path, body: { ...at.details(), startsAt: at.freeTime() } } as const
    const agencys = await makeApplication(at.world.job, await app.person('candidate'), {
      stage: 'interview',
      agency: at.world.agency,
    })
    await expectRefused(app, request, [
      [people.candidate, 403],
      [people.interviewer, 403],
      [people.unassignedClient, 403],
      [null, 401],
    ])
    await expectRefused(app, { ...request, path: `/applications/${agencys}/interviews` }, [
      [people.agency, 403],
    ])
    await expectHidden(app, request, [people.otherClient, people.outsideRecruiter, people.outsideManager])
    await expectBadInputRefused(app, people.recruiter, request)
    const now = Date.now()
    const later = (ms: number) => new Date(now + ms).toISOString()
    await expectFieldsRefused(app, people.recruiter, request, [
      ['/startsAt', { startsAt: later(-1_000) }],
      ['/startsAt', { startsAt: undefined }],
      ['/startsAt', { slots: [ahead(1), ahead(2)] }],
      ['/startsAt', { startsAt: 'tomorrow' }],
      ['/startsAt/zone', { startsAt: { local: '2026-10-25T14:00', zone: 'Europe/Atlantis' } }],
      ['/startsAt/local', { startsAt: { local: '2026-02-30T14:00', zone: 'Europe/Berlin' } }],
      ['/slots', { startsAt: undefined, slots: [ahead(1)] }],
      ['/slots/0', { startsAt: undefined, slots: [later(-60_000), ahead(1)] }],
      ['/slots/1', { startsAt: undefined, slots: [ahead(3), later(3 * 86_400_000 + 600_000)] }],
      ['/minutes', { minutes: 0 }],
      ['/minutes', { minutes: 1_441 }],
      ['/zone', { zone: '+02:00' }],
      ['/zone', { zone: 'Mars/Olympus' }],
      ['/panel', { panel: [] }],
      ['/panel', { panel: [people.interviewer.id, people.interviewer.id] }],
      ['/title', { title: ' ' }],
      ['/videoUrl', { videoUrl: 'javascript:alert(1)' }],
      ['/note', { note: 'a\u0000b' }],
    ])
  })
})
