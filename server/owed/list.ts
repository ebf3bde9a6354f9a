import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { applicationRows } from '../applications/queries.ts'
import { cutPage, readPage } from '../cursor.ts'
import { holdsOf, itemKey } from '../reminders/queries.ts'
import { presentOwed } from './presenter.ts'
import { owedCount, owedRows } from './queries.ts'
import { rulesFor } from './rules.ts'
import type { OwedListQuery } from './schema.ts'

const present = <Item>(item: Item | null | undefined): item is Item => item !== null && item !== undefined

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
  const jobIds = rows.map(({ job_id }) => job_id)
  const [jobs, cards, holds] = await Promise.all([
    jobIds.length
      ? db.selectFrom('job_posting').select(['id', 'title']).where('id', 'in', jobIds).execute()
      : [],
    applicationRows(db, rows.map(({ application_id }) => application_id).filter(present)),
    holdsOf(db, { userId: actor.id, items: rows, now }),
  ])
  const titleOf = new Map(jobs.map(({ id, title }) => [id, title]))
  const cardOf = new Map(cards.map(card => [card.id, card]))
  return {
    data: rows.map(row =>
      presentOwed(row, actor, {
        title: titleOf.get(row.job_id)!,
        card: row.application_id === null ? undefined : cardOf.get(row.application_id),
        hold: holds.get(itemKey(row)),
      }),
    ),
    page: { nextCursor },
  }
}

/** How much waits for this actor. */
export const countOwed = async (actor: Actor, now: Date) => ({
  count: await owedCount(sqlOf(database().orm.em.fork()), of(actor, now)),
})
