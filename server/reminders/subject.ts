import { sql, type Kysely } from 'kysely'
import { pooled } from '../../db/statement.ts'
import type { Role } from '../../db/entities/user.ts'
import type { Tables } from '../../db/tables.ts'
import { isStaff, type Actor } from '../actor.ts'
import { findApplication } from '../applications/queries.ts'
import { notFound } from '../errors.ts'
import { findInvoice } from '../invoices/queries.ts'
import { findJob } from '../job-postings/queries.ts'
import { ruleOf, rulesFor, type RuleName } from '../owed/rules.ts'
import { findSubmission } from '../submissions/queries.ts'

type SubjectKind = ReturnType<typeof ruleOf>['subject']

/** What a reminder is about. */
export interface Subject {
  id: string
  kind: SubjectKind
  job_id: string | null
  application_id: string | null
}

const seekSubject = async (db: Kysely<Tables>, id: string) => {
  const { rows } = await sql<Subject>`
    select s.* from (
      select j.id, 'job' as kind, j.id as job_id, null::uuid as application_id from job_posting j
      union all select a.id, 'application', a.job_id, a.id from application a
      union all select i.id, 'interview', i.job_id, i.application_id from interview i
      union all select s.id, 'submission', s.job_id, null from submission s
      union all select p.id, 'proposal', t.job_id, t.application_id from proposal p join thread t on t.id = p.thread_id
      union all select i.id, 'invoice', i.job_id, null from invoice i
      union all select p.id, 'placement', p.job_id, p.application_id from placement p
      union all select c.user_id, 'profile', null, null from candidate_profile c
    ) s where s.id = ${id}`.execute(db)
  return rows[0]
}

interface Asked {
  db: Kysely<Tables>
  actor: Actor
  now: Date
}

const seeApplication = (_asked: Asked, { application_id }: Subject, actor: Actor) =>
  findApplication(pooled, actor, application_id!)
const seeJob = (_asked: Asked, { job_id }: Subject, actor: Actor) => findJob(pooled, actor, job_id!)

/** Each throws 404 unless the actor may see it: the rights are those of the thing itself. */
const sight: Record<SubjectKind, (asked: Asked, subject: Subject, actor: Actor) => unknown> = {
  application: seeApplication,
  interview: seeApplication,
  placement: seeApplication,
  job: seeJob,
  proposal: (asked, subject, actor) => {
    if (!isStaff(actor)) throw notFound()
    return seeJob(asked, subject, actor)
  },
  submission: ({ db }, { id }, actor) => findSubmission(db, actor, id),
  invoice: ({ db, now }, { id }, actor) => findInvoice(db, actor, id, now),
  profile: (_asked, { id }, actor) => {
    if (actor.id !== id && actor.role !== 'admin') throw notFound()
  },
}

/** What reminders can be about, if the actor may see it still; 404 otherwise. */
export const findSubject = async (asked: Asked, id: string) => {
  const subject = await seekSubject(asked.db, id)
  if (!subject) throw notFound()
  await sight[subject.kind](asked, subject, asked.actor)
  return subject
}

/** The rules by which something of this kind can be owed. */
export const rulesAbout = (names: RuleName[], { kind }: Subject) =>
  names.filter(name => ruleOf(name).subject === kind)

interface Choice {
  /** The one that is asked for. */
  rule: RuleName | undefined
  /** Those of this kind of thing. */
  about: RuleName[]
  /** Those with a story of this person. */
  known: Set<RuleName>
  role: Role
  actor: Actor
}

/**
 * The rules to be explained: the one that is asked for, those with a story, or those by which it could be owed. 404 for a
 * rule that is only ever others': what waits for the staff or the client is not for a candidate to know.
 */
export const chosenOf = ({ rule, about, known, role, actor }: Choice) => {
  const story = about.filter(each => known.has(each))
  const possible = about.filter(each => rulesFor(role).includes(each))
  if (!rule) return story.length ? story : possible
  const chosen = isStaff(actor) ? about : about.filter(each => known.has(each) || possible.includes(each))
  if (!chosen.length) throw notFound()
  return chosen
}

/**
 * Whether somebody has to do with a subject's job: of its staffing company, its employer or an agency it is assigned to,
 * the candidate, or whoever owed it or was told of it.
 */
export const hasToDoWith = async (db: Kysely<Tables>, userId: string, { id, job_id }: Subject) => {
  const { rows } = await sql`
    select from users u join job_posting j on j.id = ${job_id} where u.id = ${userId} and (
      u.company_id in (j.staffing_company_id, j.company_id)
      or exists (select from assignment t where t.job_id = j.id and t.company_id = u.company_id)
      or exists (select from application a where a.job_id = j.id and a.candidate_id = u.id)
      or exists (select from submission s where s.job_id = j.id and s.candidate_id = u.id)
      or exists (select from owed_period p where p.user_id = u.id and p.subject_id = ${id})
      or exists (select from reminder r where r.user_id = u.id and r.subject_id = ${id})
    )`.execute(db)
  return rows.length > 0
}
