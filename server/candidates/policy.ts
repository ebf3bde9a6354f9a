import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { isStaff, type Actor } from '../actor.ts'
import { pastShortlist } from '../applications/policy.ts'

/** A condition on a person, who is `u` in its query and an active candidate. */
type Where = RawBuilder<SqlBool>

/**
 * Whom an actor may look up: staff every candidate whose address is proven; an agency those who agreed to be put forward
 * by it; a client those who were shown to its company, but none whose name a blind shortlist still keeps.
 */
export const scope = (actor: Actor): Where => {
  const company = actor.companyId
  if (actor.role !== 'admin' && !company) return sql`false`
  if (isStaff(actor)) return sql`u.email_verified`
  if (actor.role === 'agency')
    return sql`exists (
      select from submission s
      where s.candidate_id = u.id and s.agency_company_id = ${company} and s.status = 'accepted'
    )`
  if (actor.role !== 'client') return sql`false`
  return sql`exists (
    select from application a join job_posting j on j.id = a.job_id
    where a.candidate_id = u.id and j.company_id = ${company}
      and (a.shown_to_client_at is not null or j.company_id = j.staffing_company_id)
      and (not j.blind_shortlist or a.shortlist = 'approved' or a.stage = any(${pastShortlist}::text[]))
  )`
}

/** Whom an actor may also reach: staff those whom a job of their own company has brought to it. */
export const reach = (actor: Actor): Where => {
  if (actor.role === 'admin') return sql`true`
  if (!isStaff(actor)) return sql`false`
  return sql`exists (
    select from job_posting j where j.staffing_company_id = ${actor.companyId} and (
      exists (select from application a where a.job_id = j.id and a.candidate_id = u.id)
      or exists (
        select from submission s
        where s.job_id = j.id and s.candidate_id = u.id and s.candidate_email is not null
      )
    )
  )`
}

/** The presenter of an actor who may look up a candidate. */
export const cutOf = (actor: Actor) => (isStaff(actor) ? 'staff' : 'others')
