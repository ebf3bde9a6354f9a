import type { EntityManager } from '@mikro-orm/postgresql'
import { sql, type Kysely, type Selectable } from 'kysely'
import { Assignment } from '../../db/entities/assignment.ts'
import { builder, prepare, type Sender } from '../../db/statement.ts'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { policy, subjectOf } from './policy.ts'

/** Whether the actor is a hiring manager of this job. */
export const isAssigned = async (em: EntityManager, actor: Actor, jobId: string) =>
  (await em.count(Assignment, { job: jobId, user: actor.id, kind: 'hiring_manager' })) > 0

/** What a card is made of for those who see most of it; a board of a thousand reads no more than this. */
const lean = (db: Kysely<Tables>) =>
  db
    .selectFrom('application as a')
    .innerJoin('users as u', 'u.id', 'a.candidate_id')
    .select([
      'a.id',
      'a.candidate_id',
      'a.stage',
      'a.stage_since',
      'a.rank',
      'a.shortlist',
      'a.source',
      'a.waiting_rule',
      'a.waiting_since',
      'a.interview_status',
      'a.interview_at',
      'a.feedback_of',
      'a.feedback_given',
      'a.feedback_yes',
      'a.version',
      'u.name as candidate_name',
    ])
export type LeanCardRow = Awaited<ReturnType<ReturnType<typeof lean>['execute']>>[number]

const base = (db: Kysely<Tables>) =>
  lean(db)
    .innerJoin('job_posting as j', 'j.id', 'a.job_id')
    .leftJoin('candidate_profile as p', 'p.user_id', 'a.candidate_id')
    .select([
      'a.job_id',
      'a.shown_to_client_at',
      'a.proposed_at',
      'a.interview_since',
      'a.interview_ends_at',
      'a.feedback_at',
      'a.offer_by',
      'a.offer_at',
      'a.agency_company_id',
      'p.headline',
      'p.skills',
      'p.experience_years',
      'j.company_id',
      'j.staffing_company_id',
      'j.blind_shortlist',
    ])
export type CardRow = Awaited<ReturnType<ReturnType<typeof base>['execute']>>[number]

const onLeanBoard = lean(builder).where('a.job_id', '=', '')
/** The cards of a board that each audience may see, in the order of its columns: see `byRank`. An agency knows no rank. */
export const boardRows = {
  staff: prepare('board-staff', onLeanBoard.orderBy('a.rank').orderBy('a.id')),
  client: prepare(
    'board-client',
    base(builder)
      .where('a.job_id', '=', '')
      .where(eb =>
        eb.or([
          eb('a.shown_to_client_at', 'is not', null),
          eb('j.company_id', '=', eb.ref('j.staffing_company_id')),
        ]),
      )
      .orderBy('a.rank')
      .orderBy('a.id'),
  ),
  agency: prepare('board-agency', onLeanBoard.where('a.agency_company_id', '=', '').orderBy('a.id')),
}

const full = (db: Kysely<Tables>, ids: string[]) =>
  base(db)
    .where('a.id', '=', sql<string>`any(${ids}::uuid[])`)
    .innerJoin('company as c', 'c.id', 'j.company_id')
    .select([
      'u.email as candidate_email',
      'a.cover_letter',
      'a.expected_salary',
      'a.expected_salary_currency',
      'a.notice_period_days',
      'a.created_at',
      'j.title as job_title',
      'c.name as company_name',
    ])

/** What one application's page is made of. */
export const applicationRow = (db: Kysely<Tables>, id: string) => full(db, [id]).executeTakeFirstOrThrow()
/** The same for several, in the order of these ids. */
export const applicationRows = async (db: Kysely<Tables>, ids: string[]) => {
  if (!ids.length) return []
  const rows = new Map((await full(db, ids).execute()).map(row => [row.id, row]))
  return ids.flatMap(id => rows.get(id) ?? [])
}
export type ApplicationRow = Awaited<ReturnType<typeof applicationRow>>

const entries = (db: Kysely<Tables>) =>
  db
    .selectFrom('application_history as h')
    .innerJoin('users as u', 'u.id', 'h.by_id')
    .select([
      'h.id',
      'h.application_id',
      'h.from_stage',
      'h.to_stage',
      'h.reason',
      'h.at',
      'h.by_id',
      'h.by_name',
      'u.company_id as by_company_id',
    ])

/** Who sits in the interviews of an application `a`: not in one that was cancelled, nor who declined. */
export const panelOf = sql<string[]>`array(
  select p.user_id from interview i join interview_panelist p on p.interview_id = i.id
  where i.application_id = a.id and i.status <> 'cancelled' and p.answer <> 'declined'
)`

const withFacts = (db: Kysely<Tables>, ids: string[]) =>
  full(db, ids)
    .select(['j.deleted_at as job_deleted_at'])
    .select([
      sql<string[]>`array(
        select b.user_id from assignment b where b.job_id = a.job_id and b.kind = 'hiring_manager'
      )`.as('hiring_managers'),
      // Since when the employer knows who the candidate is, if it is on record.
      sql<Date | null>`(select n.at from introduction n where n.application_id = a.id)`.as('introduced_at'),
      panelOf.as('panel'),
    ])
export type HeldApplication = Awaited<ReturnType<ReturnType<typeof withFacts>['execute']>>[number]

const facts = withFacts(builder, [])
const someWithFacts = prepare('applications', facts)
const held = facts.orderBy('a.id').forNoKeyUpdate('a')
const holdWaiting = prepare('hold-waiting', held)
const holdFree = prepare('hold-free', held.skipLocked())

/** The applications that these actors ask for, each if its actor may see it. To change one: `changeCard`. */
export const findApplications = async (sender: Sender, asks: { actor: Actor; id: string }[]) => {
  const rows = await someWithFacts(sender, [...new Set(asks.map(({ id }) => id))])
  const byId = new Map(rows.map(row => [row.id, row]))
  return asks.map(({ actor, id }) => {
    const row = byId.get(id)
    return row && policy.can(actor, 'read', subjectOf(row, actor)) ? row : undefined
  })
}

/** The application for reading; 404 unless the actor may see it. */
export const findApplication = async (sender: Sender, actor: Actor, id: string) => {
  const [row] = await findApplications(sender, [{ actor, id }])
  if (!row) throw notFound()
  return row
}

/**
 * These applications, their rows held until the transaction ends, and no others: a lock on the job as well would put all
 * moves of a board in a line. In the order of their ids, so that two never wait for each other. Without `wait` those that
 * somebody else holds are left out.
 */
export const holdApplications = (transaction: Sender, ids: string[], { wait }: { wait: boolean }) =>
  wait ? holdWaiting(transaction, ids) : holdFree(transaction, ids)

/** Who moved it from where to where, oldest first; `id` narrows to one entry. */
export const historyRows = (db: Kysely<Tables>, applicationId: string, id?: string) =>
  entries(db)
    .where('h.application_id', '=', applicationId)
    .$if(id !== undefined, query => query.where('h.id', '=', id!))
    .orderBy('h.at')
    .orderBy('h.id')
    .execute()
export type IntroductionRow = Selectable<Tables['introduction']>
export type HistoryRow = Awaited<ReturnType<typeof historyRows>>[number]

/** Entries of any applications, newest first. */
export const entryRows = async (db: Kysely<Tables>, ids: string[]) =>
  ids.length ? entries(db).where('h.id', 'in', ids).orderBy('h.id', 'desc').execute() : []
