import type { Insertable, Kysely } from 'kysely'
import type { MailStream, Tables } from '../../db/tables.ts'

/** Shared step: no mail of this stream goes to this address from here on. What is known of it already is replaced. */
export const suppress = async (
  sql: Kysely<Tables>,
  { address, stream, ...known }: Insertable<Tables['suppression']>,
) => {
  await sql
    .insertInto('suppression')
    .values({ address: address.toLowerCase(), stream, ...known })
    .onConflict(conflict => conflict.columns(['address', 'stream']).doUpdateSet(known))
    .execute()
}

/** Shared step: mail of this stream may go to this address again. */
export const unsuppress = async (
  sql: Kysely<Tables>,
  { address, stream }: { address: string; stream: MailStream },
) => {
  await sql
    .deleteFrom('suppression')
    .where('address', '=', address.toLowerCase())
    .where('stream', '=', stream)
    .execute()
}
