import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '../../db/database.ts'
import { demoAccounts, demoPassword } from '../../db/seeds/accounts.ts'
import { seedDemo } from '../../db/seeds/demo.ts'
import type { BoardState, TimelineState } from '../../realtime/apply.ts'
import { auth } from '../../server/auth.ts'
import { inRoom } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'

const signIn = (email: string) => auth().api.signInEmail({ body: { email, password: demoPassword } })
const cardsOf = ({ columns }: BoardState) => columns.flatMap(column => column.cards)

describe('the accounts of the demo', () => {
  const app = hirewire()
  let grid: string
  let bank: string
  beforeAll(async () => {
    await seedDemo(database(), { now: new Date() })
    const postings = await app.sql(`select id from job_posting where status = 'open' order by created_at`)
    ;[grid, bank] = postings.map(posting => `job:${posting.id}`) as [string, string]
  })

  const boardOf = async (who: string, room: string) => {
    const board = await inRoom(app.url, await signIn(`${who}@hirewire.example`), room)
    board.close()
    return board.closed() ? undefined : board.state()
  }

  it.each(demoAccounts)('$email signs in as $name', async ({ email, name, role, hint }) => {
    const { token, user } = await signIn(email)
    expect(user).toMatchObject({ email, name, emailVerified: true })
    const me = await inRoom(app.url, { token }, `user:${user.id}`)
    expect(me.state()).toMatchObject({ user: { name, role } })
    expect(hint.length).toBeGreaterThan(10)
    me.close()
  })

  it('are ten, and nobody else has a password', async () => {
    const ten =
      'admin manager recruiter recruiter2 client client2 interviewer agency candidate candidate2'.split(' ')
    expect(new Set(demoAccounts.map(({ email }) => email))).toEqual(
      new Set(ten.map(who => `${who}@hirewire.example`)),
    )
    expect(await app.sql('select count(*)::int as n from account')).toEqual([{ n: 10 }])
    await expect(signIn('amara.diallo@mail.example')).rejects.toMatchObject({ statusCode: 401 })
  })

  it('see the board that their hints promise', async () => {
    for (const who of ['recruiter', 'recruiter2', 'manager', 'admin'])
      expect(cardsOf((await boardOf(who, grid))!), who).toHaveLength(24)
    const clients = (await boardOf('client', grid))!
    expect(clients.columns.map(({ stage, count }) => [stage, count])).toEqual([
      ['screening', 3],
      ['interview', 4],
      ['offer', 2],
      ['hired', 1],
      ['rejected', 2],
      ['withdrawn', 1],
    ])
    const agencys = cardsOf((await boardOf('agency', grid))!)
    expect(agencys.map(card => card.stage)).toEqual([
      'received',
      'in_review',
      'interviewing',
      'hired',
      'not_selected',
    ])
    const blind = (await boardOf('client2', bank))!.columns.find(({ stage }) => stage === 'screening')!.cards
    expect(blind).toHaveLength(4)
    for (const card of blind) expect(card.candidate.name).toMatch(/^Candidate [0-9A-F]{4}$/)
  })

  it('see no other', async () => {
    for (const [who, room] of [
      ['client', bank],
      ['client2', grid],
      ['agency', bank],
      ['interviewer', grid],
      ['candidate', grid],
    ] as const)
      expect(await boardOf(who, room), who).toBeUndefined()
  })

  it('work: a recruiter moves the candidate, who sees it in their own words', async () => {
    const recruiter = await signIn('recruiter@hirewire.example')
    const candidate = await signIn('candidate@hirewire.example')
    const [{ id }] = (await app.sql('select id from application where candidate_id = $1', [
      candidate.user.id,
    ])) as [{ id: string }]
    const timeline = await inRoom<TimelineState>(app.url, candidate, `application:${id}`)
    expect(timeline.state()).toMatchObject({ application: { stage: 'interviewing' } })
    timeline.close()
    const { version } = (await app.call(recruiter, 'GET', `/applications/${id}`)).body
    const moved = await app.call(recruiter, 'POST', `/applications/${id}/move`, { to: 'offer', version })
    expect(moved.body).toMatchObject({ stage: 'offer', version: version + 1 })
  })
})
