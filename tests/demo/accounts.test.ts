import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '../../db/database.ts'
import { demoAccounts, demoPassword } from '../../db/seeds/accounts.ts'
import { seedDemo } from '../../db/seeds/demo.ts'
import type { BoardState } from '../../realtime/apply.ts'
import { hirewire } from '../support/hirewire.ts'

const ten = 'admin manager recruiter recruiter2 client client2 interviewer agency candidate candidate2'.split(
  ' ',
)

describe('the accounts of the demo', () => {
  const app = hirewire()
  const sessions = new Map<string, { token: string; user: { id: string; name: string } }>()
  let grid: string
  let bank: string
  let waiting: string
  const signIn = (email: string) =>
    app.call(null, 'POST', '/auth/sign-in/email', { email, password: demoPassword })
  const session = (who: string) => sessions.get(`${who}@hirewire.example`)!
  const boardOf = (who: string, job: string) =>
    app.call<BoardState>(session(who), 'GET', `/jobs/${job}/board`)

  beforeAll(async () => {
    await seedDemo(database(), { now: new Date() })
    const postings = await app.sql<{ id: string; title: string }>('select id, title from job_posting')
    const titled = (title: string) => postings.find(posting => posting.title === title)!.id
    grid = titled('Senior Backend Engineer')
    bank = titled('Product Designer, Onboarding')
    waiting = titled('Site Reliability Engineer')
    for (const { email } of demoAccounts) sessions.set(email, (await signIn(email)).body)
  })

  it.each(demoAccounts)('$email is $name', async ({ email, name, role, hint }) => {
    const me = await app.call(sessions.get(email)!, 'GET', '/me')
    expect(me).toMatchObject({ status: 200, body: { email, name, role } })
    expect(hint.length).toBeGreaterThan(10)
  })

  it('are ten, and nobody else has a password', async () => {
    expect([...sessions.keys()].toSorted()).toEqual(ten.map(who => `${who}@hirewire.example`).toSorted())
    expect(await app.sql('select count(*)::int as n from account')).toEqual([{ n: 10 }])
    expect((await signIn('amara.diallo@mail.example')).status).toBe(401)
  })

  it('see the board that their hints promise', async () => {
    for (const who of ['recruiter', 'recruiter2', 'manager', 'admin']) {
      const { columns } = (await boardOf(who, grid)).body
      expect(
        columns.reduce((cards, { count }) => cards + count, 0),
        who,
      ).toBe(24)
    }
    const counts = (await boardOf('client', grid)).body.columns.map(({ stage, count }) => [stage, count])
    expect(Object.fromEntries(counts)).toEqual({
      screening: 3,
      interview: 4,
      offer: 2,
      hired: 1,
      rejected: 2,
      withdrawn: 1,
    })
    const stages = (await boardOf('agency', grid)).body.columns.flatMap(({ cards }) =>
      cards.map(card => card.stage),
    )
    expect(stages).toEqual(['received', 'in_review', 'interviewing', 'hired', 'not_selected'])
    const blind = (await boardOf('client2', bank)).body.columns.find(({ stage }) => stage === 'screening')!
    expect(blind.count).toBe(4)
    for (const { candidate } of blind.cards) expect(candidate.name).toMatch(/^Candidate [0-9A-F]{4}$/)
  })

  it('see no other', async () => {
    for (const [who, job] of [
      ['client', bank],
      ['client2', grid],
      ['client2', waiting],
      ['agency', bank],
      ['agency', waiting],
    ] as const)
      expect((await boardOf(who, job)).status, who).toBe(404)
    for (const who of ['interviewer', 'candidate', 'candidate2'])
      expect((await boardOf(who, grid)).status, who).toBe(403)
  })

  it('work: the client selects, and the candidate reads it in their own words', async () => {
    const { cards } = (await boardOf('client', grid)).body.columns.find(({ stage }) => stage === 'interview')!
    const card = cards.find(({ candidate }) => candidate.name === session('candidate').user.name)!
    const path = `/applications/${card.id}`
    expect((await app.call(session('candidate'), 'GET', path)).body).toMatchObject({ stage: 'interviewing' })
    const answer = await app.call(session('client'), 'POST', `${path}/move`, {
      to: 'offer',
      version: card.version,
    })
    expect(answer.body).toMatchObject({ stage: 'offer' })
    expect((await app.call(session('candidate'), 'GET', path)).body).toMatchObject({ stage: 'offer' })
  })

  it('work: the manager approves the posting that waits, and nobody else does', async () => {
    expect((await app.call(session('recruiter'), 'POST', `/jobs/${waiting}/approve`, {})).status).toBe(403)
    const answer = await app.call(session('manager'), 'POST', `/jobs/${waiting}/approve`, {})
    expect(answer.body).toMatchObject({ title: 'Site Reliability Engineer', status: 'open' })
  })
})
