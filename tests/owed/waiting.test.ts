import { beforeAll, describe, expect, it } from 'vitest'
import { database, sqlOf } from '../../db/database.ts'
import type { Role } from '../../db/entities/user.ts'
import { newId } from '../../db/new-id.ts'
import { owedRows } from '../../server/owed/queries.ts'
import { ruleNames, rulesFor, type RuleName } from '../../server/owed/rules.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { assign, makeApplication, makeInterview, makeJob, makeWorld } from '../support/world.ts'

const hour = 3_600_000

describe('what waits for whom', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  /** Those who owe this on this job, of everybody; each of them reads it on their own list as well. */
  const owing = async (rule: RuleName, job: string, now = new Date()) => {
    const rows = await owedRows(sqlOf(database().orm.em.fork()), { now, only: [rule] })
    return rows.filter(({ job_id }) => job_id === job)
  }
  const who = async (rule: RuleName, job: string, now?: Date) =>
    (await owing(rule, job, now)).map(({ user_id }) => user_id).toSorted()
  const ids = (...people: Person[]) => people.map(({ id }) => id).toSorted()
  const newJob = (options: Partial<Parameters<typeof makeJob>[0]> = {}) =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager, ...options })
  /** A job with its recruiter and its hiring manager, and a candidate standing on its board. */
  const board = async (...standing: [Parameters<typeof makeApplication>[2]?]) => {
    const { manager, recruiter, client } = world.people
    const job = await newJob()
    await assign(job, 'recruiter', { user: recruiter }, manager)
    await assign(job, 'hiring_manager', { user: client }, manager)
    const candidate = await app.person('candidate')
    return { job, candidate, application: await makeApplication(job, candidate, ...standing) }
  }
  const list = async (person: Person) => (await app.call(person, 'GET', '/me/waiting?limit=100')).body.data
  const waiting = async (person: Person, job: string) =>
    (await list(person)).filter((line: { job?: { id: string } }) => line.job?.id === job)
  const set = (table: string, id: string, assignments: string, ...values: unknown[]) =>
    app.sql(`update ${table} set ${assignments} where id = $1`, [id, ...values])

  it('job-approval: managers approve what was submitted', async () => {
    const { client, manager } = world.people
    const body = { title: 'Baker', description: 'Bread.', type: 'full_time' }
    const job = (await app.call(client, 'POST', '/jobs', body)).body.id
    expect(await who('job-approval', job)).toEqual([])
    const { submittedAt } = (await app.call(client, 'POST', `/jobs/${job}/submit`, {})).body
    expect(await who('job-approval', job)).toEqual(ids(manager))
    expect(await waiting(manager, job)).toEqual([
      {
        rule: 'job-approval',
        title: 'Approve or return Baker',
        subject: { kind: 'job', id: job },
        job: { id: job, title: 'Baker' },
        since: submittedAt,
        url: '/boards',
      },
    ])
    await app.call(manager, 'POST', `/jobs/${job}/return`, { reason: 'Which bread?' })
    expect(await who('job-approval', job)).toEqual([])
    await app.call(client, 'POST', `/jobs/${job}/submit`, {})
    await app.call(manager, 'POST', `/jobs/${job}/approve`, {})
    expect(await who('job-approval', job)).toEqual([])
  })

  it('recruiter-missing: managers assign somebody to an open job', async () => {
    const { manager, recruiter } = world.people
    const job = await newJob()
    expect(await who('recruiter-missing', job)).toEqual(ids(manager))
    await assign(job, 'recruiter', { user: recruiter }, manager)
    expect(await who('recruiter-missing', job)).toEqual([])
    await set('users', recruiter.id, 'deactivated_at = now()')
    expect(await who('recruiter-missing', job)).toEqual(ids(manager))
    await set('users', recruiter.id, 'deactivated_at = null')
    expect(await who('recruiter-missing', await newJob({ status: 'paused' }))).toEqual([])
  })

  it('assignment-idle: whoever is assigned does something', async () => {
    const { job, application } = await board()
    const { recruiter, recruiter2, manager } = world.people
    await assign(job, 'recruiter', { user: recruiter2 }, manager)
    expect(await who('assignment-idle', job)).toEqual(ids(recruiter, recruiter2))
    await app.call(recruiter, 'POST', `/applications/${application}/move`, { to: 'screening', version: 1 })
    expect(await who('assignment-idle', job)).toEqual(ids(recruiter2))
    await set('job_posting', job, `status = 'closed'`)
    expect(await who('assignment-idle', job)).toEqual([])
  })

  it('posting-acceptance: the candidate answers until the time for it is over', async () => {
    const { people, employer } = world
    const candidate = await app.person('candidate')
    const job = await newJob()
    const submission = newId()
    await app.sql(
      `insert into submission (id, job_id, candidate_id, company_id, source, by_id, by_name, by_company_name,
         candidate_name, job_title, company_name, status, consent_text, expires_at, created_at, updated_at)
       values ($1, $2, $3, $4, 'recruiter', $5, '', '', '', '', '', 'proposed', '', now() + interval '1 day', now(), now())`,
      [submission, job, candidate.id, employer, people.recruiter.id],
    )
    expect(await who('posting-acceptance', job)).toEqual(ids(candidate))
    expect(await waiting(candidate, job)).toMatchObject([
      { rule: 'posting-acceptance', subject: { kind: 'submission', id: submission } },
    ])
    expect(await who('posting-acceptance', job, new Date(Date.now() + 25 * hour))).toEqual([])
    await set('submission', submission, `status = 'declined'`)
    expect(await who('posting-acceptance', job)).toEqual([])
  })

  it('terms-approval: managers look at what a recruiter agreed', async () => {
    const { recruiter, manager } = world.people
    const job = await newJob()
    const [thread, message, proposal] = [newId(), newId(), newId()]
    await app.sql(`insert into thread (id, kind, job_id, created_at) values ($1, 'negotiation', $2, now())`, [
      thread,
      job,
    ])
    await app.sql(
      `insert into message (id, thread_id, number, by_id, by_name, side, text, created_at)
       values ($1, $2, 1, $3, '', 'staff', '', now())`,
      [message, thread, recruiter.id],
    )
    await app.sql(
      `insert into proposal (id, thread_id, message_id, kind, round, side, by_id, by_role, status, terms, review,
         decided_at, created_at)
       values ($1, $2, $3, 'service_terms', 1, 'staff', $4, 'recruiter', 'accepted', '{}', 'pending', now(), now())`,
      [proposal, thread, message, recruiter.id],
    )
    expect(await who('terms-approval', job)).toEqual(ids(manager))
    await set('proposal', proposal, `review = 'approved'`)
    expect(await who('terms-approval', job)).toEqual([])
  })

  it('shortlist-action: the job’s hiring managers decide, or the managers where there are none', async () => {
    const { client, manager, unassignedClient } = world.people
    const { job, application } = await board({ stage: 'screening' })
    await app.call(world.people.recruiter, 'POST', `/applications/${application}/shortlist`)
    expect(await who('shortlist-action', job)).toEqual(ids(client))
    expect(await waiting(unassignedClient, job)).toEqual([])
    await app.sql(`delete from assignment where job_id = $1 and kind = 'hiring_manager'`, [job])
    expect(await who('shortlist-action', job)).toEqual(ids(manager))
    await app.call(manager, 'POST', `/applications/${application}/reject`, { reason: 'No.' })
    expect(await who('shortlist-action', job)).toEqual([])
  })

  it('interview-scheduling, offer-making, counter-answer: the job’s recruiters, or the managers', async () => {
    const { recruiter, recruiter2, manager } = world.people
    const facts = {
      'interview-scheduling': ['interview', null],
      'offer-making': ['offer', null],
      'counter-answer': ['offer', 'candidate'],
    } as const
    for (const rule of Object.keys(facts) as (keyof typeof facts)[]) {
      const [stage, by] = facts[rule]
      const { job, application } = await board({ stage })
      await set('application', application, 'offer_by = $2, waiting_rule = $3', by, rule)
      await assign(job, 'recruiter', { user: recruiter2 }, manager)
      expect(await who(rule, job), rule).toEqual(ids(recruiter, recruiter2))
      await app.sql(`delete from assignment where job_id = $1 and kind = 'recruiter'`, [job])
      expect(await who(rule, job), rule).toEqual(ids(manager))
      await app.call(manager, 'POST', `/applications/${application}/reject`, { reason: 'No.' })
      expect(await who(rule, job), rule).toEqual([])
    }
  })

  it('interview-choice, offer-answer: the candidate', async () => {
    for (const [rule, stage] of [
      ['interview-choice', 'interview'],
      ['offer-answer', 'offer'],
    ] as const) {
      const { job, application, candidate } = await board({ stage })
      await set('application', application, 'waiting_rule = $2', rule)
      expect(await who(rule, job)).toEqual(ids(candidate))
      const [line] = await waiting(candidate, job)
      expect(line).toMatchObject({ rule, application: { id: application } })
      expect(line.application).toEqual({ id: application })
      await app.call(candidate, 'POST', `/applications/${application}/withdraw`)
      expect(await who(rule, job)).toEqual([])
    }
  })

  it('interview-answer: whoever was asked and has not answered, until it begins', async () => {
    const { interviewer, recruiter } = world.people
    const { job, application } = await board({ stage: 'interview' })
    const startsAt = new Date(Date.now() + 24 * hour)
    const interview = await makeInterview(application, {
      panel: [interviewer, recruiter],
      by: recruiter,
      startsAt,
    })
    expect(await who('interview-answer', job)).toEqual(ids(interviewer, recruiter))
    await app.sql(
      `update interview_panelist set answer = 'accepted' where interview_id = $1 and user_id = $2`,
      [interview, recruiter.id],
    )
    expect(await who('interview-answer', job)).toEqual(ids(interviewer))
    expect(await who('interview-answer', job, startsAt)).toEqual([])
    await set('interview', interview, `status = 'cancelled'`)
    expect(await who('interview-answer', job)).toEqual([])
  })

  it('feedback: each of the panel who has not given it, from the end of the interview on', async () => {
    const { interviewer, client, recruiter, otherClient } = world.people
    const { job, application } = await board({ stage: 'interview' })
    const startsAt = new Date(Date.now() - hour)
    const panel = [interviewer, client, recruiter, otherClient]
    const interview = await makeInterview(application, { panel, by: recruiter, startsAt, minutes: 90 })
    const ended = new Date(startsAt.getTime() + 90 * 60_000)
    expect(await who('feedback', job)).toEqual([])
    expect(await who('feedback', job, ended)).toEqual(ids(interviewer, client, recruiter))
    expect((await owing('feedback', job, ended))[0]).toMatchObject({ since: ended, subject_id: interview })
    const body = { overall: 'yes', scores: [] }
    await app.call(client, 'PUT', `/interviews/${interview}/feedback`, body)
    await app.sql(
      `update interview_panelist set answer = 'declined' where interview_id = $1 and user_id = $2`,
      [interview, recruiter.id],
    )
    expect(await who('feedback', job, ended)).toEqual(ids(interviewer))
    await set('interview', interview, `ends_at = ends_at + interval '1 hour'`)
    expect(await who('feedback', job, ended)).toEqual([])
    const later = new Date(ended.getTime() + hour)
    expect(await who('feedback', job, later)).toEqual(ids(interviewer))
    await set('application', application, `stage = 'offer'`)
    expect(await who('feedback', job, later)).toEqual([])
  })

  it('candidate-selection: the client, once all feedback is in', async () => {
    const { interviewer, client, recruiter } = world.people
    const { job, application } = await board({ stage: 'interview' })
    const startsAt = new Date(Date.now() - 5 * hour)
    const interview = await makeInterview(application, { panel: [interviewer], by: recruiter, startsAt })
    await app.call(interviewer, 'PUT', `/interviews/${interview}/feedback`, { overall: 'no', scores: [] })
    expect(await who('candidate-selection', job)).toEqual(ids(client))
    const { version } = (await app.call(client, 'GET', `/applications/${application}`)).body
    await app.call(client, 'POST', `/applications/${application}/move`, { to: 'offer', version })
    expect(await who('candidate-selection', job)).toEqual([])
  })

  it('is owed by nobody on a job that is closed, filled or gone, nor by who was deactivated or has left', async () => {
    const { client } = world.people
    const { job } = await board({ stage: 'screening', shortlist: 'proposed' })
    const rule = 'shortlist-action'
    expect(await who(rule, job)).toEqual(ids(client))
    for (const [broken, mended] of [
      [`status = 'closed'`, `status = 'open'`],
      [`status = 'filled'`, `status = 'paused'`],
      ['deleted_at = now()', 'deleted_at = null'],
    ] as const) {
      await set('job_posting', job, broken)
      expect(await who(rule, job), broken).toEqual([])
      await set('job_posting', job, mended)
      expect(await who(rule, job), mended).toEqual(ids(client))
    }
    await set('users', client.id, 'company_id = $2', world.otherEmployer)
    expect(await who(rule, job)).not.toContain(client.id)
    await set('users', client.id, 'company_id = $2, deactivated_at = now()', world.employer)
    expect(await who(rule, job)).not.toContain(client.id)
    await set('users', client.id, 'deactivated_at = null')
    expect(await who(rule, job)).toEqual(ids(client))
  })

  it('is read page by page, oldest first, counted, and only one’s own', async () => {
    const { employer, staffing } = world
    const client = await app.person('client', employer)
    const job = await newJob({ blind: true })
    await assign(job, 'hiring_manager', { user: client }, world.people.manager)
    const waitingCards: string[] = []
    for (const n of [3, 1, 2]) {
      const id = await makeApplication(job, await app.person('candidate', null, `Secret ${n}`), {
        stage: 'screening',
        shortlist: 'proposed',
      })
      await set('application', id, `waiting_since = now() - $2 * interval '1 hour'`, n)
      waitingCards[3 - n] = id
    }
    const ahead = await makeApplication(job, await app.person('candidate'), { stage: 'interview' })
    await set(
      'application',
      ahead,
      `waiting_rule = 'candidate-selection', waiting_since = now() + interval '1 hour'`,
    )
    const first = (await app.call(client, 'GET', '/me/waiting?limit=2')).body
    const next = (await app.call(client, 'GET', `/me/waiting?cursor=${first.page.nextCursor}`)).body
    const lines = [...first.data, ...next.data]
    expect(lines.map(({ application }) => application.id)).toEqual(waitingCards)
    expect(next.page).toEqual({ nextCursor: null })
    expect(JSON.stringify(lines)).not.toContain('Secret')
    expect(lines[0].application.candidate).toMatch(/^Candidate [0-9A-F]{4}$/)
    expect((await app.call(client, 'GET', '/me/waiting/count')).body).toEqual({ count: 3 })
    const outsider = await app.person('client', world.otherEmployer)
    const idle = await app.person('recruiter', staffing)
    for (const person of [outsider, idle, world.people.admin, world.people.agency])
      expect(await list(person), person.role).toEqual([])
    expect((await app.call(null, 'GET', '/me/waiting')).status).toBe(401)
    expect((await app.call(client, 'GET', '/me/waiting?user=1')).status).toBe(400)
    expect((await app.call(client, 'GET', '/me/waiting?cursor=x')).status).toBe(400)
  })

  it('asks the same of one person as of all: nobody’s list says more or less than the sweep', async () => {
    const db = sqlOf(database().orm.em.fork())
    const now = new Date(Date.now() + 30 * 24 * hour)
    const all = await owedRows(db, { now })
    const people = await app.sql<{ id: string; role: Role }>('select id, role from users')
    const roleOf = new Map(people.map(({ id, role }) => [id, role]))
    // Whoever is not asked about a rule because of their role owes nothing by it
    for (const { rule, user_id } of all) expect(rulesFor(roleOf.get(user_id)!)).toContain(rule)
    const each = await Promise.all(people.map(({ id }) => owedRows(db, { now, userId: id })))
    expect(each.flat().length).toBe(all.length)
    for (const [index, { id }] of people.entries())
      expect(each[index]).toEqual(all.filter(({ user_id }) => user_id === id))
    const keys = all.map(({ rule, subject_id, user_id }) => `${rule} ${subject_id} ${user_id}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(ruleNames).toHaveLength(18)
  })
})
