import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { hirewire } from '../support/hirewire.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

describe('the introduction of a candidate to an employer', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const post = (by: keyof typeof world.people, id: string, verb: string, body: object = {}) =>
    app.call(world.people[by], 'POST', `/applications/${id}/${verb}`, body)
  const read = (id: string) => app.call(world.people.recruiter, 'GET', `/applications/${id}/introduction`)
  const rows = (id: string) => app.sql('select * from introduction where application_id = $1', [id])
  const told = async (id: string) =>
    (await app.sql(`select stream_id from event where type = 'application.introduced'`))
      .map(({ stream_id }) => stream_id)
      .filter(stream => stream.includes(id))

  it('is put on record when a candidate is proposed by name', async () => {
    const { ids, candidates } = await makeBoard(world, { Ada: 'screening' })
    const id = ids.Ada!
    expect((await read(id)).status).toBe(404)
    await post('recruiter', id, 'shortlist')
    expect((await read(id)).body).toMatchObject({
      applicationId: id,
      candidate: { id: candidates.Ada!.id, name: 'Ada' },
      company: { id: world.employer },
      by: { id: world.people.recruiter.id, name: 'Rita Recruiter' },
      blind: false,
    })
    expect(await told(id)).toEqual([`application:${id}:staff`])
  })

  it('on a blind shortlist waits for the approval, by whoever it is given', async () => {
    const { ids } = await makeBoard(
      world,
      { Ada: 'screening', Ben: 'screening', Cem: 'screening' },
      { blind: true },
    )
    for (const id of Object.values(ids)) {
      await post('recruiter', id, 'shortlist')
      expect(await rows(id)).toEqual([])
    }
    await post('client', ids.Ada!, 'approve')
    expect((await read(ids.Ada!)).body).toMatchObject({ blind: true, by: { name: 'Clara Client' } })
    await post('client', ids.Ben!, 'decline', { reason: 'No.' })
    expect((await read(ids.Ben!)).status).toBe(404)
    await post('recruiter', ids.Cem!, 'move', { to: 'interview', version: 2 })
    expect((await read(ids.Cem!)).body).toMatchObject({ blind: true, by: { name: 'Rita Recruiter' } })
  })

  it('is put on record with the move of one who was never proposed', async () => {
    const { ids } = await makeBoard(world, { Ada: 'screening' })
    await post('recruiter', ids.Ada!, 'move', { to: 'interview', version: 1 })
    expect(await rows(ids.Ada!)).toHaveLength(1)
  })

  it('happens once: neither taking back, coming back nor showing anew makes a second', async () => {
    const { ids, candidates } = await makeBoard(world, { Ada: 'screening' })
    const id = ids.Ada!
    await post('recruiter', id, 'shortlist')
    const [first] = await rows(id)
    await post('recruiter', id, 'shortlist/withdraw')
    await post('recruiter', id, 'shortlist')
    await app.call(candidates.Ada!, 'POST', `/applications/${id}/withdraw`)
    await app.call(candidates.Ada!, 'POST', `/applications/${id}/reopen`)
    await post('recruiter', id, 'change-stage', { stage: 'screening' })
    await post('recruiter', id, 'shortlist')
    await post('client', id, 'approve')
    expect(await rows(id)).toEqual([first])
    expect(await told(id)).toHaveLength(1)
  })

  it('is none where a company recruits for itself, nor of a move that was refused', async () => {
    const { staffing, people } = world
    const job = await makeJob({ company: staffing, staffing, by: people.manager })
    const id = await makeApplication(job, await app.person('candidate'), { stage: 'screening' })
    await post('recruiter', id, 'shortlist')
    await post('recruiter', id, 'move', { to: 'interview', version: 2 })
    expect(await rows(id)).toEqual([])
    const { ids } = await makeBoard(world, { Ada: 'screening' })
    await unchanged(() => post('recruiter', ids.Ada!, 'move', { to: 'interview', version: 9 }))
    expect(await rows(ids.Ada!)).toEqual([])
  })

  it('of a hundred shown at once is one each', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `Candidate ${index}`)
    const { ids } = await makeBoard(
      world,
      Object.fromEntries(names.map(name => [name, 'screening' as const])),
    )
    await Promise.all(
      Object.values(ids).flatMap(id => [
        post('recruiter', id, 'shortlist'),
        post('recruiter2', id, 'shortlist'),
      ]),
    )
    const [{ count }] = (await app.sql(
      'select count(*)::int as count from introduction where application_id = any($1::uuid[])',
      [Object.values(ids)],
    )) as [{ count: number }]
    expect(count).toBe(100)
  })

  it('keeps a shortlist as it is once somebody was shown: no switch names them', async () => {
    const { job, ids } = await makeBoard(world, { Ada: 'screening' }, { blind: true })
    const edit = (body: object) => app.call(world.people.manager, 'PATCH', `/jobs/${job}`, body)
    expect((await edit({ blindShortlist: false, version: 1 })).status).toBe(200)
    expect((await edit({ blindShortlist: true, version: 2 })).status).toBe(200)
    await post('recruiter', ids.Ada!, 'shortlist')
    expect(await unchanged(() => edit({ blindShortlist: false, version: 3 }))).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
    expect((await edit({ blindShortlist: true, level: 'senior', version: 3 })).status).toBe(200)
  })

  it('is the staff’s evidence, and nobody else’s', async () => {
    const { ids, candidates } = await makeBoard(world, { Ada: 'screening' })
    await post('recruiter', ids.Ada!, 'shortlist')
    const request = { method: 'GET', path: `/applications/${ids.Ada}/introduction` } as const
    const { client, agency, interviewer, outsideRecruiter } = world.people
    await expectRefused(app, request, [
      [client, 403],
      [agency, 403],
      [interviewer, 403],
      [candidates.Ada!, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [outsideRecruiter])
  })
})
