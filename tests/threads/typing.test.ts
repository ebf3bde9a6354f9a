import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { connectHirewire } from '../../realtime/client.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeThreadWorld, sayAt, stored, type ThreadWorld } from './seats.ts'

const app = hirewire()
let world: ThreadWorld
beforeAll(async () => {
  world = await makeThreadWorld()
})

interface Typing {
  room: string
  threadId: string
  applicationId: string | null
  person: { id: string; name: string }
}

/** Somebody in a room, with what they are told of others who type. */
const sit = async (person: Person, room: string) => {
  const client = connectHirewire({ url: app.url, token: person.token })
  const told: Typing[] = []
  client.socket.on('typing', (typing: Typing) => told.push(typing))
  const joined = client.join(room, {})
  await until(`${person.role} is in ${room}`, () => joined.state())
  return {
    told,
    type: (threadId: string) => client.socket.emitWithAck('thread:typing', { threadId }),
    close: client.close,
  }
}

describe('typing', () => {
  it('is told to the others who may read the thread, and to nobody else', async () => {
    const { people, application } = world
    const room = `application:${application}`
    const place = `/applications/${application}` as const
    const discussion = await sayAt(app, people.recruiter, place, 'discussion', 'So?')
    const own = await sayAt(app, people.recruiter, place, 'candidate', 'So?')
    const [recruiter, tab, client, interviewer, candidate] = await Promise.all(
      [people.recruiter, people.recruiter, people.client, people.interviewer, people.candidate].map(person =>
        sit(person, room),
      ),
    )
    const before = await stored(app)
    expect(await client!.type(discussion.threadId)).toEqual({
      ok: true,
      data: { threadId: discussion.threadId },
    })
    const typing = {
      room,
      threadId: discussion.threadId,
      applicationId: application,
      person: { id: people.client.id, name: people.client.name },
    }
    for (const seat of [recruiter, tab, interviewer])
      await until('they are told', () => seat!.told.length === 1 && seat!.told[0])
    expect(recruiter!.told).toEqual([typing])
    expect(interviewer!.told).toEqual([typing])

    await candidate!.type(own.threadId)
    await until('the staff are told', () => recruiter!.told.length === 2)
    await recruiter!.type(own.threadId)
    await until('the candidate is told', () => candidate!.told.length === 1)
    // Nobody is told of themselves, and nothing goes across.
    expect(client!.told).toEqual([])
    expect(interviewer!.told).toHaveLength(1)
    expect(tab!.told.map(({ person }) => person.id)).toEqual([people.client.id, people.candidate.id])
    expect(await stored(app)).toBe(before)
    for (const seat of [recruiter, tab, client, interviewer, candidate]) seat!.close()
  })

  it('is told on the boards of those who may read the thread', async () => {
    const { people, job, application } = world
    const place = `/applications/${application}` as const
    const discussion = await sayAt(app, people.recruiter, place, 'discussion', 'And?')
    const own = await sayAt(app, people.recruiter, place, 'candidate', 'And?')
    const [recruiter, client] = await Promise.all(
      [people.recruiter, people.client].map(person => sit(person, `job:${job}`)),
    )
    const interviewer = await sit(people.interviewer, `application:${application}`)
    const candidate = await sit(people.candidate, `application:${application}`)
    await candidate.type(own.threadId)
    await interviewer.type(discussion.threadId)
    await until('the client is told', () => client!.told.length === 1)
    await until('the staff are told of both', () => recruiter!.told.length === 2)
    const { name, id } = people.interviewer
    expect(client!.told).toEqual([
      { room: `job:${job}`, threadId: discussion.threadId, applicationId: application, person: { id, name } },
    ])
    for (const seat of [recruiter, client, interviewer, candidate]) seat!.close()
  })

  it('is refused to outsiders, of threads that are not there, and more than twice a second', async () => {
    const { people, job, application } = world
    const { threadId } = await sayAt(app, people.recruiter, `/jobs/${job}`, 'negotiation', 'Fees')
    const candidate = await sit(people.candidate, `application:${application}`)
    const reader = await sit(people.unassignedClient, `job:${job}`)
    expect(await candidate.type(threadId)).toMatchObject({ ok: false, error: { code: 'not_found' } })
    expect(await candidate.type(newId())).toMatchObject({ ok: false, error: { code: 'not_found' } })
    expect(await reader.type(threadId)).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(await reader.type('no id')).toMatchObject({ ok: false, error: { code: 'validation' } })

    const recruiter = await sit(people.recruiter, `job:${job}`)
    const answers = await Promise.all(Array.from({ length: 6 }, () => recruiter.type(threadId)))
    const refused = answers.filter(({ ok }) => !ok)
    expect(refused).toHaveLength(4)
    expect(refused[0]).toMatchObject({ error: { code: 'too_many_requests' } })
    await until('their colleague is told', () => reader.told.length === 2)
    for (const seat of [candidate, reader, recruiter]) seat.close()
  })
})
