import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** Everything that a proposal's presenters are made of; `terms_before` are those of the round before. */
const rowsOf = (db: Kysely<Tables>) =>
  db
    .selectFrom('proposal as p')
    .innerJoin('message as m', 'm.id', 'p.message_id')
    .leftJoin('proposal as before', join =>
      join
        .onRef('before.thread_id', '=', 'p.thread_id')
        .on(eb => eb('before.round', '=', eb('p.round', '-', 1))),
    )
    .leftJoin('service_terms as s', 's.proposal_id', 'p.id')
    .selectAll('p')
    .select(['m.by_name', 'before.terms as terms_before', 's.version as bound_version'])
export type ProposalRow = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

/** The proposals that these messages bring, by the message's id. */
export const proposalsOn = async (
  db: Kysely<Tables>,
  messageIds: string[],
): Promise<Map<string, ProposalRow>> => {
  if (!messageIds.length) return new Map()
  const rows = await rowsOf(db).where('p.message_id', 'in', messageIds).execute()
  return new Map(rows.map(row => [row.message_id, row]))
}

/** The latest round of each of these threads, whatever became of it, by the thread's id. */
export const latestProposal = async (
  db: Kysely<Tables>,
  threadIds: string[],
): Promise<Map<string, ProposalRow>> => {
  if (!threadIds.length) return new Map()
  const rows = await rowsOf(db)
    .where('p.thread_id', 'in', threadIds)
    .distinctOn('p.thread_id')
    .orderBy('p.thread_id')
    .orderBy('p.round', 'desc')
    .execute()
  return new Map(rows.map(row => [row.thread_id, row]))
}

/** A proposal by its id, whoever asks. */
export const seekProposal = (db: Kysely<Tables>, id: string) =>
  rowsOf(db).where('p.id', '=', id).executeTakeFirst()

/** Every round of a negotiation, or of the offers on an application, newest first: there are a handful. */
export const proposalRounds = (db: Kysely<Tables>, of: { jobId: string } | { applicationId: string }) => {
  const rounds = rowsOf(db).innerJoin('thread as t', 't.id', 'p.thread_id').orderBy('p.round', 'desc')
  return 'applicationId' in of
    ? rounds.where('t.application_id', '=', of.applicationId).execute()
    : rounds.where('t.job_id', '=', of.jobId).where('t.kind', '=', 'negotiation').execute()
}

/** The terms of a job that have bound, newest first. */
export const boundTerms = (db: Kysely<Tables>, jobId: string) =>
  db.selectFrom('service_terms').selectAll().where('job_id', '=', jobId).orderBy('version', 'desc').execute()
export type BoundTermsRow = Awaited<ReturnType<typeof boundTerms>>[number]
