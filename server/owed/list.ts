import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { cutPage, readPage } from '../cursor.ts'
import { holdsOf, itemKey } from '../reminders/queries.ts'
import { presentOwed } from './presenter.ts'
import { owedCount, owedFacts, owedRows } from './queries.ts'
import { rulesFor } from './rules.ts'
import type { OwedListQuery } from './schema.ts'

const of = ({ id, role }: Actor, now: Date) => ({ now, userId: id, only: rulesFor(role) })

/** What waits for this actor, oldest first. */
export const listOwed = async (actor: Actor, query: OwedListQuery, now: Date) => {
  const db = sqlOf(database().orm.em.fork())
  const page = readPage('waiting', query)
  const found = await owedRows(db, { ...of(actor, now), after: page.after, limit: page.limit + 1 })
  const { rows, nextCursor } = cutPage(page, found, ({ since, rule, subject_id }) => [
    since.toISOString(),
    rule,
    subject_id,
  ])
  const [facts, holds, { zone }] = await Promise.all([
    owedFacts(db, rows),
    holdsOf(db, { userId: actor.id, items: rows, now }),
    db.selectFrom('users').select('zone').where('id', '=', actor.id).executeTakeFirstOrThrow(),
  ])
  const holdOf = (row: (typeof rows)[number]) => {
    const hold = holds.get(itemKey(row))
    return hold && { hold: { until: hold.until?.toISOString() ?? null } }
  }
  return {
    data: rows.map(row => ({ ...presentOwed(row, { actor, zone }, facts), ...holdOf(row) })),
    page: { nextCursor },
  }
}

/** How much waits for this actor. */
export const countOwed = async (actor: Actor, now: Date) => ({
  count: await owedCount(sqlOf(database().orm.em.fork()), of(actor, now)),
})
