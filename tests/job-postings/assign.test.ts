import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { inRoom } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeCompany, makeJob, makeWorld } from '../support/world.ts'

const nobody = { recruiters: [], hiringManagers: [], agencies: [] }

describe('assign people and agencies to a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const job = () => makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager })
  const assign = (id: string, body: object) =>
    app.call(world.people.manager, 'PUT', `/jobs/${id}/assignments`, { ...nobody, ...body })
  const eventsOf = async (stream: string) =>
    (
      await app.sql<{ type: string }>('select type from event where stream_id = $1 order by seq', [stream])
    ).map(({ type }) => type)

  it('makes the whole list so, and tells the job and everybody whose assignments changed', async () => {
    const id = await job()
    const { recruiter, recruiter2, manager, client } = world.people
    const both = {
      recruiters: [recruiter.id, manager.id],
      hiringManagers: [client.id],
      agencies: [world.agency],
    }
    const first = await assign(id, { ...both, version: 1 })
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    expect(first.body).toMatchObject({
      jobId: id,
      recruiters: [
        { id: recruiter.id, name: recruiter.name },
        { id: manager.id, name: manager.name },
      ],
      hiringManagers: [{ id: client.id }],
      agencies: [{ id: world.agency }],
      version: 2,
    })
    const second = await assign(id, { ...both, recruiters: [recruiter2.id, manager.id], version: 2 })
    expect(second.body.recruiters.map((each: { id: string }) => each.id)).toEqual([manager.id, recruiter2.id])
    const read = await app.call(manager, 'GET', `/jobs/${id}/assignments`)
    expect(read.body).toEqual(second.body)
    expect(await eventsOf(`job:${id}:staff`)).toEqual(['job.assigned', 'job.assigned'])
    expect(await eventsOf(`job:${id}:agency:${world.agency}`)).toEqual(['job.assigned', 'job.assigned'])
    expect(await eventsOf(`user:${recruiter.id}:self`)).toEqual(['user.assigned', 'user.assigned'])
    expect(await eventsOf(`user:${recruiter2.id}:self`)).toEqual(['user.assigned'])
    expect(await eventsOf(`user:${manager.id}:self`)).toEqual(['user.assigned'])
    expect(await eventsOf(`user:${client.id}:self`)).toEqual(['user.assigned'])
  })

  it('changes nothing when it is so already', async () => {
    const id = await job()
    await assign(id, { agencies: [world.agency] })
    const again = await unchanged(() => assign(id, { agencies: [world.agency] }))
    expect(again.body).toMatchObject({ version: 2 })
  })

  it('lets an invited agency in, and puts one that is left out of the board at once', async () => {
    const id = await job()
    const { agency } = world.people
    expect((await app.call(agency, 'GET', `/jobs/${id}/board`)).status).toBe(404)
    await assign(id, { agencies: [world.agency] })
    const application = await makeApplication(id, world.people.candidate, { agency: world.agency })
    const board = await inRoom(app.url, agency, `job:${id}`)
    const card = await inRoom(app.url, agency, `application:${application}`)
    expect(board.closed()).toBeUndefined()

    await assign(id, {})
    await until('the board is closed', () => board.closed())
    expect((await app.call(agency, 'GET', `/jobs/${id}/board`)).status).toBe(404)
    expect((await app.call(agency, 'GET', `/jobs/${id}/applications`)).status).toBe(404)
    // Of the candidate it put forward it still learns what becomes of them
    const move = { to: 'screening', version: 1 }
    await app.call(world.people.recruiter, 'POST', `/applications/${application}/move`, move)
    await until('the card has moved', () => card.events.some(({ type }) => type === 'application.moved'))
    expect(card.closed()).toBeUndefined()
    expect((await app.call(agency, 'GET', `/applications/${application}`)).body).toMatchObject({
      stage: 'in_review',
    })

    // Invited again, it goes on from the position it had, with nothing missing
    await app.call(world.people.recruiter, 'PATCH', `/jobs/${id}`, { version: 3, title: 'Renamed meanwhile' })
    await assign(id, { agencies: [world.agency] })
    const back = await inRoom(app.url, agency, `job:${id}`)
    expect(back.state()).toMatchObject({ job: { title: 'Renamed meanwhile' } })
    for (const seat of [board, card, back]) seat.close()
  })

  it('gives and takes a hiring manager’s say', async () => {
    const id = await job()
    const application = await makeApplication(id, world.people.candidate2, { stage: 'interview' })
    const decide = (to: string, version: number) =>
      app.call(world.people.unassignedClient, 'POST', `/applications/${application}/move`, { to, version })
    expect((await decide('offer', 1)).status).toBe(403)
    await assign(id, { hiringManagers: [world.people.unassignedClient.id] })
    expect((await decide('offer', 1)).status).toBe(200)
    await assign(id, {})
    expect((await decide('hired', 2)).status).toBe(403)
  })

  it('refuses whoever cannot be assigned, and names each', async () => {
    const id = await job()
    const { recruiter, client, otherClient, interviewer, outsideRecruiter, candidate, agency } = world.people
    const gone = await app.person('recruiter', world.staffing)
    await app.sql('update users set deactivated_at = now() where id = $1', [gone.id])
    const theirs = await makeCompany('agency', world.otherStaffing)
    const request = {
      method: 'PUT',
      path: `/jobs/${id}/assignments`,
      body: { ...nobody, version: 1 },
    } as const
    await expectFieldsRefused(app, world.people.manager, request, [
      ...[client, interviewer, outsideRecruiter, candidate, gone].map(({ id: wrong }): [string, object] => [
        '/recruiters/1',
        { recruiters: [recruiter.id, wrong] },
      ]),
      ['/recruiters/0', { recruiters: [newId()] }],
      ['/hiringManagers/0', { hiringManagers: [otherClient.id] }],
      ['/hiringManagers/0', { hiringManagers: [recruiter.id] }],
      ['/agencies/0', { agencies: [world.employer] }],
      ['/agencies/0', { agencies: [agency.id] }],
      ['/agencies/0', { agencies: [theirs] }],
      ['/recruiters', { recruiters: [recruiter.id, recruiter.id] }],
      ['/recruiters/0', { recruiters: ['x'] }],
      ['/agencies', { agencies: undefined }],
      ['/version', { version: '1' }],
    ])
    const two = await assign(id, { recruiters: [newId()], agencies: [newId()] })
    expect(two.body.errors).toHaveLength(2)
    await expectBadInputRefused(app, world.people.manager, request)
  })

  it('says when somebody has changed the job meanwhile', async () => {
    const id = await job()
    await assign(id, { agencies: [world.agency] })
    const stale = await unchanged(() => assign(id, { version: 1 }))
    expect(stale).toMatchObject({
      status: 409,
      body: { code: 'stale', current: { version: 2, agencies: [{ id: world.agency }] } },
    })
  })

  it.each(['GET', 'PUT'] as const)('is, with %s, the manager’s alone', async method => {
    const id = await job()
    const request = { method, path: `/jobs/${id}/assignments`, ...(method === 'PUT' && { body: nobody }) }
    const { recruiter, client, candidate, agency, interviewer, outsideManager, admin } = world.people
    await expectRefused(app, request, [
      [recruiter, 403],
      [client, 403],
      [candidate, 403],
      [agency, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [outsideManager])
    expect((await app.call(admin, method, request.path, request.body)).status).toBe(200)
  })
})
