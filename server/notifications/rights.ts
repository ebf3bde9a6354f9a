import { sql } from 'kysely'
import type { Transaction } from '../../db/in-transaction.ts'
import type { Notice } from './notice.ts'

/** The lock under which rights to an application end, and those who hear of it are told. */
const lockOf = (applicationId: string) => sql`hashtextextended(${`told of ${applicationId}`}, 0)`

/**
 * Until the transaction ends nobody's right to it ends: whose right does, waits for us and takes out what we told. Jobs
 * are held by their row, which every command that ends rights to a job locks; a card's row is left to those who move it.
 */
export const holdRights = async ({ sql: db }: Pick<Transaction, 'sql'>, { applicationId, jobId }: Notice) => {
  if (applicationId) await sql`select pg_advisory_xact_lock_shared(${lockOf(applicationId)})`.execute(db)
  else if (jobId)
    await db.selectFrom('job_posting').select('id').where('id', '=', jobId).forKeyShare().execute()
}

/** The same of many: in the order of their ids, so that two never wait for each other in a ring. */
export const holdAllRights = async (
  { sql: db }: Pick<Transaction, 'sql'>,
  { applicationIds, jobIds }: { applicationIds: string[]; jobIds: string[] },
) => {
  await sql`
    select pg_advisory_xact_lock_shared(hashtextextended('told of ' || id, 0))
    from unnest(${[...new Set(applicationIds)].toSorted()}::text[]) as id`.execute(db)
  await sql`
    select from job_posting where id = any(${[...new Set(jobIds)]}::uuid[]) order by id for key share`.execute(
    db,
  )
}

/** The other side of it: rights to this application end in this transaction. */
export const endRights = ({ sql: db }: Pick<Transaction, 'sql'>, applicationId: string) =>
  sql`select pg_advisory_xact_lock(${lockOf(applicationId)})`.execute(db)
