import { notFound } from '../errors.ts'
import { readUnsubscribeToken } from '../mail/unsubscribe-link.ts'
import { transaction } from '../transaction.ts'
import { categories } from './categories.ts'

/**
 * Whoever holds this link gets no more mail of its category: what a mail provider's one click, or the page behind the
 * link, asks for. As often as they like. 404 for a link that we did not make, or whose person is gone.
 */
export const unsubscribe = (token: string) =>
  transaction(null, async ({ sql }) => {
    const unwanted = readUnsubscribeToken(token)
    if (!unwanted) throw notFound()
    const { userId, category } = unwanted
    const person = await sql.selectFrom('users').select('id').where('id', '=', userId).executeTakeFirst()
    if (!person) throw notFound()
    await sql
      .insertInto('channel')
      .values({ user_id: userId, category, in_app: categories[category].usual.inApp, mail: 'off' })
      .onConflict(conflict => conflict.columns(['user_id', 'category']).doUpdateSet({ mail: 'off' }))
      .execute()
    return unwanted
  })
