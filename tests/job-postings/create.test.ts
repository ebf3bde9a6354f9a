import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectFieldsRefused, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeCompany, makeWorld } from '../support/world.ts'

const job = { title: 'Welder', description: 'Welds.', type: 'full_time' }
const inADay = () => new Date(Date.now() + 86_400_000).toISOString()

describe('create a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('keeps every field as it was given, and opens at once when the staff say so', async () => {
    const deadline = inADay()
    const fields = {
      ...job,
      subtype: 'On site',
      level: 'Senior',
      location: 'Köln',
      remote: true,
      industry: 'Metal',
      skills: ['TIG', 'MIG'],
      salary: { min: 4_000_000, max: 5_000_000, currency: 'EUR' },
      deadline,
      applyUrl: 'https://jobs.example/welder?x=1',
      applyEmail: 'jobs@jobs.example',
      openings: 2,
      blindShortlist: true,
    }
    const body = { ...fields, companyId: world.employer, open: true }
    const answer = await app.call(world.people.recruiter, 'POST', '/jobs', body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(answer.body).toMatchObject({
      ...fields,
      status: 'open',
      version: 1,
      company: { id: world.employer },
      staffingCompany: { id: world.staffing },
      assignments: [],
    })
    expect(answer.body.openedAt).toEqual(expect.any(String))
    expect(answer.headers.get('etag')).toBe('"1"')
    expect((await app.call(null, 'GET', `/jobs/${answer.body.id}`)).body).toMatchObject({
      title: 'Welder',
      deadline,
    })
  })

  it('keeps a salary to the last unit', async () => {
    for (const [min, max] of [
      [0, 29],
      [57, 113],
      [5_200_050, Number.MAX_SAFE_INTEGER],
    ]) {
      const body = { ...job, companyId: world.employer, salary: { min, max, currency: 'EUR' } }
      const made = await app.call(world.people.manager, 'POST', '/jobs', body)
      expect(made.body.salary).toEqual(body.salary)
      const read = await app.call(world.people.manager, 'GET', `/jobs/${made.body.id}`)
      expect(read.body.salary).toEqual(body.salary)
    }
  })

  it('is a draft unless told, with nothing where nothing was said', async () => {
    const { status, body } = await app.call(world.people.manager, 'POST', '/jobs', {
      ...job,
      companyId: world.employer,
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 'draft',
      openedAt: null,
      salary: null,
      skills: [],
      deadline: null,
      openings: 1,
      remote: false,
      blindShortlist: false,
    })
    expect((await app.call(null, 'GET', `/jobs/${body.id}`)).status).toBe(404)
  })

  it('is in-house without an employer: the staff of a company that recruits for itself', async () => {
    const { body } = await app.call(world.people.recruiter, 'POST', '/jobs', job)
    expect(body).toMatchObject({ company: { id: world.staffing }, staffingCompany: { id: world.staffing } })

    const inHouse = await makeCompany('employer')
    await app.sql('update company set served_by_id = id where id = $1', [inHouse])
    const recruiter = await app.person('recruiter', inHouse)
    const own = await app.call(recruiter, 'POST', '/jobs', { ...job, open: true })
    expect(own.body).toMatchObject({
      status: 'open',
      company: { id: inHouse },
      staffingCompany: { id: inHouse },
    })
    const hiringManager = await app.person('client', inHouse)
    await expectRefused(app, { method: 'POST', path: '/jobs', body: job }, [[hiringManager, 403]])
  })

  it('goes, when a client makes it, to the company that serves the employer, as a draft', async () => {
    const { status, body } = await app.call(world.people.client, 'POST', '/jobs', job)
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'draft', company: { id: world.employer } })
    expect(body).not.toHaveProperty('staffingCompany')
    const seen = await app.call(world.people.manager, 'GET', `/jobs/${body.id}`)
    expect(seen.body).toMatchObject({ status: 'draft', staffingCompany: { id: world.staffing } })
    expect((await app.call(world.people.outsideManager, 'GET', `/jobs/${body.id}`)).status).toBe(404)
    await expectRefused(app, { method: 'POST', path: '/jobs', body: { ...job, open: true } }, [
      [world.people.client, 403],
    ])
  })

  it('names the staffing company where none serves the employer yet', async () => {
    const client = await app.person('client', await makeCompany('employer'))
    const request = { method: 'POST', path: '/jobs', body: job } as const
    await expectFieldsRefused(app, client, request, [
      ['/staffingCompanyId', {}],
      ['/staffingCompanyId', { staffingCompanyId: newId() }],
      ['/staffingCompanyId', { staffingCompanyId: world.agency }],
      ['/staffingCompanyId', { staffingCompanyId: world.otherEmployer }],
    ])
    const made = await app.call(client, 'POST', '/jobs', { ...job, staffingCompanyId: world.otherStaffing })
    expect(made.status).toBe(201)
    const seen = await app.call(world.people.outsideManager, 'GET', `/jobs/${made.body.id}`)
    expect(seen.body).toMatchObject({ staffingCompany: { id: world.otherStaffing } })
  })

  it('is made by an admin for any employer', async () => {
    const { admin } = world.people
    const served = await app.call(admin, 'POST', '/jobs', { ...job, companyId: world.employer, open: true })
    expect(served.body).toMatchObject({ status: 'open', staffingCompany: { id: world.staffing } })
    await expectFieldsRefused(app, admin, { method: 'POST', path: '/jobs', body: job }, [['/companyId', {}]])
  })

  it('is not for an employer of somebody else, and does not say whether that exists', async () => {
    const unserved = await makeCompany('employer')
    const refusals = await unchanged(() =>
      Promise.all(
        [unserved, world.otherStaffing, world.agency, newId()].map(companyId =>
          app.call(world.people.manager, 'POST', '/jobs', { ...job, companyId }),
        ),
      ),
    )
    const [first, ...others] = refusals.map(({ status, body }) => ({ status, ...body, requestId: '' }))
    expect(first).toMatchObject({ status: 400, errors: [{ pointer: '/companyId', code: 'not_found' }] })
    for (const other of others) expect(other).toEqual(first)
    const request = { method: 'POST', path: '/jobs', body: job } as const
    await expectFieldsRefused(app, world.people.client, request, [
      ['/companyId', { companyId: world.otherEmployer }],
      ['/companyId', { companyId: world.staffing }],
      ['/staffingCompanyId', { staffingCompanyId: world.otherStaffing }],
    ])
    await expectFieldsRefused(app, world.people.outsideRecruiter, request, [
      ['/companyId', { companyId: world.employer }],
      ['/staffingCompanyId', { staffingCompanyId: world.staffing }],
    ])
  })

  it('is not for candidates, interviewers, agencies and strangers', async () => {
    const { candidate, interviewer, agency } = world.people
    await expectRefused(app, { method: 'POST', path: '/jobs', body: job }, [
      [candidate, 403],
      [interviewer, 403],
      [agency, 403],
      [null, 401],
    ])
  })

  it('refuses bad input, and says where', async () => {
    const request = { method: 'POST', path: '/jobs', body: job } as const
    await expectBadInputRefused(app, world.people.manager, request)
    await expectFieldsRefused(app, world.people.manager, request, [
      ['/title', { title: undefined }],
      ['/title', { title: '   ' }],
      ['/title', { title: 'a\u0000b' }],
      ['/title', { title: 'x'.repeat(201) }],
      ['/title', { title: 7 }],
      ['/description', { description: null }],
      ['/type', { type: 'Full-time' }],
      ['/remote', { remote: 'yes' }],
      ['/skills', { skills: 'welding' }],
      ['/skills/0', { skills: [''] }],
      ['/salary/max', { salary: { min: 2, max: 1, currency: 'EUR' } }],
      ['/salary/min', { salary: { currency: 'EUR' } }],
      ['/salary/min', { salary: { min: -1, currency: 'EUR' } }],
      ['/salary/min', { salary: { min: 1.5, currency: 'EUR' } }],
      ['/salary/max', { salary: { max: 2 ** 60, currency: 'EUR' } }],
      ['/salary/currency', { salary: { min: 1, currency: 'euro' } }],
      ['/salary/gross', { salary: { min: 1, currency: 'EUR', gross: true } }],
      ['/deadline', { deadline: '2020-01-01T00:00:00Z' }],
      ['/deadline', { deadline: '2030-13-01T00:00:00Z' }],
      ['/deadline', { deadline: 'tomorrow' }],
      ['/deadline', { deadline: '9999-12-31T23:59:59-12:00' }],
      ['/applyUrl', { applyUrl: 'javascript:alert(1)' }],
      ['/applyUrl', { applyUrl: 'https://a b' }],
      ['/applyUrl', { applyUrl: 'https://a\u0000b' }],
      ['/applyUrl', { applyUrl: 'jobs.example' }],
      ['/applyEmail', { applyEmail: 'nobody' }],
      ['/openings', { openings: 0 }],
      ['/openings', { openings: '2' }],
      ['/companyId', { companyId: 'employer' }],
      ['/status', { status: 'open' }],
      ['/version', { version: 3 }],
      ['/createdBy', { createdBy: world.people.admin.id }],
    ])
  })

  it('is made once however often it is sent under one key', async () => {
    const key = { 'idempotency-key': newId() }
    const sent = await Promise.all(
      Array.from({ length: 5 }, () =>
        app.call(world.people.manager, 'POST', '/jobs', { ...job, title: 'Once' }, key),
      ),
    )
    expect(new Set(sent.map(({ body }) => body.id)).size).toBe(1)
    expect(await app.sql(`select from job_posting where title = 'Once'`)).toHaveLength(1)
  })
})
