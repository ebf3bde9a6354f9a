import { sql } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { countUpTo } from '../count.ts'
import { cutPage, readPage } from '../cursor.ts'
import { containing } from '../like.ts'
import { cutOf, reach } from './policy.ts'
import { presentCandidate } from './presenter.ts'
import { candidateRows } from './queries.ts'
import type { CandidateListQuery } from './schema.ts'

/** The candidates this actor may look up, the newest first, page by page, and how many there are in all. */
export const listCandidates = async (actor: Actor, query: CandidateListQuery) => {
  const page = readPage('candidates', query)
  const { q, skills } = page.filters
  const db = sqlOf(database().orm.em.fork())
  const found = candidateRows(db, actor)
    .$if(q !== undefined, rows =>
      rows.where(eb =>
        eb.or([
          eb('u.name', 'ilike', containing(q!)),
          eb('p.headline', 'ilike', containing(q!)),
          // Nobody finds out by searching what they may not read.
          eb.and([eb('u.email', 'ilike', containing(q!)), reach(actor)]),
        ]),
      ),
    )
    .$if(skills !== undefined, rows =>
      rows.where(
        sql<boolean>`exists (
          select from unnest(p.skills) skill
          where lower(skill) = any(${skills?.map(skill => skill.toLowerCase())}::text[])
        )`,
      ),
    )
  const [after] = page.after ?? []
  const [shown, total] = await Promise.all([
    found
      .$if(after !== undefined, rows => rows.where('u.id', '<', after!))
      .orderBy('u.id', 'desc')
      .limit(page.limit + 1)
      .execute(),
    countUpTo(db, sql`${found}`),
  ])
  const { rows, nextCursor } = cutPage(page, shown, ({ id }) => [id])
  return { data: rows.map(presentCandidate[cutOf(actor)]), page: { nextCursor }, total }
}
