import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import type { Person } from '../support/people.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

describe('since you last looked', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  type Board = Awaited<ReturnType<typeof makeBoard>>
  const post = async (by: Person, id: string, verb: string, body: object = {}) => {
    const answer = await app.call(by, 'POST', `/applications/${id}/${verb}`, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }
  const visit = (by: Person, job: string, body: object) => app.call(by, 'PUT', `/jobs/${job}/visit`, body)
  const position = async (by: Person, job: string) => {
    const board = await app.call<{ epoch: string; seq: number }>(by, 'GET', `/jobs/${job}/board`)
    const { epoch, seq } = board.body
    return { epoch, seq }
  }
  const look = async (by: Person, { job }: Board) =>
    expect((await visit(by, job, await position(by, job))).status).toBe(204)
  const changes = async (by: Person, { job }: Board, query = '') =>
    (await app.call(by, 'GET', `/jobs/${job}/changes${query}`)).body
  const stored = async (by: Person, job: string) =>
    (
      await app.sql('select seq::int, epoch from board_visit where user_id = $1 and job_id = $2', [
        by.id,
        job,
      ])
    )[0]

  it('tells each audience in its own cut what others did, and nothing to who has never looked', async () => {
    const { recruiter, recruiter2, client, agency } = world.people
    const board = await makeBoard(
      world,
      { Ada: { stage: 'applied', agency: true }, Ben: 'screening', Cem: 'screening', Dora: 'screening' },
      { blind: true },
    )
    const { ids, candidates } = board
    expect(await changes(recruiter, board)).toMatchObject({ since: null, data: [], counts: { moved: 0 } })
    for (const person of [recruiter, client, agency]) await look(person, board)

    await post(recruiter2, ids.Ada!, 'move', { to: 'screening', version: 1 })
    await post(recruiter, ids.Ben!, 'shortlist')
    await post(recruiter2, ids.Cem!, 'shortlist')
    await post(recruiter2, ids.Dora!, 'reject', { reason: 'Secret-reason' })
    await post(client, ids.Ben!, 'approve')
    await post(recruiter2, ids.Cem!, 'rank', { version: 2 })
    await post(candidates.Cem!, ids.Cem!, 'withdraw')

    const toStaff = await changes(recruiter, board)
    expect(toStaff.counts).toMatchObject({ moved: 2, proposed: 1, rejected: 1, withdrawn: 1, new: 0 })
    expect(toStaff.data).toMatchObject([
      {
        kind: 'moved',
        by: { name: 'Rob Recruiter' },
        application: { candidate: 'Ada' },
        from: 'applied',
        to: 'screening',
      },
      { kind: 'proposed', application: { candidate: 'Cem' }, from: null },
      { kind: 'rejected', application: { candidate: 'Dora' }, from: 'screening', to: 'rejected' },
      { kind: 'moved', by: { name: 'Clara Client' }, application: { candidate: 'Ben' }, to: 'interview' },
      { kind: 'withdrawn', application: { candidate: 'Cem' } },
    ])
    const toClient = await changes(client, board)
    expect(toClient.data).toMatchObject([
      { kind: 'proposed', application: { id: ids.Ben, candidate: 'Ben' } },
      { kind: 'proposed', application: { id: ids.Cem, candidate: expect.stringMatching(/^Candidate /) } },
      { kind: 'withdrawn', by: null, application: { id: ids.Cem } },
    ])
    const toAgency = await changes(agency, board)
    expect(toAgency.data).toMatchObject([
      { kind: 'moved', by: null, from: 'received', to: 'in_review', application: { candidate: 'Ada' } },
    ])
    expect(JSON.stringify([toStaff, toClient, toAgency])).not.toContain('Secret-reason')
    expect(JSON.stringify(toClient)).not.toContain('Cem"')

    const page = await openPage(app.url, recruiter, board.path)
    expect(page.html).toContain('2 moved, 1 proposed, 1 rejected, 1 withdrew')
    expect(page.html).toContain('Rob Recruiter moved Ada from Applied to Screening')
    await look(recruiter, board)
    expect((await changes(recruiter, board)).data).toEqual([])
    expect((await openPage(app.url, recruiter, board.path)).html).not.toContain('Since you last looked')
  })

  it('says no name of a card that was hidden again', async () => {
    const { recruiter, client } = world.people
    const board = await makeBoard(world, { 'Ada Hidden': 'screening' })
    await look(client, board)
    await post(recruiter, board.ids['Ada Hidden']!, 'shortlist')
    await post(recruiter, board.ids['Ada Hidden']!, 'shortlist/withdraw')
    expect(await changes(client, board)).toMatchObject({ data: [], counts: { proposed: 0, taken_back: 0 } })
    expect((await changes(recruiter, board, '?since=2020-01-01T00:00:00Z')).data).toEqual([])
    expect(
      (await changes(world.people.recruiter2, board, '?since=2020-01-01T00:00:00Z')).counts,
    ).toMatchObject({
      proposed: 1,
      taken_back: 1,
    })
  })

  it('tells from an instant on as well', async () => {
    const board = await makeBoard(world, { Ada: 'applied', Ben: 'applied' })
    await post(world.people.recruiter, board.ids.Ada!, 'move', { to: 'screening', version: 1 })
    const [{ at }] = (await app.sql('select at from event where stream_id = $1', [
      `job:${board.job}:staff`,
    ])) as [{ at: Date }]
    await post(world.people.recruiter, board.ids.Ben!, 'move', { to: 'screening', version: 1 })
    const { data } = await changes(world.people.manager, board, `?since=${at.toISOString()}`)
    expect(data).toMatchObject([{ application: { candidate: 'Ben' } }])
  })

  it('counts only, where there is too much to tell', async () => {
    const { recruiter, recruiter2 } = world.people
    const board = await makeBoard(world, {})
    const id = await makeApplication(board.job, await app.person('candidate'), { stage: 'screening' })
    await post(recruiter2, id, 'shortlist')
    await look(recruiter, board)
    await post(recruiter2, id, 'shortlist/withdraw')
    await app.sql(
      `insert into event (stream_id, seq, type, v, actor, data, at)
       select stream_id, seq + n, type, v, actor, data, at from event, generate_series(1, 500) n
       where stream_id = $1 and seq = (select last_seq from stream where id = $1)`,
      [`job:${board.job}:staff`],
    )
    await app.sql('update stream set last_seq = last_seq + 500 where id = $1', [`job:${board.job}:staff`])
    expect(await changes(recruiter, board)).toMatchObject({
      complete: false,
      data: [],
      counts: { taken_back: 501, moved: 0 },
    })
    expect((await openPage(app.url, recruiter, board.path)).html).toContain('501 taken back')
  })

  it('never goes backwards, nor beyond what there is, nor by another history', async () => {
    const { recruiter } = world.people
    const board = await makeBoard(world, { Ada: 'applied', Ben: 'applied' })
    const { job, ids } = board
    await post(recruiter, ids.Ada!, 'move', { to: 'screening', version: 1 })
    const { epoch, seq } = await position(recruiter, job)
    await visit(recruiter, job, { epoch, seq })
    await visit(recruiter, job, { epoch, seq: 0 })
    expect(await stored(recruiter, job)).toEqual({ seq, epoch })
    await visit(recruiter, job, { epoch, seq: 1_000_000 })
    expect(await stored(recruiter, job)).toEqual({ seq, epoch })
    expect((await visit(recruiter, job, { epoch: 'another', seq: 9 })).status).toBe(204)
    expect(await stored(recruiter, job)).toEqual({ seq, epoch })
    await app.sql(`update board_visit set epoch = 'before the restore' where user_id = $1`, [recruiter.id])
    expect(await changes(recruiter, board)).toMatchObject({ since: null })
    await visit(recruiter, job, { epoch, seq: 0 })
    expect(await stored(recruiter, job)).toEqual({ seq: 0, epoch })
  })

  it('is for those on the board alone, and of no bad input', async () => {
    const { job } = await makeBoard(world, {})
    const { candidate, interviewer, otherClient, otherAgency, outsideRecruiter, recruiter } = world.people
    const body = { epoch: 'x', seq: 1 }
    const put = { method: 'PUT', path: `/jobs/${job}/visit`, body } as const
    for (const request of [put, { method: 'GET', path: `/jobs/${job}/changes` } as const]) {
      await expectRefused(app, request, [
        [candidate, 403],
        [interviewer, 403],
        [null, 401],
      ])
      await expectHidden(app, request, [otherClient, otherAgency, outsideRecruiter])
    }
    await expectBadInputRefused(app, recruiter, put)
    await expectFieldsRefused(app, recruiter, put, [
      ['/seq', { seq: -1 }],
      ['/seq', { seq: 1.5 }],
      ['/epoch', { epoch: '' }],
      ['/epoch', { epoch: 'x'.repeat(41) }],
    ])
    const refused = await app.call(recruiter, 'GET', `/jobs/${job}/changes?since=yesterday`)
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/query/since'])
  })
})
