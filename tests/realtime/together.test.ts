import { beforeAll, describe, expect, it } from 'vitest'
import type { BoardState, PersonState, TimelineState } from '../../realtime/apply.ts'
import { readEverything, tryEverything, type Ids } from '../support/crawl.ts'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { makeWires, type Listener, type Wires } from '../support/wires.ts'
import { makeCast, outsiders, type Role, type Scene } from './together-cast.ts'
import { judge, known } from './together-secrets.ts'
import { makeStory } from './together-story.ts'
import { money, words } from './together-words.ts'

describe('a candidate, from put forward to hired', { timeout: 240_000 }, () => {
  const app = hirewire({ worker: true })
  let scene: Scene
  let wires: Wires
  beforeAll(async () => {
    scene = await makeCast(app)
    wires = makeWires(app)
  })

  /** All that the jobs had to do is done. */
  const settled = () =>
    until(
      'the queues are empty',
      async () => {
        const rows = await app.sql(
          `select 1 from pgboss.job where state in ('created', 'retry', 'active') and start_after <= now()
           and name in ('notify', 'deliver-email') limit 1`,
        )
        return rows.length === 0
      },
      60_000,
    )

  it('is seen live by everybody who takes part, each in their own cut, and by nobody else', async () => {
    const { cast, job } = scene
    const { recruiter, client, interviewer, fellow, agency, candidate, second } = cast
    const story = makeStory(wires, scene)
    const ids: Ids = {
      jobs: [job],
      companies: [scene.employer, scene.staffing, scene.agency],
      users: [candidate.id, recruiter.id, client.id],
      candidates: [candidate.id, second.id],
    }
    const seats = await Promise.all([
      ...[cast.manager, recruiter, client, cast.siblingClient, agency, cast.otherAgency].map(who =>
        wires.follow(who, `job:${job}`),
      ),
      ...Object.values(cast).flatMap(who =>
        typeof who === 'string' ? [] : [wires.follow(who, `user:${who.id}`)],
      ),
    ])

    const submissions = await story.putForward()
    const [mine, theirs] = [
      await story.agree(candidate, submissions.mine),
      await story.agree(second, submissions.theirs),
    ]
    Object.assign(ids, { submissions: Object.values(submissions), applications: [mine, theirs] })
    await app.sql(
      `update application set cover_letter = $2, expected_salary = $3, expected_salary_currency = 'EUR' where id = $1`,
      [mine, words.letter, money.expected],
    )
    const owned = await wires.call(cast.otherAgency, 'POST', `/jobs/${job}/submissions`, {
      candidate: { name: 'Whoever', email: candidate.email },
    })
    expect(owned).toMatchObject({ status: 409, body: { code: 'candidate_owned' } })

    for (const who of [recruiter, candidate]) seats.push(await wires.follow(who, `application:${mine}`))
    seats.push(await wires.follow(second, `application:${theirs}`))
    seats.push(await wires.follow(agency, `application:${theirs}`))
    for (const id of [mine, theirs]) await story.screen(id)

    // A blind shortlist, read in every way there is
    const link = await story.post(recruiter, `/jobs/${job}/shortlist-links`, { forId: client.id })
    ids.shortlists = [new URL(link.url as string).pathname.split('/').at(-1)!]
    for (const who of [client, cast.siblingClient]) {
      seats.push(await wires.follow(who, `application:${mine}`))
      await readEverything(wires, who, { ...without, ...ids })
    }
    await wires.call(cast.link, 'GET', `/shared/shortlists/${ids.shortlists[0]}`)
    for (const who of [client, cast.siblingClient, cast.link])
      expect(known(wires, who, ['name', 'email', 'letter', 'secondName', 'secondEmail'])).toEqual([])

    await story.approve(mine)
    await story.declineForClient(theirs)

    const { cancelled, interview } = await story.arrange(mine)
    ids.interviews = [cancelled, interview]
    for (const who of [interviewer, fellow]) seats.push(await wires.follow(who, `application:${mine}`))
    const { threads, messages } = await story.talk(mine)
    Object.assign(ids, { threads, messages })

    await app.sql(
      `update interview set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' where id = $1`,
      [interview],
    )
    await story.post(recruiter, `/interviews/${interview}/complete`)
    await story.judge(interviewer, interview, words.remark)
    await readEverything(wires, fellow, { ...without, ...ids })
    expect(known(wires, fellow, ['remark', 'scoreRemark'])).toEqual([])
    await story.judge(fellow, interview, words.fellowRemark)

    const rounds = await story.agreeOnTerms(threads[2]!)
    ids.proposals = [...rounds, ...(await story.hire(mine))]
    const [placement] = await app.sql<{ id: string }>('select id from placement where application_id = $1', [
      mine,
    ])
    ids.placements = [placement!.id]

    await settled()
    for (const seat of seats) await seat.check('the hire')
    const stateOf = <State>(who: Role, room: string) =>
      seats
        .find(({ name }) => name === `${(cast[who] as { role: string }).role} in ${room}`)!
        .seat.state() as State
    const hired = stateOf<BoardState>('recruiter', `job:${job}`).columns.find(
      ({ stage }) => stage === 'hired',
    )!
    expect(hired.cards).toMatchObject([{ id: mine, candidate: { name: words.name } }])
    expect(stateOf<TimelineState>('candidate', `application:${mine}`).application.stage).toBe('hired')
    const { feed } = seats
      .find(({ name }) => name === `candidate in user:${candidate.id}`)!
      .seat.state() as unknown as PersonState
    expect(feed.unread).toBeGreaterThan(0)

    // Whoever refuses may say why, and how it stands: to those it concerns
    const stale = await wires.call(client, 'POST', `/applications/${mine}/reject`, {
      version: 1,
      reason: 'No.',
    })
    expect(stale.status).toBe(409)
    const over = await wires.call(candidate, 'POST', `/proposals/${ids.proposals.at(-2)}/withdraw`)
    expect(over.status).toBe(409)
    for (const role of outsiders)
      expect(await tryEverything(wires, cast[role], { ...without, ...ids }), role).toEqual([])
    for (const who of Object.values(cast) as Listener[])
      await readEverything(wires, who, { ...without, ...ids })
    for (const role of ['recruiter', 'interviewer', 'fellow', 'decliner', 'client', 'candidate'] as const) {
      const feed = await wires.call(cast[role], 'POST', '/me/calendar-feed')
      expect(feed.status).toBe(201)
      const file = new URL(feed.body.url as string).pathname.replace('/api', '')
      expect((await wires.call(cast[role], 'GET', file)).status).toBe(200)
    }
    await wires.readMails(Object.values(cast).filter(who => typeof who !== 'string'))
    for (const seat of seats) seat.close()

    expect(judge(wires, cast)).toEqual({ leaked: [], missing: [] })
  })
})

/** Of what is not there yet at that point of the story. */
const without: Ids = {
  submissions: [],
  applications: [],
  interviews: [],
  threads: [],
  messages: [],
  proposals: [],
  placements: [],
  shortlists: [],
  calendar: [],
}
