import type { EntityManager } from '@mikro-orm/postgresql'
import type { ICompany } from '../entities/company.ts'
import type { IJobPosting } from '../entities/job-posting.ts'
import type { IUser } from '../entities/user.ts'
import { bankBoard, gridBoard, type Standing } from './boards.ts'
import { makeChance, type Chance } from './chance.ts'
import { assign, makeApplication, makeJobPosting } from './factories.ts'
import { bankLetters, gridLetters } from './letters.ts'
import { makeCompanies, makePeople, type Calendar } from './people.ts'
import { bankDesigner, gridBackend, gridReliability } from './postings.ts'
import { wayTo } from './way.ts'

interface Board {
  job: IJobPosting
  standings: Standing[]
  letters: Record<string, string>
  client: IUser
  recruiters: IUser[]
  agency?: ICompany
}

interface World {
  person: (who: string) => IUser
  now: Date
  chance: Chance
}

const fillBoard = (em: EntityManager, { standings, letters, agency, ...board }: Board, world: World) => {
  for (const standing of standings) {
    const candidate = world.person(standing.who)
    makeApplication(em, {
      job: board.job,
      candidate,
      steps: wayTo(standing, { ...board, ...world, candidate }),
      source: standing.source ?? 'direct',
      agencyCompany: standing.source === 'agency' ? agency! : null,
      coverLetter: letters[standing.who] ?? null,
      expectedSalary: standing.euros === undefined ? null : String(standing.euros * 100),
      expectedSalaryCurrency: standing.euros === undefined ? null : 'EUR',
      noticePeriodDays: standing.noticeDays ?? null,
    })
  }
}

/** Puts the demo's world together, as it stands at `now`. The same instant gives the same world, but for the ids. */
export const buildWorld = (em: EntityManager, now: Date) => {
  const day: Calendar = days => {
    const at = new Date(now)
    at.setUTCDate(at.getUTCDate() + days)
    at.setUTCHours(9, 0, 0, 0)
    return at
  }
  const { grid, bank, agency, ...companies } = makeCompanies(em, day)
  const person = makePeople(em, { grid, bank, agency, ...companies }, day)
  const manager = person('manager')
  const recruiters = [person('recruiter'), person('recruiter2')]
  const [client, client2] = [person('client'), person('client2')]

  const backend = makeJobPosting(em, {
    ...gridBackend,
    company: grid,
    createdBy: client,
    deadline: day(45),
    at: day(-66),
    submittedAt: day(-65),
    openedAt: day(-63),
  })
  const designer = makeJobPosting(em, {
    ...bankDesigner,
    company: bank,
    createdBy: client2,
    deadline: day(60),
    at: day(-59),
    submittedAt: day(-58),
    openedAt: day(-57),
  })
  const reliability = makeJobPosting(em, {
    ...gridReliability,
    company: grid,
    createdBy: client,
    deadline: day(75),
    at: day(-2),
    submittedAt: day(-1),
  })

  for (const to of [...recruiters, client, agency]) assign(em, backend, { to, by: manager, at: day(-63) })
  for (const to of [recruiters[1]!, client2]) assign(em, designer, { to, by: manager, at: day(-57) })

  const world = { person, now, chance: makeChance(2026) }
  fillBoard(
    em,
    { job: backend, standings: gridBoard, letters: gridLetters, client, recruiters, agency },
    world,
  )
  fillBoard(
    em,
    {
      job: designer,
      standings: bankBoard,
      letters: bankLetters,
      client: client2,
      recruiters: [recruiters[1]!],
    },
    world,
  )
}
