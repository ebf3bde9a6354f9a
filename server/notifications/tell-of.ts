import type { Write } from '../transaction.ts'
import { audienceOf } from './audiences.ts'
import { kindOf } from './kinds.ts'
import { eventKey, type Notice } from './notice.ts'
import { putInFeeds } from './put-in-feeds.ts'
import { holdFeeds } from './queries.ts'
import { holdRights } from './rights.ts'

/** Shared step: tells everybody whom the event concerns, and who may see what it is about. */
export const tellOf = async (write: Write, notice: Notice) => {
  const kind = kindOf(notice.event)
  if (!kind) return
  const concerned = await audienceOf(write, notice, kind.audiences)
  if (!concerned.length) return
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
  const lines = await kind.lines(write, notice, listeners)
  await putInFeeds(write, { event: notice.event, eventKey: eventKey(notice), lines })
}
