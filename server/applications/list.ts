import type { FilterQuery, QBFilterQuery } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import { Application, type IApplication, type Stage } from '../../db/entities/application.ts'
import type { Actor } from '../actor.ts'
import { cutPage, readPage } from '../cursor.ts'
import { countUpTo } from '../count.ts'
import { invalidField } from '../errors.ts'
import { findJob } from '../job-postings/queries.ts'
import { containing } from '../like.ts'
import { audienceOf, cutOf, notBlind, policy } from './policy.ts'
import { presentApplication } from './presenter.ts'
import { applicationRows } from './queries.ts'
import type { ApplicationListQuery } from './schema.ts'
import { progressOf, stageOrder } from './stages.ts'

type Where = FilterQuery<IApplication>
type Cut = ReturnType<typeof cutOf>

/** A stage by the name it has for this reader. Throws 400 for a name of somebody else's. */
const stageNamed = (cut: Cut, word: string): Stage => {
  const coarse = cut === 'agency' || cut === 'candidate'
  const stage = stageOrder.find(each => (coarse ? progressOf[each] : each) === word)
  if (!stage) throw invalidField('/query/stage', 'unknown_stage', `There is no stage “${word}” for you.`)
  return stage
}

/** Those whose candidate has this in the name; for a client of those whose name it may know. */
const namedLike = (cut: Cut, part: string): Where => ({
  $and: [{ candidate: { name: { $ilike: containing(part) } } }, ...(cut === 'client' ? [notBlind] : [])],
})

/**
 * Applications, newest first, each cut for the actor: of one job (404 unless they see it), or all that are theirs to
 * see: a candidate's own, the company's for the others.
 */
export const listApplications = async (actor: Actor, query: ApplicationListQuery, jobId?: string) => {
  const em = database().orm.em.fork()
  if (jobId !== undefined) await findJob(pooled, actor, jobId)
  const page = readPage(`applications ${jobId ?? ''}`, query)
  const { stage, q } = page.filters
  const cut = cutOf(audienceOf(actor))
  const where: Where = {
    $and: [
      policy.scope(actor),
      jobId !== undefined ? { job: jobId } : {},
      stage ? { stage: { $in: stage.map(word => stageNamed(cut, word)) } } : {},
      q !== undefined ? namedLike(cut, q) : {},
    ],
  }
  const found = await em.find(
    Application,
    page.after ? { $and: [where, { id: { $lt: page.after[0]! } }] } : where,
    { fields: ['id'], orderBy: { id: 'desc' }, limit: page.limit + 1 },
  )
  const { rows, nextCursor } = cutPage(page, found, ({ id }) => [id])
  const ids = rows.map(({ id }) => id)
  const counted = em
    .createQueryBuilder(Application)
    .select('id')
    .where(where as QBFilterQuery<IApplication>)
  const [shown, total] = await Promise.all([
    applicationRows(sqlOf(em), ids),
    countUpTo(sqlOf(em), sql.raw(counted.getFormattedQuery())),
  ])
  return { data: shown.map(row => presentApplication[cut](row)), page: { nextCursor }, total }
}
