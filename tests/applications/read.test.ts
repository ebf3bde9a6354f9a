import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { makeApplication, makeCompany, makeJob, makeWorld } from '../support/world.ts'

const fieldsOf = (value: object) => Object.keys(value).toSorted()

const words = (text: string) => text.split(' ').toSorted()

const cuts = {
  staff: {
    application: words(
      'id stage since version rank candidate shortlist source job coverLetter expectedSalary noticePeriodDays ' +
        'shownToClient appliedAt waiting',
    ),
    candidate: words('id name email headline skills experienceYears'),
  },
  client: {
    application: words(
      'id stage since version rank candidate shortlist waiting job coverLetter noticePeriodDays',
    ),
    candidate: words('name blind skills experienceYears'),
  },
  agency: { application: words('id stage since candidate job'), candidate: words('name') },
  candidate: {
    application: words(
      'id stage since job coverLetter expectedSalary noticePeriodDays appliedAt canWithdraw canReopen',
    ),
    candidate: undefined,
  },
}

describe('one application and its history', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let id: string
  const get = (person: Person, path = '') => app.call(person, 'GET', `/applications/${id}${path}`)
  beforeAll(async () => {
    world = await makeWorld()
    const { recruiter, client, candidate } = world.people
    id = await makeApplication(world.job, candidate, { agency: world.agency })
    const act = (person: Person, verb: string, body?: object) =>
      app.call(person, 'POST', `/applications/${id}/${verb}`, body)
    await act(recruiter, 'move', { to: 'screening', version: 1, reason: 'Promising.' })
    await act(recruiter, 'shortlist')
    await act(client, 'move', { to: 'interview', version: 3, reason: 'Let us meet.' })
    await act(recruiter, 'move', { to: 'offer', version: 4, reason: 'They liked each other.' })
  })

  it('is cut for who reads it, field by field', async () => {
    const { admin, manager, recruiter2, client, unassignedClient, agency, candidate } = world.people
    for (const [cut, readers] of [
      [cuts.staff, [admin, manager, recruiter2]],
      [cuts.client, [client, unassignedClient]],
      [cuts.agency, [agency]],
      [cuts.candidate, [candidate]],
    ] as const)
      for (const reader of readers) {
        const { status, body } = await get(reader)
        expect(status, reader.name).toBe(200)
        expect(fieldsOf(body as object), reader.name).toEqual(cut.application)
        expect(body.candidate && fieldsOf(body.candidate as object), reader.name).toEqual(cut.candidate)
      }
    expect((await get(candidate)).body).toMatchObject({ stage: 'offer' })
    expect((await get(candidate)).body).not.toHaveProperty('shortlist')
  })

  it('has for the staff its whole history, with people and reasons', async () => {
    const { recruiter, client, candidate } = world.people
    const { data, page } = (await get(recruiter, '/history')).body
    expect(data).toMatchObject([
      { from: null, to: 'applied', by: { id: candidate.id }, reason: null },
      { from: 'applied', to: 'screening', by: { id: recruiter.id }, reason: 'Promising.' },
      { from: 'screening', to: 'interview', by: { id: client.id }, reason: 'Let us meet.' },
      { from: 'interview', to: 'offer', by: { id: recruiter.id }, reason: 'They liked each other.' },
    ])
    expect(page).toEqual({ nextCursor: null })
  })

  it('has for the client what happened since it was shown, and the reasons of its own side', async () => {
    const { data } = (await get(world.people.client, '/history')).body
    expect(data).toMatchObject([
      { from: 'screening', to: 'interview', by: { id: world.people.client.id }, reason: 'Let us meet.' },
      { from: 'interview', to: 'offer', by: { id: world.people.recruiter.id }, reason: null },
    ])
  })

  it('has for candidate and agency their own words, nobody’s name and no reason', async () => {
    for (const person of [world.people.candidate, world.people.agency]) {
      const { data } = (await get(person, '/history')).body
      expect(data.map((entry: { to: string }) => entry.to)).toEqual([
        'received',
        'in_review',
        'interviewing',
        'offer',
      ])
      for (const entry of data) expect(entry).toMatchObject({ by: null, reason: null })
    }
  })

  it('has for hiring managers who recruit in-house everything that happened', async () => {
    const inHouse = await makeCompany('employer')
    const [recruiter, hiringManager] = [
      await app.person('recruiter', inHouse),
      await app.person('client', inHouse),
    ]
    const job = await makeJob({ company: inHouse, staffing: inHouse, by: recruiter })
    const own = await makeApplication(job, world.people.candidate2)
    await app.call(recruiter, 'POST', `/applications/${own}/move`, { to: 'screening', version: 1 })
    const history = async () =>
      (await app.call(hiringManager, 'GET', `/applications/${own}/history`)).body.data
    expect(await history()).toHaveLength(2)
    await app.call(recruiter, 'POST', `/applications/${own}/shortlist`)
    expect(await history()).toHaveLength(2)
  })

  it.each(['', '/history'])('is nobody else’s: GET …%s', async path => {
    const request = { method: 'GET', path: `/applications/${id}${path}` } as const
    const { candidate2, interviewer, otherAgency, otherClient, outsideRecruiter, outsideManager, recruiter } =
      world.people
    const others = [candidate2, interviewer, otherAgency, otherClient, outsideRecruiter, outsideManager]
    await expectHidden(app, request, others)
    await expectRefused(app, request, [[null, 401]])
    for (const wrong of ['7', '%00', `${id}x`])
      expect((await app.call(recruiter, 'GET', `/applications/${wrong}${path}`)).status).toBe(400)
    expect((await app.call(recruiter, 'GET', `${request.path}?all=1`)).status).toBe(400)
  })
})
