import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { assign, makeApplication, makeCompany, makeJob, makeWorld } from '../support/world.ts'

interface Listed {
  id: string
  title: string
  status: string
  counts?: Record<string, number>
}

describe('the list of jobs', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const list = async (person: Person | null, query = '') => {
    const { status, body } = await app.call(person, 'GET', `/jobs${query}`)
    expect(status, JSON.stringify(body)).toBe(200)
    return body as { data: Listed[]; page: { nextCursor: string | null }; total: number }
  }
  const ids = async (person: Person | null, query = '') =>
    (await list(person, query)).data.map(({ id }) => id)
  const job = (more: object = {}) =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager, ...more })
  const say = async (id: string, columns: Record<string, unknown>) => {
    for (const [column, value] of Object.entries(columns))
      await app.sql(`update job_posting set ${column} = $2 where id = $1`, [id, value])
    return id
  }
  const keys = (row: object) => Object.keys(row).toSorted()

  it('shows strangers and candidates what is open, and nothing of what is inside', async () => {
    const hidden = await Promise.all(
      ['draft', 'pending_approval', 'paused', 'filled', 'closed'].map(status => job({ status })),
    )
    const over = await job({ deadline: new Date(Date.now() - 1) })
    const deleted = await say(await job(), { deleted_at: new Date() })
    for (const person of [null, world.people.candidate, world.people.interviewer]) {
      const { data, total } = await list(person, '?limit=100')
      const seen = data.map(({ id }) => id)
      expect(seen).toContain(world.job)
      for (const id of [...hidden, over, deleted]) expect(seen).not.toContain(id)
      expect(total).toBe(data.length)
      for (const each of data) {
        expect(each.status).toBe('open')
        for (const inside of [
          'version',
          'openings',
          'assignments',
          'staffingCompany',
          'returnReason',
          'counts',
        ])
          expect(keys(each)).not.toContain(inside)
      }
    }
  })

  it('shows staff, clients and agencies their own and nobody else’s', async () => {
    const company = await makeCompany('employer', world.otherStaffing)
    const by = world.people.outsideManager
    const foreign = await makeJob({ company, staffing: world.otherStaffing, by })
    const sibling = await makeJob({
      company: world.otherEmployer,
      staffing: world.staffing,
      by: world.people.manager,
    })
    const draft = await job({ status: 'draft' })
    const { recruiter, client, otherClient, agency, otherAgency, outsideRecruiter, admin } = world.people
    const all = '?limit=100'
    expect(await ids(recruiter, all)).toEqual(expect.arrayContaining([world.job, sibling, draft]))
    expect(await ids(recruiter, all)).not.toContain(foreign)
    expect(await ids(client, all)).toEqual(expect.arrayContaining([world.job, draft]))
    expect(await ids(client, all)).not.toContain(sibling)
    expect(await ids(otherClient, all)).toEqual([sibling])
    expect(await ids(agency, all)).toEqual([world.job])
    expect(await ids(otherAgency, all)).toEqual([])
    expect(await ids(outsideRecruiter, all)).toEqual([foreign])
    expect(await ids(admin, all)).toEqual(expect.arrayContaining([world.job, sibling, draft, foreign]))
    const [forAgency] = (await list(agency)).data
    expect(keys(forAgency!)).toEqual(keys((await list(null, `?companyId=${world.employer}`)).data[0]!))
  })

  it('counts for the staff all applications, for a client those it sees, for an agency none', async () => {
    const id = await job()
    await assign(id, 'agency', { company: world.agency }, world.people.manager)
    const stages = ['applied', 'applied', 'screening', 'screening', 'interview', 'rejected'] as const
    for (const [index, stage] of stages.entries())
      await makeApplication(id, await app.person('candidate'), {
        stage,
        ...(index === 3 && { shortlist: 'proposed' }),
        agency: world.agency,
      })
    const countsFor = async (person: Person) =>
      (await list(person, '?limit=100')).data.find(each => each.id === id)!.counts
    const none = { applied: 0, screening: 0, interview: 0, offer: 0, hired: 0, rejected: 0, withdrawn: 0 }
    expect(await countsFor(world.people.recruiter)).toEqual({
      ...none,
      applied: 2,
      screening: 2,
      interview: 1,
      rejected: 1,
    })
    expect(await countsFor(world.people.client)).toEqual({ ...none, screening: 1, interview: 1 })
    expect(await countsFor(world.people.agency)).toBeUndefined()
    const single = await app.call(world.people.client, 'GET', `/jobs/${id}`)
    expect(single.body.counts).toEqual({ ...none, screening: 1, interview: 1 })
  })

  describe('finds', () => {
    let painter: string
    let writer: string
    let company: string
    const find = (query: string) => ids(null, `?companyId=${company}&${query}`)
    beforeAll(async () => {
      company = await makeCompany('employer', world.staffing)
      const make = () => makeJob({ company, staffing: world.staffing, by: world.people.manager })
      painter = await say(await make(), {
        title: '100% Painter_x',
        location: 'Zürich West',
        industry: 'Building',
        level: 'Senior',
        subtype: 'On site',
        skills: ['Brush', 'Ladder, high'],
        opened_at: new Date(Date.now() - 86_400_000),
      })
      writer = await say(await make(), {
        title: 'Writer',
        description: 'Writes for painters.',
        remote: true,
        type: 'contract',
        skills: ['Words'],
      })
    })

    it.each([
      ['title=paint', ['painter']],
      ['title=100%25', ['painter']],
      ['title=R_X', ['painter']],
      ['title=%25', ['painter']],
      ['title=_', ['painter']],
      ['title=%5C', []],
      ["title='", []],
      ['keyword=PAINT', ['writer', 'painter']],
      ['location=z%C3%BCrich', ['painter']],
      ['remote=true', ['writer']],
      ['remote=false', ['painter']],
      ['industry=building', ['painter']],
      ['industry=build', []],
      ['type=contract', ['writer']],
      ['type=contract,full_time', ['writer', 'painter']],
      ['subtype=on%20site', ['painter']],
      ['level=senior', ['painter']],
      ['skills=brush', ['painter']],
      ['skills=BRUSH,words', ['writer', 'painter']],
      ['skills=rust', []],
      ['remote=true&type=full_time', []],
      ['sort=postedAt', ['painter', 'writer']],
      ['sort=-postedAt', ['writer', 'painter']],
    ])('with %s: %j', async (query, expected) => {
      const names: Record<string, string> = { [painter]: 'painter', [writer]: 'writer' }
      expect((await find(query)).map(id => names[id])).toEqual(expected)
    })

    it('what was posted since an instant or a day', async () => {
      const noonAgo = new Date(Date.now() - 43_200_000).toISOString()
      expect(await find(`postedSince=${noonAgo}`)).toEqual([writer])
      expect(await find('postedSince=2020-01-01')).toEqual([writer, painter])
      expect(await find('postedSince=2199-12-31')).toEqual([])
    })

    it('own ones by status and by assignment', async () => {
      const closed = await say(painter, { status: 'closed' })
      await assign(writer, 'recruiter', { user: world.people.recruiter2 }, world.people.manager)
      const own = (query: string) => ids(world.people.recruiter2, `?companyId=${company}&${query}`)
      expect(await own('status=closed')).toEqual([closed])
      expect(await own('status=closed,open')).toHaveLength(2)
      expect(await own('assigned=true')).toEqual([writer])
    })
  })

  it('goes on page by page, each job once, also while others appear', async () => {
    const company = await makeCompany('employer', world.staffing)
    const made: string[] = []
    const at = new Date()
    for (let n = 0; n < 7; n++) {
      const id = await makeJob({ company, staffing: world.staffing, by: world.people.manager })
      // The same instant: the ids decide
      made.push(await say(id, { opened_at: at, created_at: at }))
    }
    made.sort()
    for (const [person, sort] of [
      [null, ''],
      [world.people.recruiter, ''],
      [null, '&sort=postedAt'],
    ] as const) {
      const seen: string[] = []
      let page = await list(person, `?companyId=${company}&limit=3${sort}`)
      expect(page.total).toBe(7)
      seen.push(...page.data.map(({ id }) => id))
      for (; page.page.nextCursor; seen.push(...page.data.map(({ id }) => id)))
        page = await list(person, `?cursor=${page.page.nextCursor}`)
      expect(seen).toEqual(sort ? made : made.toReversed())
    }
    const first = await list(null, `?companyId=${company}&limit=3`)
    await makeJob({ company, staffing: world.staffing, by: world.people.manager })
    const second = await list(null, `?limit=50&companyId=${company}&cursor=${first.page.nextCursor}`)
    expect(second.data.map(({ id }) => id)).toEqual(made.toReversed().slice(3))
  })

  it('refuses what it does not know, and cursors it did not make', async () => {
    const { page } = await list(world.people.recruiter, '?limit=1&status=open,draft')
    const cursor = page.nextCursor!
    const other = await app.call(world.people.recruiter, 'GET', '/applications?limit=1')
    const bad = [
      ['/query/salary', '?salary=1'],
      ['/query/limit', '?limit=0'],
      ['/query/limit', '?limit=101'],
      ['/query/limit', '?limit=x'],
      ['/query/type/0', '?type=fulltime'],
      ['/query/type', '?type=contract&type=full_time'],
      ['/query/remote', '?remote=1'],
      ['/query/sort', '?sort=title'],
      ['/query/companyId', '?companyId=1'],
      ['/query/postedSince', '?postedSince=yesterday'],
      ['/query/postedSince', '?postedSince=0000-01-01'],
      ['/query/title', '?title='],
      ['/query/title', '?title=a%00b'],
      ['/query/skills', `?skills=${'x,'.repeat(400)}`],
      ['/query/cursor', '?cursor='],
      ['/query/cursor', '?cursor=next'],
      ['/query/cursor', `?cursor=${cursor}x`],
      ['/query/cursor', `?cursor=${cursor}!`],
      ['/query/cursor', `?cursor=${cursor.slice(0, -3)}AAA`],
      ['/query/cursor', `?cursor=${Buffer.from('["2020-01-01",""]').toString('base64url')}`],
      ['/query/status', `?status=closed&cursor=${cursor}`],
    ]
    for (const [pointer, query] of bad) {
      const answer = await app.call(world.people.recruiter, 'GET', `/jobs${query}`)
      expect([answer.status, answer.body.errors?.[0].pointer], query).toEqual([400, pointer])
    }
    expect(other.body.page.nextCursor).toEqual(expect.any(String))
    const foreign = await app.call(
      world.people.recruiter,
      'GET',
      `/jobs?cursor=${other.body.page.nextCursor}`,
    )
    expect(foreign.status).toBe(400)
    for (const query of ['?status=draft', '?assigned=true', `?cursor=${cursor}`])
      for (const person of [null, world.people.candidate])
        expect((await app.call(person, 'GET', `/jobs${query}`)).status, query).toBe(400)
  })

  it('gives another person with the same cursor only what is theirs', async () => {
    const { page } = await list(world.people.recruiter, '?limit=1')
    const { data } = await list(world.people.agency, `?cursor=${page.nextCursor}`)
    const own = await ids(world.people.agency, '?limit=100')
    for (const { id } of data) expect(own).toContain(id)
    expect(data.length).toBeGreaterThan(0)
    expect(await ids(world.people.recruiter, `?companyId=${newId()}`)).toEqual([])
  })
})
