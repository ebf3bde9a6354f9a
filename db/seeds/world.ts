import type { EntityManager } from '@mikro-orm/postgresql'
import type { ICompany } from '../entities/company.ts'
import type { IJobPosting } from '../entities/job-posting.ts'
import type { IUser } from '../entities/user.ts'
import { bankBoard, gridBoard, type CardPlan } from './boards.ts'
import { makeChance, type Chance } from './chance.ts'
import { assign, makeApplication, makeJobPosting } from './factories.ts'
import { bankLetters, gridLetters } from './letters.ts'
import { makeCompanies, makePeople, type Calendar } from './people.ts'
import { bankDesigner, gridBackend, gridData, gridReliability } from './postings.ts'
import { wayTo } from './way.ts'

interface Board {
  job: IJobPosting
  plans: CardPlan[]
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

const fillBoard = (em: EntityManager, { plans, letters, agency, ...board }: Board, world: World) => {
  for (const plan of plans) {
    const candidate = world.person(plan.who)
    makeApplication(em, {
      job: board.job,
      candidate,
      steps: wayTo(plan, { ...board, ...world, candidate }),
      ...(plan.via === 'agency' ? { agencyCompany: agency! } : { source: plan.via ?? 'direct' }),
      coverLetter: letters[plan.who] ?? null,
      ...(plan.euros && { expectedSalary: String(plan.euros * 100), expectedSalaryCurrency: 'EUR' }),
      noticePeriodDays: plan.noticeDays ?? null,
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
  const companies = makeCompanies(em, day)
  const { grid, bank, agency } = companies
  const person = makePeople(em, companies, day)
  const manager = person('manager')
  const client = person('client')
  const client2 = person('client2')
  const recruiters = [person('recruiter'), person('recruiter2')]
  const designRecruiters = [person('recruiter2')]

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
  makeJobPosting(em, {
    ...gridReliability,
    company: grid,
    createdBy: client,
    deadline: day(75),
    at: day(-2),
    submittedAt: day(-1),
  })
  const data = makeJobPosting(em, {
    ...gridData,
    company: grid,
    createdBy: manager,
    at: day(-3),
    submittedAt: day(-3),
    openedAt: day(-3),
  })
  for (const to of [recruiters[0]!, client, agency]) assign(em, data, { to, by: manager, at: day(-3) })
  for (const to of [...recruiters, client, agency]) assign(em, backend, { to, by: manager, at: day(-63) })
  for (const to of [...designRecruiters, client2]) assign(em, designer, { to, by: manager, at: day(-57) })

  const world = { person, now, chance: makeChance(2026) }
  const forGrid = { plans: gridBoard, letters: gridLetters, client, recruiters, agency }
  const forBank = {
    plans: bankBoard,
    letters: bankLetters,
    client: client2,
    recruiters: designRecruiters,
  }
  fillBoard(em, { job: backend, ...forGrid }, world)
  fillBoard(em, { job: designer, ...forBank }, world)
}
