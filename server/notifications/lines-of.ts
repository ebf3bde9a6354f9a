import type { Write } from '../transaction.ts'
import { audienceOf } from './audiences.ts'
import type { Line } from './kind.ts'
import { kindOf } from './kinds.ts'
import type { Notice } from './notice.ts'
import { holdFeeds } from './queries.ts'
import { holdRights } from './rights.ts'

/**
 * Shared step: what everybody reads whom the event concerns and who may see what it is about, whether or not they want it
 * in their feed. Holds those feeds.
 */
export const linesOf = async (write: Write, notice: Notice): Promise<Line[]> => {
  const kind = kindOf(notice.event)
  if (!kind) return []
  const concerned = await audienceOf(write, notice, kind.audiences)
  if (!concerned.length) return []
  await holdRights(write, notice)
  const people = await holdFeeds(
    write.sql,
    concerned.map(({ id }) => id),
  )
  const listeners = concerned.flatMap(({ id, audiences }) => {
    const person = people.get(id)
    if (!person) return []
    const { name, role, company_id: companyId, zone } = person
    return [{ actor: { id, name, role, companyId, sessionId: null }, zone, audiences }]
  })
  return kind.lines(write, notice, listeners)
}
