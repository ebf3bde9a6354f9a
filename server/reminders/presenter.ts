import type { Selectable } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { ruleOf } from '../owed/rules.ts'
import type { SettableRule } from './schema.ts'

const number = (value: string | null | undefined) =>
  value === null || value === undefined ? null : Number(value)

/** A rule as we have it, and as a company wants it. */
export const presentSetting = (
  rule: SettableRule,
  row: Selectable<Tables['reminder_setting']> | undefined,
) => {
  const cadence = ruleOf(rule).remind!
  const own = {
    off: row?.off ?? false,
    firstHours: number(row?.first_hours),
    everyHours: number(row?.every_hours),
    most: row?.most ?? null,
  }
  if ('days' in cadence) {
    const usual = { firstHours: null, everyHours: null, most: cadence.days.length }
    return { rule, clock: 'days' as const, usual, days: [...cadence.days], own }
  }
  const { hours, first, every, most } = cadence
  return { rule, clock: hours, usual: { firstHours: first, everyHours: every, most }, own }
}
