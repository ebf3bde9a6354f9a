import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

const stages = ['applied', 'screening', 'interview', 'offer', 'hired', 'rejected', 'withdrawn']
const progress = ['received', 'in_review', 'interviewing', 'offer', 'hired', 'not_selected', 'withdrawn']

interface Column {
  stage: string
  count: number
  cards: Record<string, unknown>[]
}

interface Board {
  job: object
  columns: Column[]
  room: string
  epoch: string
  seq: number
}

describe('the board of a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let hidden: string
  let shown: string
  beforeAll(async () => {
    world = await makeWorld()
    hidden = await makeApplication(world.job, world.people.candidate, { agency: world.agency })
    shown = await makeApplication(world.job, world.people.candidate2, {
      stage: 'screening',
      shortlist: 'proposed',
    })
  })
  const board = async (who: keyof typeof world.people, id = world.job) => {
    const { status, body } = await app.call(world.people[who], 'GET', `/jobs/${id}/board`)
    expect(status).toBe(200)
    const { job, room, epoch, seq, columns } = body as Board
    return { job, room, epoch, seq, columns, cards: columns.flatMap(({ cards }) => cards) }
  }

  it('has for the staff every column and card', async () => {
    for (const who of ['recruiter', 'manager', 'admin'] as const) {
      const { columns, cards, job, room } = await board(who)
      expect(columns.map(({ stage }) => stage)).toEqual(stages)
      expect(columns.map(({ count }) => count)).toEqual([1, 1, 0, 0, 0, 0, 0])
      expect(cards.map(({ id }) => id)).toEqual([hidden, shown])
      expect(cards[0]).toMatchObject({ candidate: { id: world.people.candidate.id, name: 'Cara Candidate' } })
      expect(job).toMatchObject({ id: world.job, assignments: expect.any(Array) })
      expect(room).toBe(`job:${world.job}`)
    }
  })

  it('begins for a client where candidates are shown to it', async () => {
    for (const who of ['client', 'unassignedClient'] as const) {
      const { columns, cards, job } = await board(who)
      expect(columns.map(({ stage }) => stage)).toEqual(stages.slice(1))
      expect(cards.map(({ id }) => id)).toEqual([shown])
      expect(cards[0]!.candidate).not.toHaveProperty('id')
      expect(job).not.toHaveProperty('assignments')
    }
  })

  it('has for an agency its own candidates, in its own words', async () => {
    const { columns, cards, job } = await board('agency')
    expect(columns.map(({ stage }) => stage)).toEqual(progress)
    expect(cards).toEqual([
      { id: hidden, stage: 'received', since: expect.any(String), candidate: { name: 'Cara Candidate' } },
    ])
    expect(job).not.toHaveProperty('version')
  })

  it('gives the position from which to follow it', async () => {
    const id = await makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager })
    const before = await board('recruiter', id)
    expect(before.cards).toEqual([])
    await app.call(world.people.candidate, 'POST', `/jobs/${id}/applications`, {})
    const after = await board('recruiter', id)
    expect(after).toMatchObject({ epoch: before.epoch, seq: before.seq + 1 })
    expect(after.cards).toHaveLength(1)
    expect((await board('client', id)).seq).toBe(0)
  })

  it('is nobody else’s', async () => {
    const request = { method: 'GET', path: `/jobs/${world.job}/board` } as const
    const { candidate, interviewer, otherAgency, otherClient, outsideRecruiter, outsideManager } =
      world.people
    await expectRefused(app, request, [
      [candidate, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [otherAgency, otherClient, outsideRecruiter, outsideManager])
    expect((await app.call(world.people.recruiter, 'GET', '/jobs/x/board')).status).toBe(400)
    expect((await app.call(world.people.recruiter, 'GET', `${request.path}?seq=1`)).status).toBe(400)
  })

  it('is one room, however its id is written', async () => {
    const upper = await app.call(world.people.recruiter, 'GET', `/jobs/${world.job.toUpperCase()}/board`)
    expect(upper.body).toMatchObject({ room: `job:${world.job}` })
    const streams = await app.sql('select id from stream where id ilike $1', [`job:${world.job}:staff`])
    expect(streams).toHaveLength(1)
  })
})
