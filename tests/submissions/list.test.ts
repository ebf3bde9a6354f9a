import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { makeWorld } from '../support/world.ts'
import { puttingForward, secretNote } from './put-forward.ts'

describe('submissions', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let ofAgency: string
  let ofOther: string
  let ofStaff: string
  let elsewhere: string
  const { job, proposed, answer } = puttingForward(app, () => world)
  beforeAll(async () => {
    world = await makeWorld()
    const { agency, otherAgency, recruiter, candidate, candidate2 } = world.people
    const here = await job()
    ofAgency = await proposed(agency, here, candidate)
    ofOther = await proposed(otherAgency, here, candidate2)
    ofStaff = await proposed(recruiter, here, candidate2)
    elsewhere = await proposed(agency, world.job, candidate2)
    await answer(candidate2, elsewhere, 'accept')
  })
  const list = async (person: Person, query = '') => {
    const answer = await app.call(person, 'GET', `/submissions${query}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body as {
      data: { id: string; application: object | null }[]
      total: number
      page: { nextCursor: string | null }
    }
  }
  const ids = async (person: Person, query?: string) => (await list(person, query)).data.map(({ id }) => id)

  it('are the staff’s of their jobs, an agency’s own, a candidate’s own; newest first, with the total', async () => {
    const { recruiter, admin, agency, otherAgency, candidate, candidate2, outsideRecruiter } = world.people
    for (const [reader, expected] of [
      [recruiter, [elsewhere, ofStaff, ofOther, ofAgency]],
      [admin, [elsewhere, ofStaff, ofOther, ofAgency]],
      [agency, [elsewhere, ofAgency]],
      [otherAgency, [ofOther]],
      [candidate, [ofAgency]],
      [candidate2, [elsewhere, ofStaff, ofOther]],
      [outsideRecruiter, []],
    ] as const) {
      const { data, total } = await list(reader)
      expect(
        data.map(({ id }) => id),
        reader.name,
      ).toEqual(expected)
      expect(total).toBe(expected.length)
      for (const row of data)
        expect(row).toEqual((await app.call(reader, 'GET', `/submissions/${row.id}`)).body)
      if (reader.role === 'candidate') expect(JSON.stringify(data)).not.toContain(secretNote)
    }
  })

  it('say how far each has come, in the words of the reader', async () => {
    const { recruiter, agency, candidate2 } = world.people
    const application = async (person: Person) =>
      (await app.call(person, 'GET', `/submissions/${elsewhere}`)).body.application
    const { id } = await application(recruiter)
    await app.call(recruiter, 'POST', `/applications/${id}/move`, { to: 'screening', version: 1 })
    expect(await application(recruiter)).toMatchObject({ id, stage: 'screening' })
    for (const person of [agency, candidate2])
      expect(await application(person)).toMatchObject({ id, stage: 'in_review' })
  })

  it('are narrowed by job and status, and go on page by page', async () => {
    const { recruiter, agency } = world.people
    expect(await ids(recruiter, `?jobId=${world.job}`)).toEqual([elsewhere])
    expect(await ids(recruiter, '?status=accepted')).toEqual([elsewhere])
    expect(await ids(agency, '?status=proposed,expired')).toEqual([ofAgency])
    const first = await list(recruiter, '?limit=3')
    const { nextCursor } = first.page
    expect(await ids(recruiter, `?cursor=${nextCursor}`)).toEqual([ofAgency])
    for (const query of ['?status=open', '?jobId=7', '?note=x', '?cursor=x', '?limit=0'])
      expect((await app.call(recruiter, 'GET', `/submissions${query}`)).status, query).toBe(400)
    const foreign = await app.call(recruiter, 'GET', `/candidates?cursor=${nextCursor}`)
    expect(foreign.status).toBe(400)
  })

  it('are read one by one by those in whose list they are, and by nobody else', async () => {
    for (const person of Object.values(world.people)) {
      const lists = !['client', 'interviewer'].includes(person.role)
      const listed = lists ? await ids(person) : []
      for (const id of [ofAgency, ofOther, ofStaff, elsewhere]) {
        const { status } = await app.call(person, 'GET', `/submissions/${id}`)
        expect(status, `${person.name} ${id}`).toBe(lists ? (listed.includes(id) ? 200 : 404) : 403)
      }
    }
  })

  it('are nobody else’s', async () => {
    const { client, otherClient, interviewer, otherAgency, candidate2, outsideRecruiter } = world.people
    await expectRefused(app, { method: 'GET', path: '/submissions' }, [
      [client, 403],
      [otherClient, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, { method: 'GET', path: `/submissions/${ofAgency}` }, [
      otherAgency,
      candidate2,
      outsideRecruiter,
    ])
    const former = await app.person('agency', world.agency)
    await app.sql('update users set company_id = $2 where id = $1', [former.id, world.otherAgency])
    expect(await ids(former)).toEqual([ofOther])
  })
})
