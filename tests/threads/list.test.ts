import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { makeApplication, makeJob } from '../support/world.ts'
import { makeThreadWorld, sayAt, type Said, type ThreadWorld } from './seats.ts'

const app = hirewire()
let world: ThreadWorld
beforeAll(async () => {
  world = await makeThreadWorld()
})

const list = (person: Person, path: string) => app.call(person, 'GET', `${path}/threads`)
const kinds = (body: { data: { kind: string }[] }) => body.data.map(({ kind }) => kind)

describe('the threads of a place', () => {
  it('are those that one takes part in, also before anybody has opened them', async () => {
    const { recruiter, client, interviewer, candidate } = world.people
    const path = `/applications/${world.application}` as const
    expect(kinds((await list(recruiter, path)).body)).toEqual(['candidate', 'discussion'])
    expect(kinds((await list(client, path)).body)).toEqual(['discussion'])
    expect(kinds((await list(interviewer, path)).body)).toEqual(['discussion'])
    const own = await list(candidate, path)
    expect(own.body.data).toMatchObject([
      { id: null, kind: 'candidate', lastNumber: 0, unread: 0, mayWrite: true, open: true },
    ])
    const said = await sayAt(app, recruiter, path, 'candidate', 'Welcome')
    expect((await list(candidate, path)).body.data).toMatchObject([
      { id: said.threadId, lastNumber: 1, unread: 1 },
    ])
    expect(kinds((await list(client, `/jobs/${world.job}`)).body)).toEqual(['negotiation'])
  })

  it('say that a discussion is not open yet', async () => {
    const hidden = await makeApplication(world.job, world.people.candidate2, { stage: 'screening' })
    const { body } = await list(world.people.recruiter, `/applications/${hidden}`)
    expect(body.data).toMatchObject([
      { kind: 'candidate', open: true, mayWrite: true },
      { kind: 'discussion', open: false, mayWrite: true },
    ])
    expect((await list(world.people.client, `/applications/${hidden}`)).status).toBe(404)
  })

  it('name whom one can mention: a company is not introduced to its candidates', async () => {
    const { recruiter, recruiter2, manager, candidate, client, unassignedClient, interviewer } = world.people
    const path = `/applications/${world.application}` as const
    const names = async (person: Person, kind: string) => {
      const { body } = await list(person, path)
      const entry = body.data.find((one: { kind: string }) => one.kind === kind)
      return entry.members.map(({ id }: { id: string }) => id).toSorted()
    }
    const ids = (...members: Person[]) => members.map(({ id }) => id).toSorted()
    // The manager made the job, the recruiter is assigned to it.
    expect(await names(candidate, 'candidate')).toEqual(ids(candidate, recruiter, manager))
    expect(await names(recruiter, 'candidate')).toEqual(ids(candidate, recruiter, recruiter2, manager))
    expect(await names(client, 'discussion')).toEqual(
      ids(client, unassignedClient, interviewer, recruiter, manager),
    )
    await sayAt(app, recruiter2, path, 'candidate', 'I stand in for Rita')
    expect(await names(candidate, 'candidate')).toEqual(ids(candidate, recruiter, recruiter2, manager))
  })

  it('are none to outsiders, nor where the employer recruits in-house', async () => {
    const { otherClient, outsideManager, candidate2, agency, recruiter } = world.people
    for (const [who, path, status] of [
      [otherClient, `/applications/${world.application}`, 404],
      [outsideManager, `/applications/${world.application}`, 404],
      [candidate2, `/applications/${world.application}`, 404],
      [agency, `/applications/${world.application}`, 403],
      [otherClient, `/jobs/${world.job}`, 404],
      [candidate2, `/jobs/${world.job}`, 403],
      [recruiter, `/jobs/${newId()}`, 404],
      [recruiter, `/applications/${newId()}`, 404],
    ] as const)
      expect([who.role, path, (await list(who, path)).status]).toEqual([who.role, path, status])
    const { staffing } = world
    const own = await makeJob({ company: staffing, staffing, by: world.people.manager })
    expect((await list(recruiter, `/jobs/${own}`)).status).toBe(404)
  })
})

describe('who may', () => {
  it('read a thread finds it where it is, and nobody else: both ways of asking say the same', async () => {
    const { people, job, staffing, employer } = world
    const shown = await makeApplication(job, await app.person('candidate'), { stage: 'interview' })
    const taken = await makeApplication(job, await app.person('candidate'), { stage: 'interview' })
    const inHouse = await makeJob({ company: staffing, staffing, by: people.manager })
    const own = await makeApplication(inHouse, people.candidate, { stage: 'applied' })
    const other = await makeJob({ company: employer, staffing, by: people.manager })
    const places = [
      ['negotiation', `/jobs/${job}`],
      ['negotiation', `/jobs/${other}`],
      ...[shown, taken, own, world.application].flatMap(id =>
        ['discussion', 'candidate'].map(kind => [kind, `/applications/${id}`] as const),
      ),
    ] as ['discussion', `/applications/${string}`][]
    const threads: { id: string; place: string }[] = []
    for (const [kind, place] of places)
      threads.push({ id: (await sayAt(app, people.recruiter, place, kind, 'Here')).threadId, place })
    // The candidate withdrew and came back: what was said with the client is there, and not for the client any more.
    await app.sql('update application set shown_to_client_at = null where id = $1', [taken])
    await app.sql('update job_posting set deleted_at = now() where id = $1', [other])
    for (const person of Object.values(people))
      for (const { id, place } of threads) {
        const direct = (await app.call(person, 'GET', `/threads/${id}`)).status === 200
        const listed = await list(person, place)
        const found =
          listed.status === 200 && listed.body.data.some((entry: { id: string }) => entry.id === id)
        expect([person.name, place, found]).toEqual([person.name, place, direct])
      }
  })
})

describe('a thread of 10,000 messages', () => {
  let threadId: string
  beforeAll(async () => {
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by: world.people.client })
    const { recruiter } = world.people
    ;({ threadId } = await sayAt(app, recruiter, `/jobs/${job}`, 'negotiation', 'The first of many'))
    await app.sql(
      `insert into message (id, thread_id, number, by_id, by_name, side, text, created_at)
       select gen_random_uuid(), $1, n, $2, 'Rita', 'staff', 'Message ' || n || ' about terms', now()
       from generate_series(2, 10000) n`,
      [threadId, recruiter.id],
    )
    await app.sql('update thread set last_number = 10000 where id = $1', [threadId])
    await app.sql('analyze message')
  })
  const page = (query: string) =>
    app.call<{ data: Said[]; page: { nextCursor: string | null } }>(
      world.people.client,
      'GET',
      `/threads/${threadId}/messages?${query}`,
    )

  it('is read page by page, newest first, without a gap or a double while others write', async () => {
    const numbers: number[] = []
    let query = 'limit=100'
    for (;;) {
      const { body } = await page(query)
      numbers.push(...body.data.map(({ number }) => number))
      if (numbers.length % 1_000 === 0)
        await app.call(world.people.client, 'POST', `/threads/${threadId}/messages`, { text: 'Meanwhile' })
      if (!body.page.nextCursor) break
      query = `limit=100&cursor=${body.page.nextCursor}`
    }
    expect(numbers).toEqual(Array.from({ length: 10_000 }, (_, index) => 10_000 - index))
  })

  it('starts where it is told to', async () => {
    const { body } = await page('before=5001&limit=2')
    expect(body.data.map(({ number }) => number)).toEqual([5_000, 4_999])
    const next = await page(`cursor=${body.page.nextCursor}`)
    expect(next.body.data.map(({ number }) => number)).toEqual([4_998, 4_997])
    expect((await page('before=1')).body).toEqual({ data: [], page: { nextCursor: null } })
  })

  it('finds a page by its index: the database reads no more of it than is shown', async () => {
    const plan = JSON.stringify(
      await app.sql(
        `explain (format json) select id, number from message where thread_id = $1 and number < 200
         order by number desc limit 101`,
        [threadId],
      ),
    )
    expect(plan).toContain('Index')
    expect(plan).not.toContain('Sort')
  })

  it('counts what was not read', async () => {
    const { body } = await app.call(world.people.unassignedClient, 'GET', `/threads/${threadId}`)
    expect(body.unread).toBe(body.lastNumber)
  })
})
