import { globSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { accountEvents } from '../../server/accounts/events.ts'
import { applicationEvents } from '../../server/applications/events.ts'
import { companyEvents } from '../../server/companies/events.ts'
import { events, type EventName } from '../../server/events.ts'
import { closeExpiredJobs } from '../../server/job-postings/close-expired.ts'
import { jobPostingEvents } from '../../server/job-postings/events.ts'
import { inRoom } from '../support/board-client.ts'
import { expectAllHeard, follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeInterview, makeJob, makeWorld } from '../support/world.ts'

const featureEvents: Record<string, Record<string, object>> = Object.fromEntries(
  await Promise.all(
    globSync('server/*/events.ts').map(async file => [
      path.basename(path.dirname(file)),
      (await import(path.resolve(file))) as Record<string, object>,
    ]),
  ),
)

/** The events that this file makes; those of each other feature are followed in its own `live.test.ts`. */
const here = [applicationEvents, jobPostingEvents, accountEvents, companyEvents].flatMap(
  kinds => Object.keys(kinds) as EventName[],
)

describe('apply(snapshot, events) == later snapshot', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('for every event and every audience', { timeout: 120_000 }, async () => {
    const { people } = world
    const { manager, recruiter, client, agency, candidate } = people
    let version = 1
    const ask = async (person: Person, method: string, path: string, body: object = {}) => {
      const answer = await app.call<{ id: string; version?: number }>(person, method, path, body)
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
      return answer.body
    }
    const job = (
      await ask(client, 'POST', '/jobs', {
        title: 'Baker',
        description: 'Bread.',
        type: 'full_time',
        openings: 1,
      })
    ).id
    const tie = { recruiters: [recruiter.id], hiringManagers: [client.id], agencies: [world.agency] }
    await ask(manager, 'PUT', `/jobs/${job}/assignments`, tie)

    const board = `job:${job}`
    const seats = await Promise.all([
      follow(app.url, recruiter, board),
      follow(app.url, client, board),
      follow(app.url, agency, board),
      follow(app.url, recruiter, `user:${recruiter.id}`),
      follow(app.url, client, `user:${client.id}`),
    ])
    const step = async (name: string, act: () => Promise<unknown>) => {
      await act()
      for (const seat of seats) await seat.check(name)
    }
    const edit = async (fields: object) => {
      const rows = await app.sql<{ version: number }>('select version from job_posting where id = $1', [job])
      version = rows[0]!.version
      return ask(manager, 'PATCH', `/jobs/${job}`, { ...fields, version })
    }

    await step('submitted', () => ask(client, 'POST', `/jobs/${job}/submit`))
    await step('returned', () => ask(manager, 'POST', `/jobs/${job}/return`, { reason: 'Which bread?' }))
    await step('submitted again', () => ask(client, 'POST', `/jobs/${job}/submit`))
    await step('approved', () => ask(manager, 'POST', `/jobs/${job}/approve`))
    await step('edited', () => edit({ title: 'Baker of rye bread', level: 'senior' }))

    const apply = async (person: Person) => (await ask(person, 'POST', `/jobs/${job}/applications`)).id
    const mine = await apply(candidate)
    const other = await apply(people.candidate2)
    await app.sql(`update application set agency_company_id = $2, source = 'agency' where id = $1`, [
      mine,
      world.agency,
    ])
    for (const id of [mine, other]) {
      const startsAt = new Date(Date.now() + (id === mine ? 1 : 2) * 86_400_000)
      await makeInterview(id, { panel: [people.interviewer], by: recruiter, startsAt })
    }
    for (const seat of seats.splice(0)) seat.close()
    seats.push(
      ...(await Promise.all([
        follow(app.url, recruiter, board),
        follow(app.url, client, board),
        follow(app.url, agency, board),
        follow(app.url, recruiter, `user:${recruiter.id}`),
        follow(app.url, recruiter, `application:${mine}`),
        follow(app.url, agency, `application:${mine}`),
        follow(app.url, people.interviewer, `application:${mine}`),
        follow(app.url, candidate, `application:${mine}`),
        follow(app.url, people.candidate2, `application:${other}`),
      ])),
    )
    const at = async (id: string) =>
      (await app.sql<{ version: number }>('select version from application where id = $1', [id]))[0]!.version
    const move = async (id: string, to: string, by = recruiter) =>
      ask(by, 'POST', `/applications/${id}/move`, { to, version: await at(id), reason: 'So it is.' })

    await step('ranked', async () =>
      ask(recruiter, 'POST', `/applications/${other}/rank`, { before: mine, version: await at(other) }),
    )
    await step('withdrawn', () => ask(candidate, 'POST', `/applications/${mine}/withdraw`))
    await step('reopened', () => ask(candidate, 'POST', `/applications/${mine}/reopen`))
    await step('screened', () => move(mine, 'screening'))
    await step('proposed', () => ask(recruiter, 'POST', `/applications/${mine}/shortlist`))
    seats.push(await follow(app.url, client, `application:${mine}`))
    await step('approved by the client', () => move(mine, 'interview', client))
    await step('rejected', () => move(other, 'rejected'))
    await step('retitled', () => edit({ title: 'Master baker' }))
    await step('a recruiter renamed', () => ask(recruiter, 'PATCH', '/me', { name: 'Rita Renamed' }))
    await step('a candidate renamed', () => ask(candidate, 'PATCH', '/me', { name: 'Cara Renamed' }))
    await step('the employer renamed', () =>
      ask(client, 'PATCH', `/companies/${world.employer}`, { name: 'Bread & Sons' }),
    )
    await step('the agency renamed', () =>
      ask(agency, 'PATCH', `/companies/${world.agency}`, { name: 'Finders' }),
    )
    await step('unassigned', () =>
      ask(manager, 'PUT', `/jobs/${job}/assignments`, { ...tie, recruiters: [people.recruiter2.id] }),
    )
    await step('paused', () => ask(manager, 'POST', `/jobs/${job}/pause`))
    await step('reopened', () => ask(manager, 'POST', `/jobs/${job}/reopen`))
    await step('offered', () => move(mine, 'offer', client))
    await step('hired, and filled', () => move(mine, 'hired', client))
    await step('more openings', () => edit({ openings: 2 }))
    await step('expired', async () => {
      await app.sql(`update job_posting set deadline = now() - interval '1 second' where id = $1`, [job])
      await closeExpiredJobs(new Date())
    })

    const written = await app.sql<{ type: string }>('select distinct type from event')
    const types = new Set(written.map(({ type }) => type))
    // Deleting writes no event: it ends everybody's right to the board, which is another test's.
    expect(here.filter(name => !types.has(name))).toEqual(['job.deleted'])
    for (const seat of seats) seat.close()
  })

  it('where the client sees everybody, and where a card is hidden from it again', async () => {
    const { people, employer, staffing, agency } = world
    const { manager, recruiter, candidate } = people
    const act = async (person: Person, id: string, verb: string, input: object = {}) => {
      const answer = await app.call(person, 'POST', `/applications/${id}/${verb}`, input)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    }
    for (const company of [staffing, employer]) {
      const job = await makeJob({ company, staffing, by: manager })
      const id = (await app.call(candidate, 'POST', `/jobs/${job}/applications`, {})).body.id
      await app.sql('update application set agency_company_id = $2 where id = $1', [id, agency])
      await act(recruiter, id, 'rank', { version: 1 })
      await act(recruiter, id, 'move', { to: 'screening', version: 2 })
      await act(recruiter, id, 'shortlist')
      await act(candidate, id, 'withdraw')
      await act(candidate, id, 'reopen')
      await act(recruiter, id, 'reject', { reason: 'Not this time.' })
    }
    // An agency hears of an application from the start if it put the candidate forward.
    const asked = await app.call(people.agency, 'POST', `/jobs/${world.job}/submissions`, {
      candidate: { name: candidate.name, email: candidate.email },
    })
    expect((await app.call(candidate, 'POST', `/submissions/${asked.body.id}/accept`)).status).toBe(200)
  })

  it('and every one of them is what its documentation says, to every audience it names', async () => {
    await expectAllHeard(app, here)
  })

  it('for the events of the other features in a file of each', () => {
    const others = Object.keys(events).filter(name => !here.includes(name as EventName))
    const followed = globSync('tests/*/live.test.ts').flatMap(file => {
      const feature = path.basename(path.dirname(file))
      return Object.values(featureEvents[feature] ?? {}).flatMap(kinds => Object.keys(kinds))
    })
    expect(others.filter(name => !followed.includes(name))).toEqual([])
  })

  it('closes the board of a deleted job to everybody in it', async () => {
    const { manager, recruiter, client, agency } = world.people
    const board = `job:${world.job}`
    const seats = await Promise.all([recruiter, client, agency].map(person => inRoom(app.url, person, board)))
    const answer = await app.call(manager, 'DELETE', `/jobs/${world.job}`, {})
    expect(answer.status).toBe(204)
    for (const seat of seats) {
      await until('the room is closed', () => seat.closed())
      seat.close()
    }
  })
})
