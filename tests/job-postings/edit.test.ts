import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeCompany, makeJob, makeWorld } from '../support/world.ts'

describe('edit a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const job = (more: object = {}) =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager, ...more })
  const patch = (id: string, body: object, person = world.people.recruiter) =>
    app.call(person, 'PATCH', `/jobs/${id}`, body)
  const hire = async (id: string, count: number) => {
    for (let n = 0; n < count; n++)
      await makeApplication(id, await app.person('candidate'), { stage: 'hired' })
  }

  it('changes the fields that are named and no other', async () => {
    const id = await job({ openings: 4 })
    const answer = await patch(id, {
      version: 1,
      title: 'Head welder',
      skills: ['TIG', 'TIG', 'MIG'],
      level: 'Lead',
    })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      title: 'Head welder',
      skills: ['TIG', 'MIG'],
      level: 'Lead',
      openings: 4,
      description: 'What there is to do.',
      version: 2,
    })
    const cleared = await patch(id, { version: 2, level: null })
    expect(cleared.body).toMatchObject({ level: null, title: 'Head welder', version: 3 })
    expect((await unchanged(() => patch(id, { version: 3 }))).body).toMatchObject({ version: 3 })
  })

  it('replaces all of it with PUT: what is left out is emptied', async () => {
    const id = await job({ openings: 3, blind: true })
    const salary = { min: 1_000, max: null, currency: 'CHF' }
    expect((await patch(id, { version: 1, location: 'Bern', salary })).body).toMatchObject({
      location: 'Bern',
      salary,
    })
    const body = { version: 2, title: 'Painter', description: 'Paints.', type: 'contract' }
    const answer = await app.call(world.people.recruiter, 'PUT', `/jobs/${id}`, body)
    expect(answer.body).toMatchObject({
      ...body,
      version: 3,
      location: null,
      salary: null,
      openings: 1,
      blindShortlist: false,
      status: 'open',
    })
    await expectFieldsRefused(app, world.people.recruiter, { method: 'PUT', path: `/jobs/${id}`, body }, [
      ['/title', { title: undefined }],
      ['/type', { type: undefined }],
      ['/version', { version: undefined }],
    ])
  })

  it('says when somebody has changed it meanwhile, and of two at once one wins', async () => {
    const id = await job()
    const answers = await Promise.all([
      patch(id, { version: 1, title: 'One' }),
      patch(id, { version: 1, title: 'Two' }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const [won, lost] = answers.toSorted((a, b) => a.status - b.status)
    expect(lost!.body).toMatchObject({ code: 'stale', current: { title: won!.body.title, version: 2 } })
    const byHeader = await app.call(
      world.people.recruiter,
      'PATCH',
      `/jobs/${id}`,
      { title: 'x' },
      { 'if-match': '"2"' },
    )
    expect(byHeader.body).toMatchObject({ title: 'x', version: 3 })
  })

  it('moves a deadline only into the future, and leaves the one it has alone', async () => {
    const past = new Date(Date.now() - 60_000)
    const id = await job({ status: 'closed', deadline: past })
    await expectFieldsRefused(
      app,
      world.people.recruiter,
      { method: 'PATCH', path: `/jobs/${id}`, body: { version: 1 } },
      [['/deadline', { deadline: new Date(Date.now() - 30_000).toISOString() }]],
    )
    const same = await patch(id, { version: 1, title: 'Corrected', deadline: past.toISOString() })
    expect(same.body).toMatchObject({ title: 'Corrected', status: 'closed' })
  })

  describe('the openings', () => {
    it('cannot be fewer than people hired', async () => {
      const id = await job({ openings: 3 })
      await hire(id, 2)
      const answer = await unchanged(() => patch(id, { version: 1, openings: 1 }))
      expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } })
    })

    it.each(['open', 'paused'])('fill one that is %s when they are as many', async status => {
      const id = await job({ openings: 3, status })
      await hire(id, 2)
      expect((await patch(id, { version: 1, openings: 2 })).body).toMatchObject({
        status: 'filled',
        openings: 2,
      })
      const events = await app.sql(`select type from event where stream_id = $1 order by seq`, [
        `job:${id}:staff`,
      ])
      expect(events.map(({ type }) => type)).toEqual(['job.edited', 'job.filled'])
    })

    it('take a filled one up again when there are more, if its deadline has not passed', async () => {
      const [id, late] = [
        await job({ status: 'filled' }),
        await job({ status: 'filled', deadline: new Date(Date.now() - 1_000) }),
      ]
      await hire(id, 1)
      await hire(late, 1)
      expect((await patch(id, { version: 1, openings: 2 })).body).toMatchObject({
        status: 'open',
        openings: 2,
      })
      expect((await patch(late, { version: 1, openings: 2 })).body).toMatchObject({
        status: 'closed',
        openings: 2,
      })
    })

    it('leave one alone that is closed', async () => {
      const id = await job({ status: 'closed', openings: 2 })
      await hire(id, 1)
      expect((await patch(id, { version: 1, openings: 1 })).body).toMatchObject({ status: 'closed' })
    })
  })

  it('is the client’s while it is a draft, and the staff’s always', async () => {
    const { client, recruiter, manager, admin } = world.people
    const draft = await job({ status: 'draft' })
    expect((await patch(draft, { version: 1, title: 'Ours' }, client)).body).toMatchObject({
      title: 'Ours',
      version: 2,
    })
    for (const status of ['pending_approval', 'open', 'paused', 'filled', 'closed']) {
      const id = await job({ status })
      await expectRefused(app, { method: 'PATCH', path: `/jobs/${id}`, body: { version: 1, title: 'x' } }, [
        [client, 403],
      ])
      let version = 1
      for (const person of [recruiter, manager, admin])
        expect((await patch(id, { version: version++, title: person.name }, person)).body).toMatchObject({
          status,
        })
    }
    const inHouse = await makeCompany('employer')
    const own = await makeJob({ company: inHouse, staffing: inHouse, by: manager, status: 'draft' })
    const hiringManager = await app.person('client', inHouse)
    await expectRefused(app, { method: 'PATCH', path: `/jobs/${own}`, body: { version: 1 } }, [
      [hiringManager, 403],
    ])
  })

  it.each(['PATCH', 'PUT'] as const)(
    'refuses with %s who has no business with it, and bad input',
    async method => {
      const id = await job()
      const body = { version: 1, title: 'x', description: 'y', type: 'full_time' }
      const request = { method, path: `/jobs/${id}`, body }
      const { candidate, agency, interviewer, otherClient, outsideRecruiter, outsideManager, recruiter } =
        world.people
      await expectRefused(app, request, [
        [candidate, 403],
        [agency, 403],
        [interviewer, 403],
        [null, 401],
      ])
      await expectHidden(app, request, [otherClient, outsideRecruiter, outsideManager])
      await expectBadInputRefused(app, recruiter, request)
      await expectFieldsRefused(app, recruiter, request, [
        ['/title', { title: null }],
        ['/version', { version: undefined }],
        ['/version', { version: '1' }],
        ['/status', { status: 'closed' }],
        ['/companyId', { companyId: world.otherEmployer }],
        ['/staffingCompanyId', { staffingCompanyId: world.otherStaffing }],
        ['/open', { open: true }],
        ['/salary/max', { salary: { min: 5, max: 4, currency: 'EUR' } }],
      ])
    },
  )
})
