import type { EntityManager } from '@mikro-orm/postgresql'
import type { ICompany } from '../entities/company.ts'
import type { IUser } from '../entities/user.ts'
import { demoAccounts, type DemoCompany } from './accounts.ts'
import { candidates } from './candidates.ts'
import { makeCompany, makeUser } from './factories.ts'

const hourMs = 60 * 60 * 1000

/** The day so many days from now, at nine (UTC). What has gone by is negative. */
export type Calendar = (days: number) => Date

/** A staffing company, the two employers it recruits for, and an agency. */
export const makeCompanies = (em: EntityManager, day: Calendar): Record<DemoCompany, ICompany> => {
  const at = day(-90)
  const staffing = makeCompany(em, {
    kind: 'staffing',
    name: 'Northlight Talent',
    website: 'https://northlight.example',
    industry: 'Recruiting',
    location: 'Berlin',
    at,
  })
  const grid = makeCompany(em, {
    kind: 'employer',
    servedBy: staffing,
    name: 'Kestrel Grid',
    website: 'https://kestrelgrid.example',
    industry: 'Energy',
    location: 'Hamburg',
    at,
  })
  const bank = makeCompany(em, {
    kind: 'employer',
    servedBy: staffing,
    name: 'Alder & Finch',
    website: 'https://alderfinch.example',
    industry: 'Banking',
    location: 'Dublin',
    at,
  })
  const agency = makeCompany(em, {
    kind: 'agency',
    name: 'Ponte Search',
    website: 'https://ponte.example',
    industry: 'Recruiting',
    location: 'Lisbon',
    at,
  })
  return { staffing, grid, bank, agency }
}

/** Makes everybody, and answers with who is who, by the part of the address before the @. */
export const makePeople = (em: EntityManager, companies: Record<DemoCompany, ICompany>, day: Calendar) => {
  const people = new Map<string, IUser>()
  for (const { email, name, role, company } of demoAccounts) {
    if (role === 'candidate') continue // is one of the cast
    const who = email.split('@', 1)[0]!
    people.set(
      who,
      makeUser(em, { email, name, role, company: company ? companies[company] : null, at: day(-89) }),
    )
  }
  for (const [index, { who, ...candidate }] of candidates.entries()) {
    // One signed up after the other, all before the first posting opened
    const at = new Date(day(-85).getTime() + index * 9 * hourMs)
    people.set(who, makeUser(em, { ...candidate, role: 'candidate', at }))
  }
  return (who: string): IUser => {
    const person = people.get(who)
    if (!person) throw new Error(`Nobody in the demo is called ${who}.`)
    return person
  }
}
