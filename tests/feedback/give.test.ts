import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeInterview, makeWorld } from '../support/world.ts'

const hour = 3_600_000

describe('give feedback', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
    await app.sql(`update job_posting set scorecard = '{Craft,Teamwork}' where id = $1`, [world.job])
  })

  /** An application in interview, and one interview that began the given hours ago, two hours apart from the last. */
  let made = 0
  const interviewed = async (panel: Person[], more: { hoursAgo?: number; status?: string } = {}) => {
    const application = await makeApplication(world.job, await app.person('candidate'), {
      stage: 'interview',
    })
    const startsAt = new Date(Date.now() - ((more.hoursAgo ?? 2) + 2 * made++) * hour)
    const interview = await makeInterview(application, {
      panel,
      by: world.people.recruiter,
      startsAt,
      status: more.status ?? 'scheduled',
    })
    return { application, interview, path: `/interviews/${interview}/feedback` }
  }
  const body = {
    overall: 'yes',
    remark: 'Sound.',
    scores: [
      { criterion: 'Craft', score: 4, remark: 'Showed it.' },
      { criterion: 'Teamwork', score: 3 },
    ],
  }
  const cardOf = async (application: string) =>
    (await app.call(world.people.recruiter, 'GET', `/applications/${application}`)).body

  it('stores a scorecard, counts it on the card, and has the card wait for the decision once all are in', async () => {
    const { interviewer, client, recruiter } = world.people
    const { application, path } = await interviewed([interviewer, client])
    expect(await cardOf(application)).toMatchObject({
      waiting: { rule: 'feedback', for: 'interviewers' },
      feedback: { given: 0, of: 2 },
    })
    const answer = await app.call(interviewer, 'PUT', path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toMatchObject({
      version: 1,
      own: true,
      by: { id: interviewer.id },
      overall: 'yes',
      remark: 'Sound.',
      scores: [
        { criterion: 'Craft', score: 4, remark: 'Showed it.' },
        { criterion: 'Teamwork', score: 3, remark: null },
      ],
      changedAt: null,
    })
    const half = await cardOf(application)
    expect(half.feedback).toEqual({ given: 1, of: 2 })
    expect(half).toMatchObject({ version: 2, waiting: { rule: 'feedback' } })
    const last = await app.call(client, 'PUT', path, { overall: 'strong_no', scores: [] })
    expect(last.body).toMatchObject({ overall: 'strong_no', remark: null, scores: [] })
    expect(await cardOf(application)).toMatchObject({
      feedback: { given: 2, of: 2, yes: 1 },
      waiting: { rule: 'candidate-selection', for: 'client', since: last.body.givenAt },
    })
    await expectRefused(app, { method: 'PUT', path, body }, [[recruiter, 403]])
  })

  it('changes it from the version that was seen, and keeps what it said before', async () => {
    const { interviewer } = world.people
    const { application, path } = await interviewed([interviewer])
    const first = (await app.call(interviewer, 'PUT', path, body)).body
    for (const version of [undefined, 2])
      expect(await unchanged(() => app.call(interviewer, 'PUT', path, { ...body, version }))).toMatchObject({
        status: 409,
        body: { code: 'stale', current: { version: 1, overall: 'yes' } },
      })
    const changed = await app.call(interviewer, 'PUT', path, { overall: 'no', scores: [], version: 1 })
    expect(changed.body).toMatchObject({ id: first.id, version: 2, overall: 'no', remark: null, scores: [] })
    expect(changed.body.changedAt).not.toBeNull()
    expect(changed.body.givenAt).toBe(first.givenAt)
    expect((await cardOf(application)).feedback).toEqual({ given: 1, of: 1, yes: 0 })
    const former = await app.sql('select * from feedback_version where feedback_id = $1', [first.id])
    expect(former).toMatchObject([{ version: 1, overall: 'yes', remark: 'Sound.' }])
    expect(former[0]!.scores).toEqual(first.scores)
    const matched = await app.call(interviewer, 'PUT', path, body, { 'if-match': '"2"' })
    expect(matched.body).toMatchObject({ version: 3, overall: 'yes' })
  })

  it('leaves the card’s version alone when the card says the same as before', async () => {
    const { interviewer } = world.people
    const { application, path } = await interviewed([interviewer])
    await app.call(interviewer, 'PUT', path, body)
    const before = await cardOf(application)
    await app.call(interviewer, 'PUT', path, { ...body, overall: 'strong_yes', version: 1 })
    expect(await cardOf(application)).toEqual(before)
  })

  it('of one person’s two at once keeps one, and of a whole panel’s at once all', async () => {
    const { interviewer, client, recruiter } = world.people
    const one = await interviewed([interviewer])
    const twice = await Promise.all([1, 2].map(() => app.call(interviewer, 'PUT', one.path, body)))
    expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const { application, path } = await interviewed([interviewer, client, recruiter])
    const all = await Promise.all(
      [interviewer, client, recruiter].map(person => app.call(person, 'PUT', path, body)),
    )
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await cardOf(application)).feedback).toEqual({ given: 3, of: 3, yes: 3 })
  })

  it('waits for the start, and is not given on what did not take place', async () => {
    const { interviewer } = world.people
    const ahead = await interviewed([interviewer], { hoursAgo: -100_000 })
    const noShow = await interviewed([interviewer], { status: 'no_show' })
    const proposed = await interviewed([interviewer], { status: 'proposed' })
    for (const { path } of [ahead, noShow, proposed])
      expect(await unchanged(() => app.call(interviewer, 'PUT', path, body))).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      })
    const { interview, path } = await interviewed([interviewer, world.people.recruiter])
    await app.sql(`update interview set status = 'cancelled' where id = $1`, [interview])
    expect((await app.call(world.people.recruiter, 'PUT', path, body)).status).toBe(409)
    // Whoever saw the application for this interview alone does not see it any more
    expect((await app.call(interviewer, 'PUT', path, body)).status).toBe(404)
    const completed = await interviewed([interviewer], { status: 'completed' })
    expect((await app.call(interviewer, 'PUT', completed.path, body)).status).toBe(200)
  })

  it('is of those on the panel who did not decline, and of nobody else', async () => {
    const { people } = world
    const { application, interview, path } = await interviewed([people.interviewer, people.recruiter2])
    const other = await interviewed([people.interviewer])
    const candidate = await app.sql('select candidate_id as id from application where id = $1', [application])
    const [seat] = await app.sql('select token from session where user_id = $1', [candidate[0]!.id])
    await app.sql(
      `update interview_panelist set answer = 'declined' where interview_id = $1 and user_id = $2`,
      [interview, people.recruiter2.id],
    )
    const request = { method: 'PUT', path, body } as const
    await expectRefused(app, request, [
      [null, 401],
      [people.manager, 403],
      [people.recruiter, 403],
      [people.recruiter2, 403],
      [people.client, 403],
      [people.agency, 403],
      [{ ...people.candidate, token: seat!.token as string }, 403],
    ])
    const stranger = await app.person('interviewer', world.staffing)
    await expectHidden(app, request, [
      people.otherClient,
      people.outsideRecruiter,
      people.outsideManager,
      stranger,
    ])
    // An interviewer of another interview of the same candidate sees the application, but does not sit here
    await makeInterview(other.application, { panel: [stranger], by: people.recruiter })
    await expectRefused(app, { ...request, path: other.path }, [[stranger, 403]])
  })

  it('takes no bad input', async () => {
    const { interviewer } = world.people
    const { path } = await interviewed([interviewer])
    const request = { method: 'PUT', path, body } as const
    await expectBadInputRefused(app, interviewer, request)
    const scored = (score: object) => ({ scores: [{ criterion: 'Craft', score: 1, ...score }] })
    await expectFieldsRefused(app, interviewer, request, [
      ['/overall', { overall: undefined }],
      ['/overall', { overall: 'maybe' }],
      ['/remark', { remark: '' }],
      ['/remark', { remark: 'x'.repeat(10_001) }],
      ['/remark', { remark: 'a\u0000b' }],
      ['/scores', { scores: undefined }],
      ['/scores/0/criterion', scored({ criterion: 'Charm' })],
      ['/scores/1/criterion', { scores: [...scored({}).scores, ...scored({}).scores] }],
      ['/scores/0/score', scored({ score: 0 })],
      ['/scores/0/score', scored({ score: 5 })],
      ['/scores/0/score', scored({ score: 2.5 })],
      ['/scores/0/score', scored({ score: '3' })],
      ['/scores/0/remark', scored({ remark: 'x'.repeat(2_001) })],
      ['/scores/0/weight', scored({ weight: 2 })],
      ['/version', { version: 0 }],
      ['/by', { by: world.people.client.id }],
    ])
    expect(await unchanged(() => app.call(interviewer, 'PUT', path, { ...body, version: 1 }))).toMatchObject({
      status: 409,
      body: { code: 'stale', current: null },
    })
  })
})
