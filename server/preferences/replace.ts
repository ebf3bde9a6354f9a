import { sql as raw } from 'kysely'
import type { Category } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { checkZone } from '../check-zone.ts'
import { transaction, type Write } from '../transaction.ts'
import { categories, type Channels } from './categories.ts'
import type { PreferenceInput } from './schema.ts'
import { showPreferences } from './show.ts'

/** The zone is the person's, in which pages and mails tell them times as well. */
const changeZone = ({ sql }: Write, userId: string, zone: string) =>
  sql
    .updateTable('users')
    .set(row => ({ zone, version: row('version', '+', 1) }))
    .where('id', '=', userId)
    .where('zone', '<>', zone)
    .execute()

const saveTimes = async (write: Write, userId: string, input: PreferenceInput) => {
  const { zone, quietFrom, quietTo, digest, digestHour, digestWeekday } = input
  const chosen = {
    quiet_from: quietFrom,
    quiet_to: quietTo,
    digest,
    digest_hour: digestHour,
    digest_weekday: digestWeekday,
    next_digest_at: raw<Date | null>`next_digest(
      ${write.now}, ${zone}, ${digest}, ${digestHour}::smallint, ${digestWeekday}::smallint)`,
    updated_at: write.now,
  }
  await write.sql
    .insertInto('preference')
    .values({ user_id: userId, ...chosen })
    .onConflict(conflict => conflict.column('user_id').doUpdateSet(chosen))
    .execute()
}

const isUsual = (category: Category, { inApp, mail }: Channels) =>
  inApp === categories[category].usual.inApp && mail === categories[category].usual.mail

/** A row for what somebody wants otherwise than it comes, and no other. */
const saveChannels = async (write: Write, userId: string, { channels }: PreferenceInput) => {
  await write.sql.deleteFrom('channel').where('user_id', '=', userId).execute()
  const rows = (Object.entries(channels) as [Category, Channels | undefined][]).flatMap(
    ([category, wanted]) =>
      wanted && !isUsual(category, wanted)
        ? [{ user_id: userId, category, in_app: wanted.inApp, mail: wanted.mail }]
        : [],
  )
  if (rows.length) await write.sql.insertInto('channel').values(rows).execute()
}

/** What the actor hears of, where and when, from now on: all of it as it is given. 400 for a zone that is none. */
export const replacePreferences = (actor: Actor, input: PreferenceInput) =>
  transaction(actor, async write => {
    await checkZone(write, input.zone)
    // Held, so that two windows that save at once leave what one of them says.
    await write.sql.selectFrom('users').select('id').where('id', '=', actor.id).forNoKeyUpdate().execute()
    await changeZone(write, actor.id, input.zone)
    await saveTimes(write, actor.id, input)
    await saveChannels(write, actor.id, input)
    write.record('user.updated', { userId: actor.id })
    return showPreferences(write, actor)
  })
