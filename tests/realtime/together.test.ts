import { beforeAll, describe, expect, it } from 'vitest'
import type { BoardState, PersonState, RoomState, TimelineState } from '../../realtime/apply.ts'
import { readEverything, tryEverything, type Ids } from '../support/crawl.ts'
import { hirewire } from '../support/hirewire.ts'
import { jobsDone } from '../support/jobs-done.ts'
import type { Person } from '../support/people.ts'
import { graceOver, keepAwake } from '../support/waiting-mails.ts'
import { makeWires, type Listener, type Wires } from '../support/wires.ts'
import { makeCast, outsiders, type Cast, type Scene } from './together-cast.ts'
import { judge, known } from './together-secrets.ts'
import { makeStory } from './together-story.ts'
import { money, words } from './together-words.ts'

/** What is not there yet at that point of the story, and what only its holder has: the addresses that are secrets. */
const nothing: Ids = {
  submissions: [],
  applications: [],
  interviews: [],
  threads: [],
  messages: [],
  proposals: [],
  placements: [],
  notifications: [],
  'shortlist-links': [],
  shortlists: [],
  calendar: [],
  invoices: [],
  'credit-notes': [],
  payments: [],
  unsubscribe: [],
  waiting: [],
}

describe('a candidate, from put forward to hired', { timeout: 120_000 }, () => {
  const app = hirewire({ worker: true })
  let scene: Scene
  let cast: Cast
  let wires: Wires
  let story: ReturnType<typeof makeStory>
  let ids: Ids
  /** The application of the story, and the one beside it that the client declines. */
  let mine: string
  let theirs: string
  let interview: string
  let shared: string
  const seats: Awaited<ReturnType<Wires['follow']>>[] = []

  const sit = async (room: string, people: Person[]) =>
    seats.push(...(await Promise.all(people.map(person => wires.follow(person, room)))))
  const stateOf = <State extends RoomState>(person: Person, room: string) =>
    seats.find(({ name }) => name === `${person.role} in ${room}`)!.seat.state() as State
  const everybody = () => Object.values(cast) as Listener[]
  const people = () => everybody().filter(who => typeof who !== 'string')

  beforeAll(async () => {
    await keepAwake(app.sql)
    scene = await makeCast(app)
    cast = scene.cast
    wires = makeWires(app)
    story = makeStory(wires, scene)
    ids = {
      ...nothing,
      jobs: [scene.job],
      companies: [scene.employer, scene.staffing, scene.agency],
      users: [cast.candidate.id, cast.recruiter.id, cast.client.id],
      candidates: [cast.candidate.id, cast.second.id],
    }
    const { manager, recruiter, client, siblingClient, agency, otherAgency } = cast
    await sit(`job:${scene.job}`, [manager, recruiter, client, siblingClient, agency, otherAgency])
    for (const person of people()) await sit(`user:${person.id}`, [person])
  })

  it('is put forward, agrees, and belongs to whoever came first', async () => {
    const { candidate, second, recruiter, agency, otherAgency } = cast
    const submissions = await story.putForward()
    mine = await story.agree(candidate, submissions.mine)
    theirs = await story.agree(second, submissions.theirs)
    Object.assign(ids, { submissions: Object.values(submissions), applications: [mine, theirs] })
    await app.sql(
      `update application set cover_letter = $2, expected_salary = $3, expected_salary_currency = 'EUR' where id = $1`,
      [mine, words.letter, money.expected],
    )
    const owned = await wires.call(otherAgency, 'POST', `/jobs/${scene.job}/submissions`, {
      candidate: { name: 'Whoever', email: candidate.email },
    })
    expect(owned).toMatchObject({ status: 409, body: { code: 'candidate_owned' } })
    await sit(`application:${mine}`, [recruiter, candidate])
    await sit(`application:${theirs}`, [second, agency])
  })

  it('is on a blind shortlist somebody without a name, whatever the employer asks', async () => {
    const { recruiter, client, siblingClient, link } = cast
    for (const id of [mine, theirs]) await story.screen(id)
    const made = await story.post(recruiter, `/jobs/${scene.job}/shortlist-links`, { forId: client.id })
    ids['shortlist-links'] = [made.id]
    shared = `/shared/shortlists/${new URL(made.url as string).pathname.split('/').at(-1)}`
    await sit(`application:${mine}`, [client, siblingClient])
    for (const who of [client, siblingClient]) await readEverything(wires, who, ids)
    expect((await wires.call(link, 'GET', shared)).status).toBe(200)
    for (const who of [client, siblingClient, link])
      expect(known(wires, who, ['name', 'email', 'letter', 'secondName', 'secondEmail'])).toEqual([])
    await story.approve(mine)
    await story.declineForClient(theirs)
  })

  it('is talked to and about, in rooms of their own', async () => {
    const { interviewer, fellow } = cast
    const made = await story.arrange(mine)
    interview = made.interview
    ids.interviews = Object.values(made)
    await sit(`application:${mine}`, [interviewer, fellow])
    Object.assign(ids, await story.talk(mine))
  })

  it('is judged by each before they read their fellow', async () => {
    const { recruiter, interviewer, fellow } = cast
    await app.sql(
      `update interview set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' where id = $1`,
      [interview],
    )
    await story.post(recruiter, `/interviews/${interview}/complete`)
    await story.judge(interviewer, interview, words.remark)
    await jobsDone(app)
    await readEverything(wires, fellow, ids)
    expect(known(wires, fellow, ['remark', 'scoreRemark'])).toEqual([])
    await story.judge(fellow, interview, words.fellowRemark)
  })

  it('is hired after an offer and a counter-offer, and everybody sees it at once', async () => {
    const { recruiter, candidate } = cast
    const rounds = await story.agreeOnTerms(ids.threads![2]!)
    ids.proposals = [...rounds, ...(await story.hire(mine))]
    const made = await app.sql<{ id: string }>('select id from placement where application_id = $1', [mine])
    expect(made).toHaveLength(1)
    ids.placements = made.map(({ id }) => id)

    await jobsDone(app)
    for (const seat of seats) await seat.check('the hire')
    const { columns } = stateOf<BoardState>(recruiter, `job:${scene.job}`)
    expect(columns.find(({ stage }) => stage === 'hired')!.cards).toMatchObject([
      { id: mine, candidate: { name: words.name } },
    ])
    const { application } = stateOf<TimelineState>(candidate, `application:${mine}`)
    expect(application.stage).toBe('hired')
    const { feed } = stateOf<PersonState>(candidate, `user:${candidate.id}`)
    expect(feed.unread).toBeGreaterThan(0)
  })

  it('leaves no word with anybody whom it was not for', async () => {
    const { recruiter, client, candidate } = cast
    // Whoever refuses may say why, and how it stands: to those it concerns.
    const stale = await wires.call(client, 'POST', `/applications/${mine}/reject`, {
      version: 1,
      reason: 'No.',
    })
    expect(stale.status).toBe(409)
    const over = await wires.call(candidate, 'POST', `/proposals/${ids.proposals!.at(-2)}/withdraw`)
    expect(over.status).toBe(409)
    const told = await app.sql<{ id: string }>('select id from notification where user_id = $1 limit 3', [
      recruiter.id,
    ])
    ids.notifications = told.map(({ id }) => id)
    for (const role of outsiders) expect(await tryEverything(wires, cast[role], ids), role).toEqual([])

    for (const who of everybody()) await readEverything(wires, who, ids)
    await wires.call(cast.link, 'GET', shared)
    for (const role of ['recruiter', 'interviewer', 'fellow', 'decliner', 'client', 'candidate'] as const) {
      const feed = await wires.call(cast[role], 'POST', '/me/calendar-feed')
      expect(feed.status).toBe(201)
      const file = new URL(feed.body.url as string).pathname.replace('/api', '')
      expect((await wires.call(cast[role], 'GET', file)).status).toBe(200)
    }
    await graceOver(app)
    expect(await wires.readMails(people())).toBeGreaterThan(0)
    for (const seat of seats) seat.close()

    expect(judge(wires, cast)).toEqual({ leaked: [], missing: [] })
    // What was taken back went to those who were in the room, and can be read nowhere any more.
    const still = everybody().flatMap(who => known(wires, who, ['deleted']))
    expect(still.filter(way => !/ by (room|POST) /.test(way))).toEqual([])
  })
})
