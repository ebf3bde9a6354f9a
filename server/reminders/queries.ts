import type { Kysely, Selectable } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Setting } from './schema.ts'

interface Item {
  rule: string
  subject_id: string
  anchor: Date
}

/** Names one thing that is owed, among those of one person. */
export const itemKey = ({ rule, subject_id, anchor }: Item) => `${rule} ${subject_id} ${anchor.toISOString()}`

/** Which of these somebody does not want to be reminded of by now, and until when: by `itemKey`. */
export const holdsOf = async (
  db: Kysely<Tables>,
  { userId, items, now }: { userId: string; items: Item[]; now: Date },
) => {
  if (!items.length) return new Map<string, { until: Date | null }>()
  const rows = await db
    .selectFrom('reminder_hold')
    .select(['rule', 'subject_id', 'anchor', 'until'])
    .where('user_id', '=', userId)
    .where(
      'subject_id',
      'in',
      items.map(({ subject_id }) => subject_id),
    )
    .where(({ or, eb }) => or([eb('until', 'is', null), eb('until', '>', now)]))
    .execute()
  return new Map(rows.map(row => [itemKey(row), { until: row.until }]))
}

/** Where a company wants rules otherwise than we have them, by rule. */
export const settingsOf = async (db: Kysely<Tables>, companyId: string) => {
  const rows = await db
    .selectFrom('reminder_setting')
    .selectAll()
    .where('company_id', '=', companyId)
    .execute()
  return new Map(rows.map(row => [row.rule, row]))
}

const text = (value: number | null) => (value === null ? null : String(value))

/** A setting as its row has it. */
export const settingColumns = ({
  rule,
  off = false,
  firstHours = null,
  everyHours = null,
  most = null,
}: Setting) => ({
  rule,
  off,
  first_hours: text(firstHours),
  every_hours: text(everyHours),
  most,
})

type Key = Pick<Selectable<Tables['reminder']>, 'rule' | 'subject_id' | 'user_id' | 'anchor' | 'step'>

/** The effect that a reminder's mail is sent under. A row of the ledger is written once, and so is its mail. */
export const mailKeyOf = ({ rule, subject_id, user_id, anchor, step }: Key) =>
  ['reminder', rule, subject_id, user_id, anchor.toISOString(), step].join(' ')
