import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire, type Answer } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { assign, makeCompany, makeJob, makeWorld } from '../support/world.ts'
import { puttingForward, secretNote } from './put-forward.ts'

describe('put a candidate forward', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { job, propose, proposed, answer, newEmail } = puttingForward(app, () => world)
  const named = ({ name, email }: Pick<Person, 'name' | 'email'>) => ({ candidate: { name, email } })
  /** What was said, without what names the request. */
  const said = ({ status, body }: Answer) => ({ status, body: { ...body, requestId: '' } })

  it('by a recruiter, by id or by address, keeps the words the candidate is asked to agree to', async () => {
    const { recruiter, candidate, candidate2 } = world.people
    const made = await propose(recruiter, world.job, { candidateId: candidate.id, note: secretNote })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const { title } = (await app.call(recruiter, 'GET', `/jobs/${world.job}`)).body
    const [staffing, employer] = await Promise.all(
      [world.staffing, world.employer].map(
        async id => (await app.sql('select name from company where id = $1', [id]))[0]!.name as string,
      ),
    )
    expect(made.body).toMatchObject({
      status: 'proposed',
      source: 'recruiter',
      candidate: { id: candidate.id, name: candidate.name },
      job: { id: world.job, title, company: { name: employer } },
      by: { name: recruiter.name, company: { name: staffing } },
      note: secretNote,
      application: null,
      decidedAt: null,
    })
    // Whoever looks somebody up learns no address by putting them forward
    expect(made.body.candidate).not.toHaveProperty('email')
    expect((await app.call(recruiter, 'GET', `/candidates/${candidate.id}`)).body).not.toHaveProperty('email')
    for (const words of [recruiter.name, staffing, employer, `“${title}”`, '180 days'])
      expect(made.body.consentText).toContain(words)
    expect(Date.parse(made.body.expiresAt) - Date.parse(made.body.createdAt)).toBe(14 * 86_400_000)
    // Whatever is typed as the name, staff read the account’s own.
    const byAddress = await propose(recruiter, world.job, {
      candidate: { name: 'Somebody', email: candidate2.email.toUpperCase() },
    })
    expect(byAddress.body.candidate).toEqual({
      id: candidate2.id,
      name: candidate2.name,
      email: candidate2.email,
    })
    expect((await app.sql('select from application where job_id = $1', [world.job])).length).toBe(0)
  })

  it('by an agency names nobody but by what it knew itself', async () => {
    const { agency, recruiter, candidate } = world.people
    const email = newEmail()
    const here = await job()
    const unknown = await propose(agency, here, { candidate: { name: 'Nina Neu', email } })
    const known = await propose(agency, here, { candidate: { name: 'C. C.', email: candidate.email } })
    for (const [made, typed] of [
      [unknown, { name: 'Nina Neu', email }],
      [known, { name: 'C. C.', email: candidate.email }],
    ] as const) {
      expect(made.status, JSON.stringify(made.body)).toBe(201)
      expect(made.body.candidate).toEqual(typed)
      expect(made.body).not.toHaveProperty('source')
    }
    const [account] = await app.sql(
      'select u.*, a.id as account from users u left join account a on a.user_id = u.id where email = $1',
      [email],
    )
    expect(account).toMatchObject({
      role: 'candidate',
      name: 'Nina Neu',
      company_id: null,
      email_verified: false,
      account: null,
    })
    expect((await app.call(agency, 'GET', '/candidates')).body.data).toEqual([])
    expect((await app.call(agency, 'GET', `/candidates/${candidate.id}`)).status).toBe(404)
    // A name that an agency gives changes nobody’s account
    expect((await app.call(recruiter, 'GET', `/candidates/${candidate.id}`)).body.name).toBe(candidate.name)
  })

  it('by an agency goes by id once the person has agreed to another position', async () => {
    const { agency, otherAgency } = world.people
    const former = await app.person('candidate', null, 'Franka Former')
    const byId = async (person: Person) => propose(person, await job(), { candidateId: former.id })
    expect(await byId(agency)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/candidateId' }] } })
    const id = await proposed(agency, await job(), former)
    expect((await byId(agency)).status).toBe(400)
    await answer(former, id, 'accept')
    expect(await byId(agency)).toMatchObject({ status: 201, body: { candidate: { name: 'Franka Former' } } })
    expect(said(await byId(otherAgency))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/candidateId' }] },
    })
  })

  it('tells an agency the same, byte for byte, whatever stands against it', async () => {
    const { agency, otherAgency, recruiter, client } = world.people
    const here = await job()
    const people = await Promise.all(
      Array.from({ length: 5 }, (_, n) => app.person('candidate', null, `Known ${n}`)),
    )
    const [ofOther, ofStaff, direct, gone, ofOtherHere] = people as [Person, Person, Person, Person, Person]
    await answer(ofOther, await proposed(otherAgency, await job(), ofOther), 'accept')
    await answer(ofStaff, await proposed(recruiter, await job(), ofStaff), 'accept')
    await answer(ofOtherHere, await proposed(otherAgency, here, ofOtherHere), 'accept')
    await app.call(direct, 'POST', `/jobs/${here}/applications`, {})
    await app.sql('update users set deactivated_at = now() where id = $1', [gone.id])
    const refusals = await unchanged(async () => {
      const answers: Answer[] = []
      for (const person of [ofOther, ofStaff, direct, gone, ofOtherHere, client, recruiter, agency])
        answers.push(await propose(agency, here, named(person)))
      return answers
    })
    for (const refusal of refusals) expect(said(refusal)).toEqual(said(refusals[0]!))
    expect(refusals[0]).toMatchObject({ status: 409, body: { code: 'candidate_owned' } })
    expect(JSON.stringify(refusals[0]!.body)).not.toMatch(/agency |until|applied|Known/)
  })

  it('does not hold one asker against another while nobody has agreed', async () => {
    const { agency, otherAgency, recruiter } = world.people
    const wanted = await app.person('candidate')
    const here = await job()
    for (const by of [agency, otherAgency, recruiter]) await proposed(by, here, wanted)
    for (const by of [agency, otherAgency, recruiter]) {
      const again = await unchanged(() => propose(by, here, named(wanted)))
      expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } })
    }
    const { data } = (await app.call(agency, 'GET', `/submissions?jobId=${here}`)).body
    expect(data).toHaveLength(1)
  })

  it('tells staff who has the candidate, and that they applied', async () => {
    const { agency, recruiter, recruiter2, client } = world.people
    const [owned, direct] = [await app.person('candidate'), await app.person('candidate')]
    const here = await job()
    await answer(owned, await proposed(agency, await job(), owned), 'accept')
    const applied = await app.call(direct, 'POST', `/jobs/${here}/applications`, {})
    const { name } = (await app.sql('select name from company where id = $1', [world.agency]))[0]!
    const refused = await unchanged(() => propose(recruiter, here, { candidateId: owned.id }))
    expect(refused).toMatchObject({ status: 409, body: { code: 'candidate_owned' } })
    expect(refused.body.detail).toContain(`${name} represents this candidate`)
    expect(await unchanged(() => propose(recruiter2, here, named(direct)))).toMatchObject({
      status: 409,
      body: { code: 'already_applied', current: { id: applied.body.id, stage: 'applied' } },
    })
    // Of another employer nobody owns them
    const { otherEmployer: company } = world
    expect((await propose(recruiter, await job({ company }), named(owned))).status).toBe(201)
    expect(await unchanged(() => propose(recruiter, here, named(client)))).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
  })

  it('holds for as many days as the employer says, to the instant, and counts from the acceptance', async () => {
    const { agency, otherAgency } = world.people
    const person = await app.person('candidate')
    const employer = await makeCompany('employer', world.staffing)
    const id = await proposed(agency, await job({ company: employer }), person)
    await answer(person, id, 'accept')
    const later = await job({ company: employer })
    const agreed = (daysAgo: string) =>
      app.sql(`update submission set decided_at = now() - interval '${daysAgo}' where id = $1`, [id])
    const tryIt = () => propose(otherAgency, later, named(person))
    await agreed('4319 hours 59 minutes')
    expect(await tryIt()).toMatchObject({ status: 409, body: { code: 'candidate_owned' } })
    // The owner itself may go on at any time
    const own = await proposed(agency, await job({ company: employer }), person)
    await answer(person, own, 'withdraw')
    await agreed('4320 hours')
    expect((await tryIt()).status).toBe(201)

    await app.sql('update company set ownership_days = 30 where id = $1', [employer])
    const again = await job({ company: employer })
    await agreed('719 hours')
    expect((await propose(otherAgency, again, named(person))).status).toBe(409)
    await agreed('720 hours')
    const made = await propose(otherAgency, again, named(person))
    expect(made).toMatchObject({ status: 201 })
    expect(made.body.consentText).toContain('30 days')
    await app.sql('update company set ownership_days = 0 where id = $1', [employer])
    await agreed('0 hours')
    const free = await propose(otherAgency, await job({ company: employer }), named(person))
    expect(free.status).toBe(201)
    expect(free.body.consentText).not.toContain('days')
  })

  it('needs a job that takes applications, and says so before anybody is looked for', async () => {
    const { agency, recruiter, candidate, client } = world.people
    const closed = await Promise.all(
      ['draft', 'pending_approval', 'paused', 'filled', 'closed'].map(status => job({ status })),
    )
    closed.push(await job({ deadline: new Date(Date.now() - 1) }))
    for (const id of closed)
      await unchanged(async () => {
        const answers = [
          await propose(recruiter, id, named(candidate)),
          await propose(agency, id, named(candidate)),
          await propose(agency, id, named(client)),
          await propose(agency, id, { candidate: { name: 'New', email: newEmail() } }),
        ]
        for (const refusal of answers)
          expect(refusal).toMatchObject({ status: 409, body: { code: 'job_closed' } })
      })
  })

  it('is done once by many tries at the same instant, also of somebody who has no account yet', async () => {
    const { agency } = world.people
    for (const candidate of [
      { name: 'Nobody Yet', email: newEmail() },
      named(world.people.candidate).candidate,
    ]) {
      const here = await job()
      const tries = await Promise.all(Array.from({ length: 20 }, () => propose(agency, here, { candidate })))
      const outcomes = Map.groupBy(tries, ({ status, body }) => `${status} ${body.code ?? 'ok'}`)
      expect(Object.fromEntries([...outcomes].map(([outcome, all]) => [outcome, all.length]))).toEqual({
        '201 ok': 1,
        '409 conflict': 19,
      })
      expect(await app.sql('select from users where email = $1', [candidate.email])).toHaveLength(1)
    }
  })

  it('makes way for a new try once its time is over, and takes up what was taken back', async () => {
    const { agency, candidate2 } = world.people
    const here = await job()
    const first = await proposed(agency, here, candidate2)
    await answer(agency, first, 'withdraw')
    const second = await proposed(agency, here, candidate2)
    await app.sql(`update submission set expires_at = now() - interval '1 ms' where id = $1`, [second])
    const third = await proposed(agency, here, candidate2)
    const { data } = (await app.call(agency, 'GET', `/submissions?jobId=${here}`)).body
    expect(data.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
      [third, 'proposed'],
      [second, 'expired'],
      [first, 'withdrawn'],
    ])
  })

  it('is answered alike when it is sent again under one key', async () => {
    const key = { 'idempotency-key': newId() }
    const here = await job()
    const send = () =>
      app.call(world.people.agency, 'POST', `/jobs/${here}/submissions`, named(world.people.candidate), key)
    const [first, second] = [await send(), await send()]
    expect(second).toMatchObject({ status: 201, body: { id: first.body.id } })
    expect(second.headers.get('idempotent-replayed')).toBe('true')
  })

  it('is for staff of the job and agencies on it', async () => {
    const { client, interviewer, candidate, otherClient, otherAgency, outsideRecruiter, admin } = world.people
    const body = named(world.people.candidate2)
    const only = await makeJob({
      company: world.employer,
      staffing: world.staffing,
      by: world.people.manager,
    })
    const request = { method: 'POST', path: `/jobs/${only}/submissions`, body } as const
    await expectRefused(app, request, [
      [client, 403],
      [otherClient, 403],
      [interviewer, 403],
      [candidate, 403],
      [null, 401],
      [otherAgency, 404],
      [outsideRecruiter, 404],
    ])
    await expectHidden(app, request, [otherAgency, outsideRecruiter])
    expect((await propose(admin, only, body)).status).toBe(201)
    // An agency that was taken off the job
    await assign(only, 'agency', { company: world.otherAgency }, world.people.manager)
    expect((await propose(otherAgency, only, body)).status).toBe(201)
    await app.sql('delete from assignment where job_id = $1', [only])
    expect((await propose(otherAgency, only, named(candidate))).status).toBe(404)
  })

  it('refuses what it does not understand, in words', async () => {
    const { recruiter, candidate } = world.people
    const path = `/jobs/${await job()}/submissions`
    const body = { candidateId: candidate.id }
    await expectBadInputRefused(app, recruiter, { method: 'POST', path, body })
    await expectFieldsRefused(app, recruiter, { method: 'POST', path, body }, [
      ['/candidate', named(candidate)],
      ['/candidate', { candidateId: undefined }],
      ['/candidateId', { candidateId: 1 }],
      ['/candidateId', { candidateId: newId() }],
      ['/candidateId', { candidateId: recruiter.id }],
      ['/candidate/email', { candidateId: undefined, candidate: { name: 'A', email: 'nobody' } }],
      ['/candidate/name', { candidateId: undefined, candidate: { email: newEmail() } }],
      [
        '/candidate/role',
        { candidateId: undefined, candidate: { ...named(candidate).candidate, role: 'admin' } },
      ],
      ['/note', { note: '' }],
      ['/note', { note: 'x'.repeat(2_001) }],
      ['/note', { note: 'a\0b' }],
      ['/status', { status: 'accepted' }],
      ['/consentText', { consentText: 'I agree to everything.' }],
    ])
  })
})
