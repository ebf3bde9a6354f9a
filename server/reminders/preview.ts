import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { settingColumns } from './queries.ts'
import { replay, type Side } from './replay.ts'
import { settableRules, type SettingsInput } from './schema.ts'
import { findOwnCompany } from './settings.ts'

const lastMs = 30 * 24 * 60 * 60 * 1000
const examples = 20

type Counted = Awaited<ReturnType<typeof replay>>['counted']

const sum = (counted: Counted, side: Side) => {
  const those = counted.filter(each => each.side === side)
  return {
    reminders: those.reduce((total, { reminders }) => total + reminders, 0),
    escalations: those.reduce((total, { escalations }) => total + escalations, 0),
  }
}
const both = (counted: Counted) => ({ present: sum(counted, 'present'), proposed: sum(counted, 'proposed') })

/**
 * What would have gone out in the last 30 days by these settings, beside those there are: by rule and by week, and the
 * latest of it. It is counted anew from what was owed then; see `replay` for what is left out.
 */
export const previewSettings = async (actor: Actor, { companyId, settings }: SettingsInput, now: Date) => {
  const em = database().orm.em.fork()
  const { id } = await findOwnCompany(em, actor, companyId)
  const from = new Date(now.getTime() - lastMs)
  const found = await replay(sqlOf(em), {
    companyId: id,
    settings: settings.map(settingColumns),
    from,
    now,
    examples,
  })
  const ofWeek = Map.groupBy(found.counted, ({ week }) => week)
  return {
    from: from.toISOString(),
    until: now.toISOString(),
    total: both(found.counted),
    rules: settableRules.map(rule => ({ rule, ...both(found.counted.filter(each => each.rule === rule)) })),
    weeks: [...ofWeek].map(([week, counted]) => ({ week, ...both(counted) })),
    examples: found.examples.map(example => ({ ...example, at: new Date(example.at).toISOString() })),
  }
}
