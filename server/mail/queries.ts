import type { Kysely, Selectable } from 'kysely'
import type { MailStream, Tables } from '../../db/tables.ts'

export type SuppressionRow = Selectable<Tables['suppression']>

/** What is known against mail to this address, by stream: bounces, complaints, and what its owner told the provider. */
export const suppressionsOf = (sql: Kysely<Tables>, address: string): Promise<SuppressionRow[]> =>
  sql
    .selectFrom('suppression')
    .selectAll()
    .where('address', '=', address.toLowerCase())
    .orderBy('stream', 'desc')
    .execute()

/** What keeps a mail of this stream from its address, if anything: a fixed one comes even if others were unsubscribed. */
export const stopOf = async (
  sql: Kysely<Tables>,
  { to, stream, isFixed }: { to: string; stream: MailStream; isFixed: boolean },
) =>
  (await suppressionsOf(sql, to)).find(
    row => row.stream === stream && !(isFixed && row.reason === 'unsubscribed'),
  )
