import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '../../db/database.ts'
import { inTransaction } from '../../db/in-transaction.ts'
import { Application, stages } from '../../db/entities/application.ts'
import { JobPosting, jobStatuses } from '../../db/entities/job-posting.ts'
import { roles } from '../../db/entities/user.ts'
import type { Actor } from '../../server/actor.ts'
import * as applications from '../../server/applications/policy.ts'
import * as jobPostings from '../../server/job-postings/policy.ts'
import { holdApplications } from '../../server/applications/queries.ts'
import { jobRowsWhere, subjectOf } from '../../server/job-postings/queries.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { assign, makeApplication, makeCompany, makeJob } from '../support/world.ts'

const nth = fc.nat(1_000)
const pick = <Item>(items: readonly Item[], n: number) => items[n % items.length]!

const drawnJob = fc.record({
  employer: nth,
  staffing: nth,
  inHouse: fc.boolean(),
  status: fc.constantFrom(...jobStatuses),
  deleted: fc.boolean(),
  agencies: fc.array(nth, { maxLength: 2 }),
  assigned: fc.array(nth, { maxLength: 2 }),
})
const drawnApplication = fc.record({
  job: nth,
  candidate: nth,
  stage: fc.constantFrom(...stages),
  shown: fc.boolean(),
  agency: fc.option(nth),
})

describe('what the database finds for somebody is what they may read', () => {
  const app = hirewire()
  const companies = { staffing: [] as string[], employer: [] as string[], agency: [] as string[] }
  const people: Person[] = []
  const candidates: Person[] = []
  beforeAll(async () => {
    for (const kind of ['staffing', 'employer', 'agency'] as const)
      for (let n = 0; n < 2; n++) companies[kind].push(await makeCompany(kind))
    // Every role in every kind of company, and in none: also those that make no sense
    for (const role of roles)
      for (const company of [null, ...Object.values(companies).flat()])
        people.push(await app.person(role, company))
    candidates.push(...people.filter(({ role, companyId }) => role === 'candidate' && companyId === null))
    for (let n = 0; n < 3; n++) candidates.push(await app.person('candidate'))
  })
  const actors = (): Actor[] =>
    [...people, ...candidates].map(({ id, name, role, companyId, sessionId }) => ({
      id,
      name,
      role,
      companyId,
      sessionId,
    }))

  const makeRandomJob = async (drawn: typeof drawnJob extends fc.Arbitrary<infer T> ? T : never) => {
    const staffing = pick(companies.staffing, drawn.staffing)
    const company = drawn.inHouse ? staffing : pick(companies.employer, drawn.employer)
    const by = people[0]!
    const id = await makeJob({ company, staffing, by, status: drawn.status })
    if (drawn.deleted) await app.sql('update job_posting set deleted_at = now() where id = $1', [id])
    for (const agency of new Set(drawn.agencies.map(n => pick(companies.agency, n))))
      await assign(id, 'agency', { company: agency }, by)
    for (const user of new Set(drawn.assigned.map(n => pick(people, n))))
      await assign(id, 'recruiter', { user }, by)
    return id
  }
  const clear = () => app.sql('truncate job_posting cascade')
  const found = (rows: { id: string }[]) => rows.map(({ id }) => id).toSorted()

  it('of jobs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawnJob, { minLength: 1, maxLength: 8 }), async drawn => {
        await clear()
        for (const each of drawn) await makeRandomJob(each)
        for (const actor of actors()) {
          const em = database().orm.em.fork()
          const readable: { id: string }[] = []
          for (const job of await em.find(JobPosting, {}))
            if (jobPostings.policy.can(actor, 'read', await subjectOf(em, actor, job))) readable.push(job)
          const scoped = await jobRowsWhere(jobPostings.policy.scope(actor), {
            by: 'created_at',
            direction: 'asc',
            limit: 100,
          })
          expect(found(scoped), `${actor.role} of ${actor.companyId}`).toEqual(found(readable))
        }
      }),
      { numRuns: 6 },
    )
  })

  it('of applications', async () => {
    const worlds = fc.tuple(
      fc.array(drawnJob, { minLength: 1, maxLength: 4 }),
      fc.array(drawnApplication, { minLength: 1, maxLength: 12 }),
    )
    await fc.assert(
      fc.asyncProperty(worlds, async ([drawnJobs, drawn]) => {
        await clear()
        const jobs: string[] = []
        for (const each of drawnJobs) jobs.push(await makeRandomJob(each))
        const taken = new Set<string>()
        for (const { job, candidate, agency, ...more } of drawn) {
          const pair = `${pick(jobs, job)} ${pick(candidates, candidate).id}`
          if (taken.has(pair)) continue
          taken.add(pair)
          const company = agency === null ? null : pick(companies.agency, agency)
          await makeApplication(pick(jobs, job), pick(candidates, candidate), { ...more, agency: company })
        }
        for (const actor of actors()) {
          const em = database().orm.em.fork()
          const ids = (await em.find(Application, {})).map(({ id }) => id)
          const all = await inTransaction(async transaction => ({
            result: await holdApplications(transaction, ids, { wait: true }),
          }))
          const readable = all.filter(row =>
            applications.policy.can(actor, 'read', applications.subjectOf(row, actor)),
          )
          const scoped = await em.find(Application, applications.policy.scope(actor))
          expect(found(scoped), `${actor.role} of ${actor.companyId}`).toEqual(found(readable))
        }
      }),
      { numRuns: 6 },
    )
  })
})
