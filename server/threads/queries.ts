import { sql, type Kysely, type Selectable } from 'kysely'
import type { Tables, ThreadKind } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { isShownToClient } from '../applications/policy.ts'
import { panelOf } from '../applications/queries.ts'
import { notFound } from '../errors.ts'
import { proposalsOn, type ProposalRow } from '../proposals/queries.ts'
import { policy, type ThreadSubject } from './policy.ts'

export type ThreadRow = Selectable<Tables['thread']>
export type ReadRow = Selectable<Tables['thread_read']>
export type MessageRow = Selectable<Tables['message']> & { proposal: ProposalRow | null }

const withFacts = (db: Kysely<Tables>) =>
  db.selectFrom('job_posting as j').select([
    'j.id as job_id',
    'j.company_id',
    'j.staffing_company_id',
    'j.created_by_id',
    'j.deleted_at as job_deleted_at',
    sql<string[]>`array(
        select b.user_id from assignment b where b.job_id = j.id and b.kind = 'hiring_manager'
      )`.as('hiring_managers'),
  ])

const onApplication = (db: Kysely<Tables>) =>
  withFacts(db)
    .innerJoin('application as a', 'a.job_id', 'j.id')
    .select(['a.id as application_id', 'a.candidate_id', 'a.shown_to_client_at', panelOf.as('panel')])

const nobody = { application_id: null, candidate_id: null, shown_to_client_at: null, panel: [] as string[] }

/** A job, or an application, as what its threads may be read and written from. */
export type PlaceRow = NonNullable<Awaited<ReturnType<typeof seekPlace>>>

/** Whoever asks. */
export const seekPlace = async (db: Kysely<Tables>, of: { jobId: string } | { applicationId: string }) => {
  if ('applicationId' in of) return onApplication(db).where('a.id', '=', of.applicationId).executeTakeFirst()
  const job = await withFacts(db).where('j.id', '=', of.jobId).executeTakeFirst()
  return job && { ...job, ...nobody }
}

/** What an actor's rights on a thread of this kind and place are decided from. */
export const subjectOf = (
  place: PlaceRow,
  kind: ThreadKind,
  actor: Actor,
  message?: { by_id: string },
): ThreadSubject => ({
  kind,
  companyId: place.company_id,
  staffingCompanyId: place.staffing_company_id,
  candidateId: place.candidate_id,
  shownToClient: isShownToClient(place),
  jobDeleted: place.job_deleted_at !== null,
  onPanel: place.panel.includes(actor.id),
  speaksForClient: place.hiring_managers.includes(actor.id) || place.created_by_id === actor.id,
  own: message?.by_id === actor.id,
})

/** The place where a thread of this kind is, or would be. 404 unless the actor may read it. */
export const findPlace = async (
  db: Kysely<Tables>,
  actor: Actor,
  { kind, of }: { kind: ThreadKind; of: string },
) => {
  const place = await seekPlace(db, kind === 'negotiation' ? { jobId: of } : { applicationId: of })
  if (!place || !policy.can(actor, 'read', subjectOf(place, kind, actor))) throw notFound()
  return place
}

/** A thread with its place. 404 unless the actor may read it. */
export const findThread = async (db: Kysely<Tables>, actor: Actor, id: string) => {
  const thread = await db.selectFrom('thread').selectAll().where('id', '=', id).executeTakeFirst()
  if (!thread) throw notFound()
  const { kind, job_id: jobId, application_id: applicationId } = thread
  const place = await findPlace(db, actor, { kind, of: applicationId ?? jobId })
  return { thread, place, subject: subjectOf(place, kind, actor) }
}

/** The threads of a place in which something was said, and which the actor may read. */
export const threadsAt = (db: Kysely<Tables>, actor: Actor, place: PlaceRow) =>
  db
    .selectFrom('thread as t')
    .innerJoin('job_posting as j', 'j.id', 't.job_id')
    .leftJoin('application as a', 'a.id', 't.application_id')
    .selectAll('t')
    .where('t.job_id', '=', place.job_id)
    .where('t.application_id', 'is not distinct from', place.application_id)
    .where(policy.scope(actor))
    .execute()

/** These messages with what they propose. */
export const withProposals = async (db: Kysely<Tables>, rows: Omit<MessageRow, 'proposal'>[]) => {
  const proposals = await proposalsOn(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row): MessageRow => ({ ...row, proposal: proposals.get(row.id) ?? null }))
}

/** These messages with what they propose, in the order of their numbers. */
export const messageRows = async (db: Kysely<Tables>, ids: string[]) => {
  if (!ids.length) return []
  const rows = await db.selectFrom('message').selectAll().where('id', 'in', ids).orderBy('number').execute()
  return withProposals(db, rows)
}

/** A message with its thread. 404 unless the actor may read it; `hold`: its row, until the transaction ends. */
export const findMessage = async (
  db: Kysely<Tables>,
  actor: Actor,
  id: string,
  { hold = false }: { hold?: boolean } = {},
) => {
  const found = await db
    .selectFrom('message')
    .select('thread_id')
    .where('id', '=', id)
    .$if(hold, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  if (!found) throw notFound()
  const { thread, place } = await findThread(db, actor, found.thread_id)
  const [message] = await messageRows(db, [id])
  return { thread, message: message!, subject: subjectOf(place, thread.kind, actor, message) }
}
