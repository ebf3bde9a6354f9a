import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeApplication, makeInterview, makeJob, type makeWorld } from '../support/world.ts'
import { makeThreadWorld, sayAt, stored, type Said, type ThreadWorld } from './seats.ts'

const app = hirewire()
let world: ThreadWorld
let people: Awaited<ReturnType<typeof makeWorld>>['people']
let job: string
let application: string

beforeAll(async () => {
  world = await makeThreadWorld()
  ;({ people, job, application } = world)
})

const say = (
  person: keyof typeof people | null,
  path: string,
  body: object,
  headers?: Record<string, string>,
) => app.call<Said>(person && people[person], 'POST', path, body, headers)

describe('a thread', () => {
  it('is opened by its first message, and every next one has the next number', async () => {
    const first = await say('recruiter', `/jobs/${job}/threads`, {
      kind: 'negotiation',
      text: 'Twenty percent?',
    })
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({
      number: 1,
      side: 'staff',
      by: { id: people.recruiter.id, name: people.recruiter.name },
      text: 'Twenty percent?',
      html: '<p>Twenty percent?</p>',
      version: 1,
      deleted: false,
      editedAt: null,
    })
    const second = await say('client', `/threads/${first.body.threadId}/messages`, { text: 'Eighteen.' })
    expect(second.body).toMatchObject({ number: 2, side: 'client', threadId: first.body.threadId })
    const third = await say('manager', `/jobs/${job}/threads`, { kind: 'negotiation', text: 'Nineteen.' })
    expect(third.body).toMatchObject({ number: 3, threadId: first.body.threadId })
  })

  it('is one, though a crowd opens it at once, and its numbers have no gap', async () => {
    const other = await makeApplication(job, people.candidate2, { stage: 'interview' })
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        say(index % 2 ? 'recruiter' : 'client', `/applications/${other}/threads`, {
          kind: 'discussion',
          text: `At once ${index}`,
        }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ body }) => body.threadId)).size).toBe(1)
    expect(answers.map(({ body }) => body.number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 24 }, (_, index) => index + 1),
    )
  })

  it('is written in by each side that takes part in it', async () => {
    const sides = {
      discussion: {
        recruiter: 'staff',
        client: 'client',
        unassignedClient: 'client',
        interviewer: 'interviewer',
      },
      candidate: { recruiter2: 'staff', candidate: 'candidate', admin: 'staff' },
    } as const
    for (const [kind, writers] of Object.entries(sides))
      for (const [writer, side] of Object.entries(writers)) {
        const answer = await say(writer as keyof typeof people, `/applications/${application}/threads`, {
          kind,
          text: `From ${writer}`,
        })
        expect([writer, answer.status, answer.body.side]).toEqual([writer, 201, side])
      }
  })

  it('of terms is written in by the hiring managers and the client who posted the job, and read by their colleagues', async () => {
    const { threadId } = await sayAt(app, people.recruiter, `/jobs/${job}`, 'negotiation', 'And now?')
    const before = await stored(app)
    expect((await say('unassignedClient', `/threads/${threadId}/messages`, { text: 'Me too' })).status).toBe(
      403,
    )
    expect(await stored(app)).toBe(before)
    expect((await app.call(people.unassignedClient, 'GET', `/threads/${threadId}`)).body.mayWrite).toBe(false)

    const { staffing, employer } = world
    const own = await makeJob({ company: employer, staffing, by: people.unassignedClient })
    await sayAt(app, people.unassignedClient, `/jobs/${own}`, 'negotiation', 'My own job')
  })
})

describe('what the client has not been shown', () => {
  it('is not discussed: nothing said before could be revealed by showing it', async () => {
    const hidden = await makeApplication(
      await makeJob({ company: world.employer, staffing: world.staffing, by: people.manager }),
      people.candidate,
      { stage: 'screening' },
    )
    const before = await stored(app)
    const answer = await say('recruiter', `/applications/${hidden}/threads`, {
      kind: 'discussion',
      text: 'Psst',
    })
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ code: 'conflict' })
    expect(await stored(app)).toBe(before)
    await app.call(people.recruiter, 'POST', `/applications/${hidden}/shortlist`)
    await sayAt(app, people.recruiter, `/applications/${hidden}`, 'discussion', 'Now both of us can talk')
  })
})

describe('the outsider', () => {
  const outsiders: Record<string, (keyof typeof people)[]> = {
    negotiation: ['otherClient', 'outsideRecruiter', 'outsideManager'],
    discussion: ['otherClient', 'outsideRecruiter', 'candidate', 'candidate2'],
    candidate: ['client', 'otherClient', 'interviewer', 'candidate2', 'outsideRecruiter'],
  }

  it.each(Object.keys(outsiders))('of a %s finds none: 404, and nothing is written', async kind => {
    const place =
      kind === 'negotiation' ? (`/jobs/${job}` as const) : (`/applications/${application}` as const)
    const { threadId } = await sayAt(app, people.recruiter, place, kind as 'discussion', 'Among ourselves')
    const before = await stored(app)
    for (const outsider of outsiders[kind]!) {
      const byId = await say(outsider, `/threads/${threadId}/messages`, { text: 'Hello?' })
      const byPlace = await say(outsider, `${place}/threads`, { kind, text: 'Hello?' })
      expect([outsider, byId.status, byPlace.status]).toEqual([outsider, 404, 404])
    }
    expect(await stored(app)).toBe(before)
  })

  it('from an agency, or not signed in, is turned away', async () => {
    const { threadId } = await sayAt(app, people.recruiter, `/jobs/${job}`, 'negotiation', 'Fees')
    expect((await say('agency', `/threads/${threadId}/messages`, { text: 'Hi' })).status).toBe(403)
    expect((await say('agency', `/jobs/${job}/threads`, { kind: 'negotiation', text: 'Hi' })).status).toBe(
      403,
    )
    expect((await say(null, `/threads/${threadId}/messages`, { text: 'Hi' })).status).toBe(401)
  })

  it('was on the panel once, and has declined since', async () => {
    const declined = await makeApplication(job, await app.person('candidate'), {
      stage: 'interview',
    })
    const interview = await makeInterview(declined, { panel: [], by: people.recruiter })
    await app.sql(
      `insert into interview_panelist (interview_id, user_id, user_name, answer) values ($1, $2, 'X', 'declined')`,
      [interview, people.interviewer.id],
    )
    const answer = await say('interviewer', `/applications/${declined}/threads`, {
      kind: 'discussion',
      text: 'I',
    })
    expect(answer.status).toBe(404)
  })

  it('recruits in-house: there is nobody to negotiate with', async () => {
    const { staffing } = world
    const own = await makeJob({ company: staffing, staffing, by: people.manager })
    const answer = await say('recruiter', `/jobs/${own}/threads`, { kind: 'negotiation', text: 'Me and me' })
    expect(answer.status).toBe(404)
  })
})

describe('bad input', () => {
  const bad: [string, object, number[]][] = [
    ['nothing said', { text: '' }, [400]],
    ['only spaces', { text: '  \n ' }, [400]],
    ['a character too many', { text: 'x'.repeat(4_001) }, [400]],
    ['a NUL', { text: 'a\0b' }, [400]],
    ['half a character', { text: 'a\ud83d' }, [400]],
    ['a megabyte', { text: 'x'.repeat(1_048_576) }, [413]],
    ['a field of its own', { text: 'a', html: '<b>a</b>' }, [400]],
    ['a mention of nobody', { text: 'a', mentions: [newId()] }, [400]],
    ['too many mentions', { text: 'a', mentions: Array.from({ length: 21 }, newId) }, [400]],
    ['a mention that is no id', { text: 'a', mentions: ['Clara'] }, [400]],
  ]
  it.each(bad)('%s is refused, and nothing is stored', async (_what, body, statuses) => {
    const { threadId } = await sayAt(app, people.recruiter, `/jobs/${job}`, 'negotiation', 'Fine')
    const before = await stored(app)
    expect(statuses).toContain((await say('recruiter', `/threads/${threadId}/messages`, body)).status)
    expect(await stored(app)).toBe(before)
  })

  it('of a kind that the place does not have is refused', async () => {
    expect((await say('recruiter', `/jobs/${job}/threads`, { kind: 'discussion', text: 'a' })).status).toBe(
      400,
    )
    const wrong = await say('recruiter', `/applications/${application}/threads`, {
      kind: 'negotiation',
      text: 'a',
    })
    expect(wrong.status).toBe(400)
  })

  it('of a job that was taken away is refused: what was said there stays readable', async () => {
    const { staffing, employer } = world
    const gone = await makeJob({ company: employer, staffing, by: people.manager })
    const { threadId } = await sayAt(app, people.recruiter, `/jobs/${gone}`, 'negotiation', 'Kept')
    await app.call(people.manager, 'DELETE', `/jobs/${gone}`)
    expect((await say('recruiter', `/threads/${threadId}/messages`, { text: 'More' })).status).toBe(403)
    const messages = await app.call(people.recruiter, 'GET', `/threads/${threadId}/messages`)
    expect(messages.body.data).toMatchObject([{ text: 'Kept' }])
  })
})

describe('mentions', () => {
  it('name people who may read the thread, once each, and nobody else', async () => {
    const place = `/applications/${application}/threads`
    const { recruiter, client, interviewer, candidate } = people
    const twice = [client.id, interviewer.id, client.id]
    const good = await say('recruiter', place, { kind: 'discussion', text: '@Clara', mentions: twice })
    expect(good.body.mentions).toEqual([client.id, interviewer.id])
    const wrong = await say('recruiter', place, {
      kind: 'discussion',
      text: '@Cara',
      mentions: [candidate.id],
    })
    expect(wrong.status).toBe(400)
    expect(wrong.body).toMatchObject({ errors: [{ pointer: '/mentions/0', code: 'not_found' }] })
    const crossed = await say('candidate', place, {
      kind: 'candidate',
      text: '@Clara',
      mentions: [client.id],
    })
    expect(crossed.status).toBe(400)
    const known = await say('candidate', place, {
      kind: 'candidate',
      text: '@Rita',
      mentions: [recruiter.id],
    })
    expect(known.status).toBe(201)
  })
})

describe('sent twice', () => {
  it('it is stored once, and the first answer comes again', async () => {
    const { threadId } = await sayAt(app, people.recruiter, `/jobs/${job}`, 'negotiation', 'Before')
    const key = { 'idempotency-key': newId() }
    const both = await Promise.all(
      [1, 2].map(() => say('recruiter', `/threads/${threadId}/messages`, { text: 'Only once' }, key)),
    )
    expect(both[0]!.body).toEqual(both[1]!.body)
    const rows = await app.sql(`select id from message where thread_id = $1 and text = 'Only once'`, [
      threadId,
    ])
    expect(rows).toHaveLength(1)
    const other = await say('recruiter', `/threads/${threadId}/messages`, { text: 'Another' }, key)
    expect(other.status).toBe(422)
  })
})
