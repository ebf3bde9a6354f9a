import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { IntroductionRow } from '../applications/queries.ts'

/** More decided ones than anybody looks back through. */
const mostDecided = 100

/** The applications on a job's shortlist: those that wait, then those that were decided or have stepped back. */
export const shortlistIds = async (db: Kysely<Tables>, jobId: string) => {
  const onList = db
    .selectFrom('application')
    .select('id')
    .where('job_id', '=', jobId)
    .where('shortlist', '<>', 'none')
  const waits = { stage: 'screening', shortlist: 'proposed' } as const
  const [proposed, decided] = await Promise.all([
    onList
      .where(eb => eb.and(waits))
      .orderBy('proposed_at')
      .orderBy('id')
      .execute(),
    onList
      .where(eb => eb.not(eb.and(waits)))
      .orderBy('stage_since', 'desc')
      .orderBy('id')
      .limit(mostDecided)
      .execute(),
  ])
  return { proposed: proposed.map(({ id }) => id), decided: decided.map(({ id }) => id) }
}

/** How many of each of these jobs wait for the client's decision. */
export const proposedCounts = async (db: Kysely<Tables>, jobIds: string[]) => {
  if (!jobIds.length) return new Map<string, number>()
  const rows = await db
    .selectFrom('application')
    .select(eb => ['job_id', eb.fn.countAll<string>().as('count')])
    .where('job_id', 'in', jobIds)
    .where('waiting_rule', '=', 'shortlist-action')
    .groupBy('job_id')
    .execute()
  return new Map(rows.map(({ job_id, count }) => [job_id, Number(count)]))
}

/** An introduction with the names of whom it is about. */
export type IntroductionDetail = Omit<IntroductionRow, 'id'> & {
  candidate_name: string
  company_name: string
  by_name: string
}

export const introductionOf = (
  db: Kysely<Tables>,
  applicationId: string,
): Promise<IntroductionDetail | undefined> =>
  db
    .selectFrom('introduction as n')
    .innerJoin('users as u', 'u.id', 'n.candidate_id')
    .innerJoin('company as c', 'c.id', 'n.company_id')
    .innerJoin('users as b', 'b.id', 'n.by_id')
    .select(['n.application_id', 'n.candidate_id', 'n.company_id', 'n.by_id', 'n.blind', 'n.at'])
    .select(['u.name as candidate_name', 'c.name as company_name', 'b.name as by_name'])
    .where('n.application_id', '=', applicationId)
    .executeTakeFirst()

/** The links to a job's shortlist, newest first. */
export const linkRows = (db: Kysely<Tables>, jobId: string) =>
  db
    .selectFrom('shortlist_link as l')
    .innerJoin('users as u', 'u.id', 'l.for_id')
    .innerJoin('users as b', 'b.id', 'l.created_by_id')
    .select(['l.id', 'l.job_id', 'l.for_id', 'l.created_by_id', 'l.created_at', 'l.expires_at'])
    .select([
      'l.revoked_at',
      'l.last_viewed_at',
      'l.views',
      'u.name as for_name',
      'b.name as created_by_name',
    ])
    .where('l.job_id', '=', jobId)
    .orderBy('l.id', 'desc')
    .execute()
export type LinkRow = Awaited<ReturnType<typeof linkRows>>[number]

/** The assigned hiring managers of a job who can be let in: whom a link may be for. */
export const hiringManagersOf = (db: Kysely<Tables>, jobId: string) =>
  db
    .selectFrom('assignment as a')
    .innerJoin('users as u', 'u.id', 'a.user_id')
    .select(['u.id', 'u.name'])
    .where('a.job_id', '=', jobId)
    .where('a.kind', '=', 'hiring_manager')
    .where('u.role', '=', 'client')
    .where('u.deactivated_at', 'is', null)
    .orderBy('u.name')
    .execute()
