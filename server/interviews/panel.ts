import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { invalid, type FieldError } from '../errors.ts'
import type { Party } from './taken.ts'

interface Companies {
  company_id: string
  staffing_company_id: string
}

const roles = ['interviewer', 'client', 'recruiter', 'manager'] as const

/** Who can sit in an interview for a job of these companies: their active people. */
export const possiblePanel = (db: Kysely<Tables>, { company_id, staffing_company_id }: Companies) =>
  db
    .selectFrom('users as u')
    .innerJoin('company as c', 'c.id', 'u.company_id')
    .select(['u.id', 'u.name', 'u.role', 'c.name as company'])
    .where('u.company_id', 'in', [company_id, staffing_company_id])
    .where('u.role', 'in', roles)
    .where('u.deactivated_at', 'is', null)
    .where('u.email_verified', '=', true)
    .orderBy('u.name')
    .orderBy('u.id')
    .execute()

/**
 * These people, if all of them can sit in it, or do already. Throws 400 with each who cannot; whether they exist it does
 * not tell.
 */
export const panelNamed = async (
  db: Kysely<Tables>,
  companies: Companies,
  ids: string[],
  { seated = [], at = '/panel' }: { seated?: Party[]; at?: string } = {},
) => {
  const people = [...seated, ...(await possiblePanel(db, companies))]
  const possible = new Map(people.map(person => [person.id, person.name]))
  const errors = ids.flatMap((id, index): FieldError[] =>
    possible.has(id)
      ? []
      : [{ pointer: `${at}/${index}`, code: 'not_possible', detail: 'cannot sit in this interview.' }],
  )
  if (errors.length) throw invalid(errors)
  return ids.map((id): Party => ({ id, name: possible.get(id)! }))
}
