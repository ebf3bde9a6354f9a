import { beforeAll, describe, expect, it } from 'vitest'
import { windowSize } from '../../realtime/apply.ts'
import { newId } from '../../db/new-id.ts'
import type { EventName } from '../../server/events.ts'
import { threadEvents } from '../../server/threads/events.ts'
import { inRoom } from '../support/board-client.ts'
import { expectAllHeard, follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeThreadWorld, sayAt, type ThreadWorld } from './seats.ts'

const app = hirewire()
let world: ThreadWorld
beforeAll(async () => {
  world = await makeThreadWorld()
})

describe('the rooms of those who take part', () => {
  it('show after every event what they show to somebody who comes then', async () => {
    const { people, job, application } = world
    const { recruiter, client, candidate, interviewer, manager } = people
    const room = `application:${application}`
    const followed = await Promise.all([
      follow(app.url, recruiter, `job:${job}`),
      follow(app.url, client, `job:${job}`),
      follow(app.url, people.agency, `job:${job}`),
      follow(app.url, recruiter, room),
      follow(app.url, client, room),
      follow(app.url, interviewer, room),
      follow(app.url, candidate, room),
    ])
    const check = async (step: string) => {
      for (const one of followed) await one.check(step)
    }
    const [recruiterSeat, clientSeat, , , , , candidateSeat] = followed.map(({ seat }) => seat.client)

    // Opened by socket, the candidate's before the discussion and after it: kinds have their order, not the first message.
    const offer = await recruiterSeat!.send('thread:open', { kind: 'negotiation', of: job, text: 'Twenty' })
    await check('the negotiation is opened')
    await clientSeat!.send('thread:open', { kind: 'discussion', of: application, text: 'Good *one*' })
    await check('the discussion is opened')
    const own = await candidateSeat!.send('thread:open', {
      kind: 'candidate',
      of: application,
      text: 'Hello',
    })
    await check('the candidate’s is opened')

    const counter = await clientSeat!.send('thread:reply', { threadId: offer.threadId, text: 'Eighteen' })
    await clientSeat!.send('message:edit', { messageId: counter.id, text: 'Seventeen', version: 1 })
    await clientSeat!.send('thread:read', { threadId: offer.threadId, upTo: 2 })
    await recruiterSeat!.send('thread:read', { threadId: offer.threadId, upTo: 1 })
    await recruiterSeat!.send('thread:read', { threadId: offer.threadId, upTo: 2 })
    await check('the negotiation goes on')

    const { threadId } = await sayAt(
      app,
      interviewer,
      `/applications/${application}`,
      'discussion',
      'A strong yes',
    )
    const many = Array.from({ length: windowSize + 3 }, (_, index) => `Number ${index}`)
    for (const text of many) await app.call(client, 'POST', `/threads/${threadId}/messages`, { text })
    await check('the window is full')
    const messages = await app.call(client, 'GET', `/threads/${threadId}/messages?limit=100`)
    const [last, ...before] = messages.body.data
    const outside = before.findLast(({ by }: { by: { id: string } }) => by.id === client.id)
    await app.call(client, 'PATCH', `/messages/${outside.id}`, { text: 'Out of sight', version: 1 })
    await check('one that is not shown any more was edited')
    await app.call(manager, 'DELETE', `/messages/${last.id}`)
    await check('the last was deleted')
    for (const reader of [interviewer, client, recruiter])
      await app.call(reader, 'POST', `/threads/${threadId}/read`, { upTo: 5 })
    await app.call(candidate, 'DELETE', `/messages/${own.id}`)
    const again = await sayAt(app, candidate, `/applications/${application}`, 'candidate', 'Once more')
    await app.call(candidate, 'PATCH', `/messages/${again.id}`, { text: 'And more', version: 1 })
    await app.call(recruiter, 'POST', `/threads/${again.threadId}/read`, { upTo: 2 })
    const gone = await sayAt(app, recruiter, `/jobs/${job}`, 'negotiation', 'Wrong window')
    await app.call(recruiter, 'DELETE', `/messages/${gone.id}`)
    await check('all are read, edited and deleted')
    for (const one of followed) one.close()
  })

  it('are told nothing that is not theirs', async () => {
    const { people, job, application } = world
    const { recruiter, client, candidate, interviewer, otherClient, candidate2 } = people
    await sayAt(app, recruiter, `/jobs/${job}`, 'negotiation', 'MARKER-negotiation')
    await sayAt(app, client, `/applications/${application}`, 'discussion', 'MARKER-discussion')
    await sayAt(app, candidate, `/applications/${application}`, 'candidate', 'MARKER-candidate')
    const may: [Person, string[]][] = [
      [recruiter, ['negotiation', 'discussion', 'candidate']],
      [client, ['negotiation', 'discussion']],
      [interviewer, ['discussion']],
      [candidate, ['candidate']],
      [people.agency, []],
      [otherClient, []],
      [candidate2, []],
    ]
    for (const [person, theirs] of may) {
      const seats = await Promise.all(
        [`job:${job}`, `application:${application}`].map(room => inRoom(app.url, person, room)),
      )
      const wires = JSON.stringify([
        ...seats.map(seat => seat.state() ?? null),
        ...(await Promise.all(
          [`/jobs/${job}`, `/applications/${application}`, `/jobs/${job}/board`, `/applications`].flatMap(
            path => [
              app.call(person, 'GET', path).then(({ body }) => body),
              app.call(person, 'GET', `${path}/threads`).then(({ body }) => body),
            ],
          ),
        )),
      ])
      for (const kind of ['negotiation', 'discussion', 'candidate'])
        expect([person.role, kind, wires.includes(`MARKER-${kind}`)]).toEqual([
          person.role,
          kind,
          theirs.includes(kind),
        ])
      for (const seat of seats) seat.close()
    }
    const streams = await app.sql<{ stream_id: string; kind: string }>(
      `select stream_id, data -> 'thread' ->> 'kind' as kind from event where type like 'thread.%' or type like 'message.%'`,
    )
    const heard = new Set(streams.map(({ stream_id, kind }) => `${kind} ${stream_id.split(':')[2]}`))
    expect([...heard].toSorted()).toEqual([
      'candidate candidate',
      'candidate staff',
      'discussion client',
      'discussion interviewer',
      'discussion staff',
      'negotiation client',
      'negotiation staff',
    ])
  })

  it('hear of one who comes back what they missed, in order, once', async () => {
    const { people, application } = world
    const { recruiter, client } = people
    const seat = await inRoom(app.url, client, `application:${application}`)
    const { threadId } = await sayAt(app, recruiter, `/applications/${application}`, 'discussion', 'Before')
    await until('it is heard', () => seat.events.some(({ type }) => type === 'thread.replied'))
    seat.client.socket.disconnect()
    for (const text of ['One', 'Two', 'Three'])
      await app.call(recruiter, 'POST', `/threads/${threadId}/messages`, { text })
    seat.client.socket.connect()
    const texts = () =>
      seat.events.flatMap(
        ({ data }) => (data as { thread?: { message?: { text: string } } }).thread?.message?.text ?? [],
      )
    await until('all three are there', () => texts().includes('Three'))
    expect(texts()).toEqual(['Before', 'One', 'Two', 'Three'])
    seat.close()
  })

  it('get what was sent twice under one command id once', async () => {
    const { people, application } = world
    const seat = await inRoom(app.url, people.recruiter, `application:${application}`)
    const tab = await inRoom(app.url, people.recruiter, `application:${application}`)
    const commandId = newId()
    const [first, second] = await Promise.all(
      [seat, tab].map(({ client }) =>
        client.send('thread:open', { kind: 'candidate', of: application, text: 'Just once' }, { commandId }),
      ),
    )
    tab.close()
    expect(second).toEqual(first)
    expect(await app.sql(`select id from message where text = 'Just once'`)).toHaveLength(1)
    await until('it is heard', () => seat.events.some(event => event.commandId === commandId))
    expect(seat.events.filter(event => event.commandId === commandId)).toHaveLength(1)
    seat.close()
  })

  it('heard every event of threads, each as it is documented', async () => {
    await expectAllHeard(app, Object.keys(threadEvents) as EventName[])
  })
})
