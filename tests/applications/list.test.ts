import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { assign, makeApplication, makeCompany, makeJob, makeWorld } from '../support/world.ts'

interface Listed {
  id: string
  stage: string
  candidate?: { name: string }
}

describe('the lists of applications', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let applied: string
  let proposed: string
  let interviewed: string
  beforeAll(async () => {
    world = await makeWorld()
    const person = (name: string) => app.person('candidate', null, name)
    applied = await makeApplication(world.job, await person('Anna Abel'), { agency: world.agency })
    proposed = await makeApplication(world.job, await person('Ben Abelson'), {
      stage: 'screening',
      shortlist: 'proposed',
    })
    interviewed = await makeApplication(world.job, world.people.candidate, {
      stage: 'interview',
      agency: world.agency,
    })
  })
  const list = async (person: Person, path: string) => {
    const { status, body } = await app.call(person, 'GET', path)
    expect(status, JSON.stringify(body)).toBe(200)
    return body as { data: Listed[]; page: { nextCursor: string | null }; total: number }
  }
  const ids = async (person: Person, path: string) => (await list(person, path)).data.map(({ id }) => id)
  const ofJob = (query = '') => `/jobs/${world.job}/applications${query}`

  it('of a job are the staff’s all, the client’s once shown, the agency’s own; newest first, with the total', async () => {
    const { recruiter, admin, client, unassignedClient, agency } = world.people
    for (const [reader, expected] of [
      [recruiter, [interviewed, proposed, applied]],
      [admin, [interviewed, proposed, applied]],
      [client, [interviewed, proposed]],
      [unassignedClient, [interviewed, proposed]],
      [agency, [interviewed, applied]],
    ] as const) {
      const { data, total } = await list(reader, ofJob())
      expect(data.map(({ id }) => id)).toEqual(expected)
      expect(total).toBe(expected.length)
      for (const row of data) {
        const single = await app.call(reader, 'GET', `/applications/${row.id}`)
        expect(row).toEqual(single.body)
      }
    }
  })

  it('are for a candidate their own, wherever they applied', async () => {
    const { manager: by, candidate, candidate2 } = world.people
    const elsewhere = await makeJob({ company: world.otherEmployer, staffing: world.staffing, by })
    const second = await makeApplication(elsewhere, candidate, { stage: 'rejected' })
    const { data, total } = await list(candidate, '/applications')
    expect(data).toMatchObject([
      { id: second, stage: 'not_selected' },
      { id: interviewed, stage: 'interviewing' },
    ])
    expect(total).toBe(2)
    expect(await list(candidate2, '/applications')).toMatchObject({ data: [], total: 0 })
    expect(await ids(candidate, '/applications?stage=interviewing')).toEqual([interviewed])
  })

  it('are for the others their company’s', async () => {
    const foreignJob = await makeJob({
      company: await makeCompany('employer'),
      staffing: world.otherStaffing,
      by: world.people.outsideManager,
    })
    const foreign = await makeApplication(foreignJob, world.people.candidate2, { stage: 'interview' })
    const { recruiter, client, otherClient, agency, interviewer, outsideRecruiter, admin } = world.people
    expect(await ids(recruiter, '/applications')).toEqual(
      expect.arrayContaining([applied, proposed, interviewed]),
    )
    expect(await ids(recruiter, '/applications')).not.toContain(foreign)
    expect(await ids(client, '/applications')).toEqual([interviewed, proposed])
    expect(await ids(otherClient, '/applications')).not.toContain(proposed)
    expect(await ids(agency, '/applications')).toEqual([interviewed, applied])
    expect(await ids(interviewer, '/applications')).toEqual([])
    expect(await ids(outsideRecruiter, '/applications')).toEqual([foreign])
    expect(await ids(admin, '/applications')).toEqual(expect.arrayContaining([applied, foreign]))
  })

  it('are found by stage, in the reader’s own words', async () => {
    const { recruiter, client, agency } = world.people
    expect(await ids(recruiter, ofJob('?stage=applied'))).toEqual([applied])
    expect(await ids(recruiter, ofJob('?stage=applied,interview'))).toEqual([interviewed, applied])
    expect(await ids(client, ofJob('?stage=screening'))).toEqual([proposed])
    expect(await ids(agency, ofJob('?stage=received'))).toEqual([applied])
    for (const [reader, stage] of [
      [recruiter, 'received'],
      [agency, 'applied'],
      [client, 'Screening'],
    ] as const) {
      const answer = await app.call(reader, 'GET', ofJob(`?stage=${stage}`))
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/query/stage' }] } })
    }
  })

  it('are found by part of a name, with its signs taken literally', async () => {
    const { recruiter, client } = world.people
    expect(await ids(recruiter, ofJob('?q=abel'))).toEqual([proposed, applied])
    expect(await ids(client, ofJob('?q=abel'))).toEqual([proposed])
    expect((await list(recruiter, ofJob('?q=abel&stage=applied'))).total).toBe(1)
    for (const q of ['%25', '_', '%5C', "'; drop table application; --"])
      expect(await ids(recruiter, ofJob(`?q=${encodeURIComponent(decodeURIComponent(q))}`)), q).toEqual([])
  })

  it('never let a client find a name behind a pseudonym', async () => {
    const { manager: by, client, recruiter } = world.people
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by, blind: true })
    await assign(job, 'hiring_manager', { user: client }, by)
    const blind = async (name: string, more: object) =>
      makeApplication(job, await app.person('candidate', null, name), { shown: true, ...more })
    const hidden = [
      await blind('Zora Zimmer', { stage: 'screening', shortlist: 'proposed' }),
      await blind('Zeno Zimmer', { stage: 'rejected', shortlist: 'rejected' }),
      await blind('Zita Zimmer', { stage: 'withdrawn', shortlist: 'proposed' }),
    ]
    const known = [
      await blind('Zoe Zimmer', { stage: 'interview', shortlist: 'approved' }),
      await blind('Zack Zimmer', { stage: 'rejected', shortlist: 'approved' }),
    ]
    for (const path of [`/jobs/${job}/applications?q=zimmer`, '/applications?q=zimmer']) {
      expect((await ids(client, path)).toSorted()).toEqual(known.toSorted())
      expect((await list(client, path)).total).toBe(2)
      expect((await ids(recruiter, path)).toSorted()).toEqual([...hidden, ...known].toSorted())
    }
    const all = await list(client, `/jobs/${job}/applications`)
    expect(all.total).toBe(5)
    for (const { id, candidate } of all.data)
      expect(candidate!.name.includes('Zimmer'), candidate!.name).toBe(known.includes(id))
  })

  it('go on page by page, each application once', async () => {
    const { manager: by, recruiter, client } = world.people
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by })
    const made: string[] = []
    for (let n = 0; n < 7; n++)
      made.push(
        await makeApplication(job, await app.person('candidate'), { stage: n % 2 ? 'interview' : 'applied' }),
      )
    const walk = async (person: Person) => {
      const seen: string[] = []
      let page = await list(person, `/jobs/${job}/applications?limit=2`)
      seen.push(...page.data.map(({ id }) => id))
      for (; page.page.nextCursor; seen.push(...page.data.map(({ id }) => id)))
        page = await list(person, `/jobs/${job}/applications?cursor=${page.page.nextCursor}`)
      return seen
    }
    expect(await walk(recruiter)).toEqual(made.toSorted().toReversed())
    expect(await walk(client)).toHaveLength(3)
    const { page } = await list(recruiter, `/jobs/${job}/applications?limit=2`)
    for (const path of [ofJob(), '/applications', '/histories', '/jobs']) {
      const elsewhere = await app.call(recruiter, 'GET', `${path}?cursor=${page.nextCursor}`)
      expect(elsewhere, path).toMatchObject({ status: 400, body: { errors: [{ pointer: '/query/cursor' }] } })
    }
  })

  it('are nobody else’s, and refuse what they do not know', async () => {
    const { candidate, interviewer, otherAgency, otherClient, outsideRecruiter, recruiter } = world.people
    const request = { method: 'GET', path: ofJob() } as const
    await expectRefused(app, request, [
      [candidate, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [otherAgency, otherClient, outsideRecruiter])
    await expectRefused(app, { method: 'GET', path: '/applications' }, [[null, 401]])
    for (const query of ['?limit=0', '?limit=1000', '?q=', '?q=a%00', '?stage=', '?sort=name', '?cursor=x'])
      for (const path of [ofJob(), '/applications'])
        expect((await app.call(recruiter, 'GET', path + query)).status, path + query).toBe(400)
  })
})
