import { sql, type Kysely, type Selectable } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { RuleName } from '../owed/rules.ts'
import { mailKeyOf } from './queries.ts'

type ReminderRow = Selectable<Tables['reminder']>

/** What became of a mail: it waits in the queue, it is being sent, the provider took it, or refused it. */
export type MailState = 'queued' | 'sending' | 'sent' | 'refused'

export interface Sent {
  rule: RuleName
  anchor: Date
  step: number
  at: Date
  inApp: boolean
  mailed: boolean
  mail: { state: MailState; detail: string | null } | null
}

interface Effect {
  key: string
  done_at: Date | null
  ref: string | null
}

const stateOf = (effect: Effect | undefined): NonNullable<Sent['mail']> => {
  if (!effect) return { state: 'queued', detail: null }
  if (!effect.done_at) return { state: 'sending', detail: null }
  const [, refusal] = /^refused: (.*)$/s.exec(effect.ref ?? '') ?? []
  return refusal === undefined ? { state: 'sent', detail: null } : { state: 'refused', detail: refusal }
}

/** What went out to one person about one thing, the first of it first. Several that were due together are one mail. */
export const sentTo = async (
  db: Kysely<Tables>,
  { userId, subjectId }: { userId: string; subjectId: string },
): Promise<Sent[]> => {
  const { rows } = await sql<ReminderRow>`
    select r.* from reminder r
    where r.user_id = ${userId} and r.at in (
      select o.at from reminder o where o.user_id = ${userId} and o.subject_id = ${subjectId}
    ) order by r.at, r.step`.execute(db)
  const keys = rows.filter(({ mailed }) => mailed).map(mailKeyOf)
  const effects =
    await sql<Effect>`select key, done_at, ref from effect where key = any(${keys}::text[])`.execute(db)
  const byKey = new Map(effects.rows.map(effect => [effect.key, effect]))
  const effectAt = new Map(
    rows.flatMap(row => {
      const effect = byKey.get(mailKeyOf(row))
      return effect ? [[row.at.getTime(), effect] as const] : []
    }),
  )
  return rows
    .filter(({ subject_id }) => subject_id === subjectId)
    .map(row => ({
      rule: row.rule as RuleName,
      anchor: row.anchor,
      step: row.step,
      at: row.at,
      inApp: row.in_app,
      mailed: row.mailed,
      mail: row.mailed ? stateOf(effectAt.get(row.at.getTime())) : null,
    }))
}
