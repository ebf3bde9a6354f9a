import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { notify } from '../../server/notifications/notify.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn, type Person } from '../support/people.ts'
import { assign, makeApplication, makeInterview, makeWorld } from '../support/world.ts'
import { feedOf, tellAll, titlesOf } from './feeds.ts'

describe('messages of one thread', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let application: string
  let candidate: Person
  let maya: Person
  beforeAll(async () => {
    world = await makeWorld()
    maya = await signedIn('recruiter', world.staffing, 'Maya Recruiter')
    await assign(world.job, 'recruiter', { user: maya }, world.people.manager)
  })
  beforeEach(async () => {
    candidate = await signedIn('candidate', null, 'Jonas Weber')
    application = await makeApplication(world.job, candidate, { stage: 'interview', shortlist: 'approved' })
    await tellAll()
    await app.sql('delete from notification')
  })

  const say = async (
    person: Person,
    text: string,
    { kind = 'discussion', mentions = [] as string[] } = {},
  ) => {
    const at = kind === 'negotiation' ? `/jobs/${world.job}` : `/applications/${application}`
    const answer = await app.call(person, 'POST', `${at}/threads`, { kind, text, mentions })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body as { id: string; threadId: string; number: number }
  }
  const onlyLine = async (person: Person) => {
    const { notifications } = await feedOf(app, person)
    expect(notifications).toHaveLength(1)
    return notifications[0]!
  }

  it('are one line while they are not read: it counts, names who wrote, and moves to the top', async () => {
    const { recruiter, client } = world.people
    await say(client, 'MARKER first')
    await tellAll()
    const first = await onlyLine(recruiter)
    expect(first).toMatchObject({
      title: 'Clara Client wrote in the discussion of Jonas Weber',
      url: `/applications/${application}`,
      count: 1,
    })
    await app.call(world.people.candidate2, 'POST', `/jobs/${world.job}/applications`, {})
    await tellAll()
    await say(maya, 'MARKER second')
    await say(client, 'MARKER third')
    await tellAll()
    const feed = await feedOf(app, recruiter)
    expect(feed).toMatchObject({ unseen: 2, unread: 2 })
    expect(feed.notifications.map(({ title }) => title)).toEqual([
      '3 messages from Clara Client and Maya Recruiter in the discussion of Jonas Weber',
      `${world.people.candidate2.name} applied`,
    ])
    expect(feed.notifications[0]).toMatchObject({ count: 3 })
    expect(feed.notifications[0]!.id > first.id).toBe(true)
    // What somebody wrote is read in the thread: it may be edited there, or taken back
    expect(JSON.stringify(feed)).not.toContain('MARKER')
  })

  it('are told once each, however often the jobs come and in whatever order', async () => {
    const { recruiter, client } = world.people
    for (const text of ['one', 'two', 'three']) await say(client, text)
    const jobs = await tellAll({ times: 2, together: true })
    const replies = jobs.filter(({ event }) => event === 'thread.replied')
    for (const job of [...replies].toReversed()) await Promise.all([notify(job), notify(job)])
    expect(await onlyLine(recruiter)).toMatchObject({ count: 3 })
    const rows = await app.sql('select event_key from notification where user_id = $1', [recruiter.id])
    expect(new Set(rows.map(({ event_key }) => event_key)).size).toBe(3)
    // Not again for whoever took the line out of the feed either
    const line = await onlyLine(recruiter)
    expect((await app.call(recruiter, 'DELETE', `/notifications/${line.id}`)).status).toBe(204)
    for (const job of replies) await notify(job)
    expect(await titlesOf(app, recruiter)).toEqual([])
  })

  it('are one line each whoever works the jobs at the same instant', async () => {
    const { recruiter, client } = world.people
    for (let index = 0; index < 8; index++) await say(index % 2 ? client : maya, `message ${index}`)
    const jobs = await app.sql<{ data: { event: string } }>(
      `select data from pgboss.job where name = 'notify' and state = 'created'`,
    )
    await Promise.all(jobs.map(({ data }) => notify(data)))
    expect(await onlyLine(recruiter)).toMatchObject({ count: 8 })
    await tellAll()
    expect(await onlyLine(recruiter)).toMatchObject({ count: 8 })
  })

  it('are read with the thread, as far as that was read; what comes then is a new line', async () => {
    const { recruiter, client } = world.people
    const { threadId } = await say(client, 'one')
    await say(client, 'two')
    await tellAll()
    const read = async (upTo: number) => {
      await app.call(recruiter, 'POST', `/threads/${threadId}/read`, { upTo })
      await tellAll()
    }
    await read(1)
    expect(await onlyLine(recruiter)).toMatchObject({ count: 2, readAt: null })
    await read(2)
    expect((await onlyLine(recruiter)).readAt).not.toBeNull()
    expect(await feedOf(app, recruiter)).toMatchObject({ unseen: 0, unread: 0 })

    const { number } = await say(client, 'three')
    await app.call(recruiter, 'POST', `/threads/${threadId}/read`, { upTo: number })
    await tellAll()
    // Read before anybody was told: there is nothing to tell
    expect(await feedOf(app, recruiter)).toMatchObject({ unread: 0, notifications: [{ count: 2 }] })
    await say(client, 'four')
    await tellAll()
    expect(await feedOf(app, recruiter)).toMatchObject({
      unread: 1,
      notifications: [{ count: 1 }, { count: 2 }],
    })
  })

  it('cannot be unread twice', async () => {
    const { recruiter, client } = world.people
    await say(client, 'one')
    await tellAll()
    const { id } = await onlyLine(recruiter)
    await app.call(recruiter, 'PATCH', `/notifications/${id}`, { read: true })
    await say(client, 'two')
    await tellAll()
    const refused = await app.call(recruiter, 'PATCH', `/notifications/${id}`, { read: false })
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    expect(await feedOf(app, recruiter)).toMatchObject({ unread: 1 })
  })

  it('say who is mentioned, and that stays while they are not read', async () => {
    const { recruiter, manager, client } = world.people
    await say(client, 'Have a look', { mentions: [] })
    await say(recruiter, 'Do you?', { mentions: [manager.id, maya.id] })
    await say(client, 'I do')
    await tellAll()
    expect(await titlesOf(app, manager)).toEqual([
      'Rita Recruiter mentioned you in the discussion of Jonas Weber',
    ])
    expect(await titlesOf(app, maya)).toEqual([
      '3 messages from Clara Client and Rita Recruiter in the discussion of Jonas Weber, mentioning you',
    ])
  })

  it('are not told of if they were taken back before', async () => {
    const { recruiter, client } = world.people
    const { id } = await say(client, 'Oops')
    await app.call(client, 'DELETE', `/messages/${id}`)
    await tellAll()
    expect(await titlesOf(app, recruiter)).toEqual([])
  })

  it('are told to those who take part, each in the words they may read', async () => {
    const { recruiter, client, interviewer, agency, unassignedClient, otherClient, outsideRecruiter } =
      world.people
    await makeInterview(application, { panel: [interviewer], by: recruiter })
    await say(recruiter, 'Among us')
    await say(recruiter, 'To you', { kind: 'candidate' })
    await say(recruiter, 'About money', { kind: 'negotiation' })
    await tellAll()
    const [job] = await app.sql('select title from job_posting where id = $1', [world.job])
    expect(await titlesOf(app, interviewer)).toEqual([
      'Rita Recruiter wrote in the discussion of Jonas Weber',
    ])
    expect(await titlesOf(app, candidate)).toEqual([
      `Rita Recruiter wrote in your application for ${job!.title}`,
    ])
    expect(await titlesOf(app, client)).toEqual([
      `Rita Recruiter wrote in the negotiation of ${job!.title}`,
      'Rita Recruiter wrote in the discussion of Jonas Weber',
    ])
    for (const outsider of [agency, unassignedClient, otherClient, outsideRecruiter])
      expect(await titlesOf(app, outsider)).toEqual([])
  })
})
