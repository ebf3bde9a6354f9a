import type { Category } from '../../db/tables.ts'
import { notFound } from '../errors.ts'
import { readUnsubscribeToken } from '../mail/unsubscribe-link.ts'
import { transaction, type Write } from '../transaction.ts'
import { categories } from './categories.ts'

const endDigest = async ({ sql }: Write, userId: string) => {
  const { numUpdatedRows: changed } = await sql
    .updateTable('preference')
    .set({ digest: 'off', next_digest_at: null })
    .where('user_id', '=', userId)
    .where('digest', '<>', 'off')
    .executeTakeFirstOrThrow()
  return changed
}

const endMail = async ({ sql }: Write, userId: string, category: Category) => {
  const { numInsertedOrUpdatedRows: changed } = await sql
    .insertInto('channel')
    .values({ user_id: userId, category, in_app: categories[category].usual.inApp, mail: 'off' })
    .onConflict(conflict =>
      conflict
        .columns(['user_id', 'category'])
        .doUpdateSet({ mail: 'off' })
        .where('channel.mail', '<>', 'off'),
    )
    .executeTakeFirstOrThrow()
  return changed
}

/**
 * Whoever holds this link gets no more mail of its category, or no more digest: what a mail provider's one click, or the
 * page behind the link, asks for. As often as they like. 404 for a link that we did not make, or whose person is gone.
 */
export const unsubscribe = (token: string) =>
  transaction(null, async write => {
    const unwanted = readUnsubscribeToken(token)
    if (!unwanted) throw notFound()
    const { userId, category } = unwanted
    const person = await write.sql
      .selectFrom('users')
      .select('id')
      .where('id', '=', userId)
      .executeTakeFirst()
    if (!person) throw notFound()
    const changed = await (category === 'digest'
      ? endDigest(write, userId)
      : endMail(write, userId, category))
    if (changed) write.record('user.updated', { userId })
    return unwanted
  })
