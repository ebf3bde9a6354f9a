import type { Kysely } from 'kysely'
import { dateWords } from '../../templates/web/words.ts'
import type { Tables } from '../../db/tables.ts'
import { suppressionsOf } from '../mail/queries.ts'

const words = {
  bounce: 'Mail to this address comes back',
  complaint: 'The owner of this address reported our mail as spam',
  unsubscribed: 'The owner of this address unsubscribed from our mail',
}

/** Why mail does not reach somebody, to whoever may know their address; null if it does. */
export const mailTrouble = async (sql: Kysely<Tables>, address: string | undefined) => {
  if (address === undefined) return null
  const stop = (await suppressionsOf(sql, address)).find(({ stream }) => stream === 'outbound')
  return stop
    ? `${words[stop.reason]}, since ${dateWords(stop.at, 'UTC')} UTC: reach them in another way.`
    : null
}
