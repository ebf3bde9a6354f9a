import type { Kysely, Selectable } from 'kysely'
import type { MailStream, Tables } from '../../db/tables.ts'

type Row = Selectable<Tables['suppression']>
/** That no mail goes to an address, and why. */
export type SuppressionRow = Row & { reason: NonNullable<Row['reason']> }

/** What is known against mail to this address, by stream: bounces, complaints, and what its owner told the provider. */
export const suppressionsOf = (sql: Kysely<Tables>, address: string): Promise<SuppressionRow[]> =>
  sql
    .selectFrom('suppression')
    .selectAll()
    .where('address', '=', address.toLowerCase())
    .where('reason', 'is not', null)
    .$narrowType<{ reason: SuppressionRow['reason'] }>()
    .orderBy('stream', 'desc')
    .execute()

const isDeactivated = async (sql: Kysely<Tables>, userId: string) =>
  (await sql
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .where('deactivated_at', 'is not', null)
    .executeTakeFirst()) !== undefined

/**
 * What keeps a mail from its address, in a word, if anything: that its reader was deactivated since it was put in the
 * queue, or what is known of this stream. One that nobody can do without comes even if others were unsubscribed.
 */
export const stopOf = async (
  sql: Kysely<Tables>,
  {
    to,
    stream,
    isFixed,
    userId,
  }: { to: string; stream: MailStream; isFixed: boolean; userId?: string | undefined },
) => {
  if (userId !== undefined && (await isDeactivated(sql, userId))) return 'deactivated'
  const known = (await suppressionsOf(sql, to)).find(
    row => row.stream === stream && !(isFixed && row.reason === 'unsubscribed'),
  )
  return known && `suppressed (${known.reason})`
}
