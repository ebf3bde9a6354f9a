import { generateKeyBetween } from 'fractional-indexing'
import { beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../db/database.ts'
import { stages, waitingRules, type Stage } from '../../db/entities/application.ts'
import type { Role } from '../../db/entities/user.ts'
import { seedDemo } from '../../db/seeds/demo.ts'
import { staffRoles } from '../../server/actor.ts'
import { stageTable } from '../../server/applications/stages.ts'
import { waitingOf, type CardFacts } from '../../server/applications/waiting.ts'
import { copyDatabase } from '../support/database.ts'

interface Card extends CardFacts {
  waiting_rule: string | null
  waiting_since: Date | null
  title: string
  opened_at: Date
  candidate: string
  shown_to_client_at: Date | null
  source: string
  agency: string | null
  rank: string
  version: number
  cover_letter: string | null
  expected_salary: string | null
  moves: { from: Stage | null; to: Stage; by: string; role: Role; reason: string | null; at: string }[]
}

const cardsSql = `
  select j.title, j.opened_at, u.email as candidate, a.*, g.name as agency,
    (select json_agg(json_build_object('from', from_stage, 'to', to_stage, 'by', b.email, 'role', b.role,
       'reason', reason, 'at', h.at) order by h.at, h.id)
     from application_history h join users b on b.id = h.by_id where h.application_id = a.id) as moves
  from application a join job_posting j on j.id = a.job_id join users u on u.id = a.candidate_id
    left join company g on g.id = a.agency_company_id
  order by j.title, a.rank`

/** The demo as a database started at that instant has it. */
const seededAt = async (now: Date) => {
  const copy = await copyDatabase()
  const database = await openDatabase(copy.url, { onError: () => {} })
  const rows = async (text: string) => (await database.pool.query(text)).rows
  const done = await Promise.all([seedDemo(database, { now }), seedDemo(database, { now })])
  const world = {
    done,
    cards: (await rows(cardsSql)) as Card[],
    users:
      await rows(`select u.email, u.email_verified, u.role, c.name as company, p.skills, p.experience_years
      from users u left join company c on c.id = u.company_id left join candidate_profile p on p.user_id = u.id`),
    companies: await rows(`select c.name, c.kind, s.name as served_by from company c
      left join company s on s.id = c.served_by_id order by c.id`),
    postings:
      await rows(`select j.title, c.name as company, s.name as staffing, status, blind_shortlist, openings,
        array(select coalesce(u.email, a.name) from assignment t left join users u on u.id = t.user_id
          left join company a on a.id = t.company_id where t.job_id = j.id order by 1) as assigned
      from job_posting j join company c on c.id = j.company_id join company s on s.id = j.staffing_company_id
      order by j.created_at`),
    left: await rows(
      `select (select count(*) from event) + (select count(*) from pgboss.job where name = 'notify') as n`,
    ),
  }
  await database.close()
  await copy.drop()
  return world
}

const starts = ['2026-11-16T00:05:00Z', '2026-11-21T12:00:00Z', '2026-11-22T23:55:00Z'] // Monday, Saturday, Sunday

describe.each(starts)('the world of a demo started at %s', start => {
  const now = new Date(start)
  let world: Awaited<ReturnType<typeof seededAt>>
  let grid: Card[]
  beforeAll(async () => {
    world = await seededAt(now)
    grid = world.cards.filter(card => card.title === 'Senior Backend Engineer')
  })

  it('is made once, by one of two who start at once, and tells nobody', () => {
    expect(world.done.toSorted()).toEqual([false, true])
    expect(world.left).toEqual([{ n: '0' }])
  })

  it('has a staffing company, two employers that it serves, and an agency', () => {
    expect(world.companies).toEqual([
      { name: 'Northlight Talent', kind: 'staffing', served_by: null },
      { name: 'Kestrel Grid', kind: 'employer', served_by: 'Northlight Talent' },
      { name: 'Alder & Finch', kind: 'employer', served_by: 'Northlight Talent' },
      { name: 'Ponte Search', kind: 'agency', served_by: null },
    ])
    expect(world.users.every(user => user.email_verified)).toBe(true)
    const candidates = world.users.filter(user => user.role === 'candidate')
    expect(candidates).toHaveLength(40)
    for (const { skills, experience_years: years } of candidates) {
      expect(skills.length).toBeGreaterThan(1)
      expect(years).toBeGreaterThan(0)
    }
  })

  it('has one posting in full swing, one with a blind shortlist, and one that waits for approval', () => {
    expect(world.postings).toMatchObject([
      {
        company: 'Kestrel Grid',
        staffing: 'Northlight Talent',
        status: 'open',
        blind_shortlist: false,
        assigned: expect.arrayContaining([
          'recruiter@hirewire.example',
          'recruiter2@hirewire.example',
          'client@hirewire.example',
          'Ponte Search',
        ]),
      },
      { company: 'Alder & Finch', status: 'open', blind_shortlist: true },
      { company: 'Kestrel Grid', status: 'open' },
      { company: 'Kestrel Grid', status: 'pending_approval', assigned: [] },
    ])
    expect(new Set(grid.map(card => card.stage))).toEqual(new Set(stages))
    expect(grid).toHaveLength(24)
    expect(grid.filter(card => card.stage === 'screening' && card.shortlist === 'proposed')).toHaveLength(3)
    expect(grid.filter(card => card.agency === 'Ponte Search')).toHaveLength(5)
    expect(grid.filter(card => card.stage === 'hired').length).toBeLessThan(world.postings[0].openings)
    const postingsOf = (who: string) =>
      world.cards.filter(card => card.candidate === `${who}@hirewire.example`)
    expect(postingsOf('candidate').map(card => card.title)).toEqual(['Senior Backend Engineer'])
    expect(postingsOf('candidate2')).toHaveLength(2)
    expect(new Set(world.cards.map(card => card.expected_salary)).size).toBeGreaterThan(30)
    expect(new Set(world.cards.map(card => card.cover_letter)).size).toBeGreaterThan(25)
  })

  it('came about by moves that the rules allow, in the order of their dates', () => {
    for (const { moves, ...card } of world.cards) {
      const times = [card.opened_at, ...moves.map(move => move.at), now].map(at => new Date(at).getTime())
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(moves.at(-1)).toMatchObject({ to: card.stage })
      expect(new Date(moves.at(-1)!.at)).toEqual(card.stage_since)
      expect(now.getTime() - card.stage_since.getTime()).toBeLessThan(30 * 24 * 3_600_000)
      expect(moves[0]).toMatchObject({ from: null, to: 'applied', by: card.candidate })
      expect(card.version).toBe(moves.length + Number(card.shortlist !== 'none'))
      expect(card.shown_to_client_at !== null).toBe(
        card.shortlist !== 'none' || moves.some(move => move.to === 'interview'),
      )
      for (const [index, { from, to, role, reason }] of moves.slice(1).entries()) {
        expect(from).toBe(moves[index]!.to)
        const mover = staffRoles.some(staff => staff === role) ? 'staff' : role
        expect(stageTable[from!][to]).toContain(mover)
        expect(reason !== null).toBe(to === 'rejected')
      }
    }
  })

  it('says of every card whom it waits for as the commands would', () => {
    for (const card of world.cards) {
      const waiting = waitingOf(card)
      expect([card.waiting_rule, card.waiting_since], card.candidate).toEqual([
        waiting?.rule ?? null,
        waiting?.since ?? null,
      ])
    }
    const shown = new Set(world.cards.map(card => card.waiting_rule))
    expect(waitingRules.filter(rule => !shown.has(rule))).toEqual(['offer-making'])
  })

  it('ranks the cards of a board, each at a place of its own with room on both sides', () => {
    const ranks = grid.map(card => card.rank)
    expect(new Set(ranks).size).toBe(ranks.length)
    for (const [index, rank] of ranks.entries())
      expect(generateKeyBetween(rank, ranks[index + 1] ?? null) > rank).toBe(true)
  })
})

it('is the same for the same instant', async () => {
  const now = new Date('2026-11-18T10:00:00Z')
  const [one, other] = [await seededAt(now), await seededAt(now)]
  const withoutIds = ({ cards }: typeof one) =>
    cards.map(({ title, candidate, stage, rank, version, moves }) => [
      title,
      candidate,
      stage,
      rank,
      version,
      moves,
    ])
  expect(withoutIds(one)).toEqual(withoutIds(other))
})
