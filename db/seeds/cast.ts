import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/** A card of the demo, with what its interviews and talks are made of. */
export interface CastCard {
  id: string
  job_id: string
  candidate_id: string
  candidate_name: string
  stage_since: Date
}

/** Who is who in the demo once it is written: people by the part of their address before the @, cards by their candidate. */
export const readCast = async (db: Kysely<Tables>) => {
  const people = await db.selectFrom('users').select(['id', 'name', 'email', 'role', 'company_id']).execute()
  const byName = new Map(people.map(person => [person.email.split('@', 1)[0]!, person]))
  const jobs = await db.selectFrom('job_posting').select(['id', 'title', 'company_id']).execute()
  const cards = await db
    .selectFrom('application as a')
    .innerJoin('users as u', 'u.id', 'a.candidate_id')
    .select(['a.id', 'a.job_id', 'a.candidate_id', 'a.stage_since', 'u.name as candidate_name'])
    .execute()
  const person = (who: string) => {
    const found = byName.get(who)
    if (!found) throw new Error(`Nobody in the demo is called ${who}.`)
    return found
  }
  const job = (title: string) => {
    const found = jobs.find(each => each.title === title)
    if (!found) throw new Error(`No posting of the demo is called ${title}.`)
    return found
  }
  const card = (title: string, who: string): CastCard => {
    const { id } = person(who)
    const found = cards.find(each => each.candidate_id === id && each.job_id === job(title).id)
    if (!found) throw new Error(`${who} is not on the board of ${title}.`)
    return found
  }
  return { person, job, card }
}
export type Cast = Awaited<ReturnType<typeof readCast>>
