import { beforeAll, describe, expect, it } from 'vitest'
import { connectHirewire, Refused } from '../../realtime/client.ts'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeWorld } from '../support/world.ts'
import { puttingForward, secretNote } from './put-forward.ts'

describe('a candidate agrees to be put forward', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { job, propose, proposed, answer } = puttingForward(app, () => world)

  it('which makes their application, and keeps who agreed when to which words', async () => {
    const { agency, recruiter, candidate, client } = world.people
    const id = await proposed(agency, world.job, candidate)
    const before = (await app.call(candidate, 'GET', `/submissions/${id}`)).body
    const accepted = await answer(candidate, id, 'accept')
    expect(accepted).toMatchObject({
      status: 200,
      body: { id, status: 'accepted', consentText: before.consentText, application: { stage: 'received' } },
    })
    expect(JSON.stringify(accepted.body)).not.toContain(secretNote)
    const application = `/applications/${accepted.body.application.id}`
    expect((await app.call(recruiter, 'GET', application)).body).toMatchObject({
      stage: 'applied',
      source: 'agency',
      candidate: { id: candidate.id },
    })
    expect((await app.call(agency, 'GET', application)).body).toMatchObject({ stage: 'received' })
    expect((await app.call(candidate, 'GET', application)).status).toBe(200)
    expect((await app.call(client, 'GET', application)).status).toBe(404)
    const [kept] = await app.sql('select * from submission where id = $1', [id])
    expect(kept).toMatchObject({
      candidate_id: candidate.id,
      consent_text: before.consentText,
      application_id: accepted.body.application.id,
    })
    expect(kept!.decided_at.toISOString()).toBe(accepted.body.decidedAt)
    expect((await app.call(agency, 'GET', `/candidates/${candidate.id}`)).body).toMatchObject({
      name: candidate.name,
    })
  })

  it('is done once: again is a success that changes nothing, the other answers are refused', async () => {
    const { recruiter } = world.people
    const candidate = await app.person('candidate')
    const id = await proposed(recruiter, await job(), candidate)
    const first = await answer(candidate, id, 'accept')
    expect((await unchanged(() => answer(candidate, id, 'accept'))).body).toEqual(first.body)
    for (const [by, verb] of [
      [candidate, 'decline'],
      [recruiter, 'withdraw'],
    ] as const)
      expect(await unchanged(() => answer(by, id, verb)), verb).toMatchObject({
        status: 409,
        body: { code: 'invalid_transition', allowed: [], current: { status: 'accepted' } },
      })
    expect((await app.call(recruiter, 'GET', `/applications/${first.body.application.id}`)).body.source).toBe(
      'recruiter',
    )
  })

  it('goes over a socket as well', async () => {
    const candidate = await app.person('candidate')
    const id = await proposed(world.people.recruiter, await job(), candidate)
    const client = connectHirewire({ url: app.url, token: candidate.token })
    expect(await client.send('submission:accept', { submissionId: id })).toMatchObject({ status: 'accepted' })
    const late = client.send('submission:decline', { submissionId: id, reason: 'No.' })
    await expect(late).rejects.toThrow(Refused)
    client.close()
  })

  it('not once it is answered, taken back or expired, to the instant', async () => {
    const { agency, candidate } = world.people
    const endings = {
      declined: (id: string) => answer(candidate, id, 'decline'),
      withdrawn: (id: string) => answer(agency, id, 'withdraw'),
      expired: (id: string) => app.sql('update submission set expires_at = now() where id = $1', [id]),
    }
    for (const [status, end] of Object.entries(endings)) {
      const id = await proposed(agency, await job(), candidate)
      await end(id)
      const refused = await unchanged(() => answer(candidate, id, 'accept'))
      expect(refused, status).toMatchObject({ status: 409, body: { code: 'invalid_transition' } })
    }
  })

  it('not while the job takes no applications, nor when the agency is not on it any more', async () => {
    const { agency, manager, candidate } = world.people
    const [paused, late, left] = [await job(), await job(), await job()] as const
    const ids = [
      await proposed(agency, paused, candidate),
      await proposed(agency, late, candidate),
      await proposed(agency, left, candidate),
    ] as const
    await app.call(manager, 'POST', `/jobs/${paused}/pause`, {})
    await app.sql(`update job_posting set deadline = now() - interval '1 ms' where id = $1`, [late])
    await app.sql('delete from assignment where job_id = $1 and company_id = $2', [left, world.agency])
    for (const [id, code] of [
      [ids[0], 'job_closed'],
      [ids[1], 'job_closed'],
      [ids[2], 'conflict'],
    ] as const)
      expect(await unchanged(() => answer(candidate, id, 'accept'))).toMatchObject({
        status: 409,
        body: { code },
      })
    await app.call(manager, 'POST', `/jobs/${paused}/reopen`, {})
    expect((await answer(candidate, ids[0], 'accept')).status).toBe(200)
  })

  it('not to a job they have applied to, nor against an ownership', async () => {
    const { agency, otherAgency } = world.people
    const person = await app.person('candidate')
    const [here, elsewhere] = [await job(), await job()]
    const [mine, theirs] = [
      await proposed(agency, here, person),
      await proposed(otherAgency, elsewhere, person),
    ]
    const again = await proposed(otherAgency, here, person)
    const accepted = await answer(person, mine, 'accept')
    expect(await unchanged(() => answer(person, again, 'accept'))).toMatchObject({
      status: 409,
      body: { code: 'already_applied', current: { id: accepted.body.application.id } },
    })
    const { name } = (await app.sql('select name from company where id = $1', [world.agency]))[0]!
    const owned = await unchanged(() => answer(person, theirs, 'accept'))
    expect(owned).toMatchObject({ status: 409, body: { code: 'candidate_owned' } })
    expect(owned.body.detail).toContain(`${name} represents you`)
    await app.sql(`update submission set decided_at = now() - interval '180 days' where id = $1`, [mine])
    expect((await answer(person, theirs, 'accept')).status).toBe(200)

    const direct = await app.person('candidate')
    const asked = await proposed(agency, here, direct)
    await app.call(direct, 'POST', `/jobs/${here}/applications`, {})
    expect(await unchanged(() => answer(direct, asked, 'accept'))).toMatchObject({
      status: 409,
      body: { code: 'already_applied' },
    })
  })

  it('of two at the same instant for one employer, one: 50 pairs', { timeout: 60_000 }, async () => {
    const { agency, otherAgency } = world.people
    const [one, other] = [await job(), await job()]
    const outcomes: string[] = []
    for (let pair = 0; pair < 50; pair++) {
      const person = await app.person('candidate')
      const ids = [await proposed(agency, one, person), await proposed(otherAgency, other, person)]
      const answers = await Promise.all(ids.map(id => answer(person, id, 'accept')))
      outcomes.push(
        answers
          .map(({ status, body }) => `${status} ${body.code ?? body.status}`)
          .toSorted()
          .join(', '),
      )
      expect(await app.sql('select from application where candidate_id = $1', [person.id])).toHaveLength(1)
    }
    expect(new Set(outcomes)).toEqual(new Set(['200 accepted, 409 candidate_owned']))
  })

  it('against applying to the same job at the same instant, one application', async () => {
    const { agency } = world.people
    const here = await job()
    for (let pair = 0; pair < 20; pair++) {
      const person = await app.person('candidate')
      const id = await proposed(agency, here, person)
      const answers = await Promise.all([
        answer(person, id, 'accept'),
        app.call(person, 'POST', `/jobs/${here}/applications`, {}),
      ])
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
      expect(answers.find(({ status }) => status === 409)!.body.code).toBe('already_applied')
      expect(await app.sql('select from application where candidate_id = $1', [person.id])).toHaveLength(1)
    }
  })

  it('and nobody else does it for them', async () => {
    const { agency, candidate, candidate2, recruiter, admin, client, interviewer } = world.people
    const id = await proposed(agency, await job(), candidate)
    const request = { method: 'POST', path: `/submissions/${id}/accept` } as const
    await expectRefused(app, request, [
      [candidate2, 404],
      [agency, 403],
      [recruiter, 403],
      [admin, 403],
      [client, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [candidate2])
    await expectBadInputRefused(app, candidate, { ...request, body: {} })
    const forged = await app.call(candidate, 'POST', `/submissions/${newId()}/accept`)
    expect(forged.status).toBe(404)
    expect((await propose(candidate, world.job, { candidateId: candidate.id })).status).toBe(403)
  })
})
