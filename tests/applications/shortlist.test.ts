import { beforeAll, describe, expect, it } from 'vitest'
import { stages, type Stage } from '../../db/entities/application.ts'
import { inRoom } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { until } from '../support/wait.ts'
import { assign, makeApplication, makeJob, makeWorld } from '../support/world.ts'

describe('propose an application to the client', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const card = async (stage: Stage, job = world.job, name?: string) =>
    makeApplication(job, await app.person('candidate', null, name), { stage })
  const shortlist = (id: string) => app.call(world.people.recruiter, 'POST', `/applications/${id}/shortlist`)
  const read = (id: string) => app.call(world.people.client, 'GET', `/applications/${id}`)

  it('shows it to the client, live, from then on', async () => {
    const id = await card('screening')
    expect((await read(id)).status).toBe(404)
    const board = await inRoom(app.url, world.people.client, `job:${world.job}`)
    expect((await shortlist(id)).body).toMatchObject({
      stage: 'screening',
      shortlist: 'proposed',
      version: 2,
    })
    await until('the card is there', () => board.events.some(({ type }) => type === 'shortlist.proposed'))
    expect((await read(id)).body).toMatchObject({ stage: 'screening', shortlist: 'proposed' })
    expect(await unchanged(() => shortlist(id))).toMatchObject({ status: 200, body: { version: 2 } })
    board.close()
  })

  it('is possible in screening alone', async () => {
    for (const stage of stages.filter(each => each !== 'screening')) {
      const id = await card(stage)
      expect(await unchanged(() => shortlist(id)), stage).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      })
    }
  })

  describe('on a blind shortlist', () => {
    let job: string
    beforeAll(async () => {
      const { manager: by, client } = world.people
      job = await makeJob({ company: world.employer, staffing: world.staffing, by, blind: true })
      await assign(job, 'hiring_manager', { user: client }, by)
    })
    /** Everything of this card that any route or event gives the client. */
    const seenByClient = async (id: string) => {
      const paths = [`/applications/${id}`, `/applications/${id}/history`, `/jobs/${job}/board`]
      const lists = [`/jobs/${job}/applications?limit=100`, '/applications?limit=100', '/histories?limit=100']
      const answers: unknown[] = []
      for (const path of [...paths, ...lists])
        answers.push((await app.call(world.people.client, 'GET', path)).body)
      const events = await app.sql(`select data, actor from event where stream_id in ($1, $2)`, [
        `job:${job}:client`,
        `application:${id}:client`,
      ])
      return JSON.stringify([answers, events])
    }

    it('tells the client no name until it approves', async () => {
      const id = await card('screening', job, 'Ophelia Unmistakable')
      await shortlist(id)
      expect(await seenByClient(id)).not.toContain('Unmistakable')
      const pseudonym = /^Candidate [0-9A-F]{4}$/
      const blind = { blind: true, name: expect.stringMatching(pseudonym) }
      expect((await read(id)).body.candidate).toMatchObject(blind)
      expect(
        (await app.call(world.people.recruiter, 'GET', `/applications/${id}`)).body.candidate,
      ).toMatchObject({
        name: 'Ophelia Unmistakable',
      })
      const approve = { to: 'interview', version: 2 }
      const approved = await app.call(world.people.client, 'POST', `/applications/${id}/move`, approve)
      expect(approved.body.candidate).toMatchObject({ blind: false, name: 'Ophelia Unmistakable' })
    })

    it('tells it no name either of those it rejects, or who withdraw', async () => {
      const rejected = await card('screening', job, 'Desdemona Unforgettable')
      await shortlist(rejected)
      const answer = await app.call(world.people.client, 'POST', `/applications/${rejected}/reject`, {
        reason: 'No.',
      })
      expect(JSON.stringify(answer.body)).not.toContain('Unforgettable')
      expect(await seenByClient(rejected)).not.toContain('Unforgettable')

      const person = await app.person('candidate', null, 'Cordelia Unforgettable')
      const withdrawn = await makeApplication(job, person, { stage: 'screening' })
      await shortlist(withdrawn)
      await app.call(person, 'POST', `/applications/${withdrawn}/withdraw`)
      expect(await seenByClient(withdrawn)).not.toContain('Unforgettable')
    })
  })

  it('is the staff’s alone', async () => {
    const request = { method: 'POST', path: `/applications/${await card('screening')}/shortlist` } as const
    const { client, candidate, agency, interviewer, outsideRecruiter, outsideManager, recruiter } =
      world.people
    await expectRefused(app, request, [
      [client, 403],
      [candidate, 403],
      [agency, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [outsideRecruiter, outsideManager])
    await expectBadInputRefused(app, recruiter, request)
  })
})
