import type { Write } from '../transaction.ts'
import { audienceOf } from './audiences.ts'
import { kindOf } from './kinds.ts'
import { eventKey, type Notice } from './notice.ts'
import { putInFeeds } from './put-in-feeds.ts'
import { holdFeeds } from './queries.ts'
import { holdRights } from './rights.ts'
import { wishesOf } from './wishes.ts'

/**
 * Shared step: tells everybody whom the event concerns, who may see what it is about, and who wants to hear of it in the
 * app. Returns all whom it concerns and who may see it.
 */
export const tellOf = async (write: Write, notice: Notice): Promise<string[]> => {
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
  const lines = await kind.lines(write, notice, listeners)
  const told = lines.map(({ userId }) => userId)
  const wishOf = await wishesOf(write, notice, told)
  const wanted = lines.filter(({ userId }) => wishOf(userId).inApp)
  await putInFeeds(write, { event: notice.event, eventKey: eventKey(notice), lines: wanted })
  return told
}
