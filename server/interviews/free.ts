import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import * as clock from '../clock.ts'
import { invalidField } from '../errors.ts'
import { authorize } from '../policy.ts'
import { panelNamed, possiblePanel } from './panel.ts'
import { policy } from './policy.ts'
import { findInterviewed } from './queries.ts'
import type { FreeQuery } from './schema.ts'
import { presentSpan, withoutSpans, type Span } from './spans.ts'
import { takenOf, windowsOf } from './taken.ts'

const lasting = (spans: Span[], minutes: number) =>
  spans.filter(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() >= minutes * 60_000)

/**
 * When a candidate can, without what is taken already, and who can be asked to sit in an interview; of those who are
 * named, when all of them can. That somebody is busy is all that is told. 400 for who cannot sit in it.
 */
export const readFree = async (actor: Actor, applicationId: string, { panel, minutes = 30 }: FreeQuery) => {
  const { application, subject } = await findInterviewed(actor, applicationId)
  authorize(policy, 'read-availability', actor, subject)
  if (panel && panel.length > 10) throw invalidField('/query/panel', 'too_many', 'names more than 10 people.')
  const now = clock.now()
  const db = sqlOf(database().orm.em.fork())
  if (panel) await panelNamed(db, application, panel, { at: '/query/panel' })
  const [people, windows, busy, panelBusy] = await Promise.all([
    possiblePanel(db, application),
    windowsOf(db, application.candidate_id, now),
    takenOf(db, [application.candidate_id], now),
    takenOf(db, panel ?? [], now),
  ])
  const left = withoutSpans(windows, busy)
  return {
    windows: left.map(presentSpan),
    panel: people.map(({ id, name, role, company }) => ({ id, name, role, company })),
    ...(panel && { free: lasting(withoutSpans(left, panelBusy), minutes).map(presentSpan) }),
  }
}
