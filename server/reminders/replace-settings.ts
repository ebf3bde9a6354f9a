import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { settingColumns } from './queries.ts'
import type { SettingsInput } from './schema.ts'
import { findOwnCompany, settingsNow } from './settings.ts'

/** Sets how a company reminds: what is not named is as we have it. What went out stays gone; the rest follows the new ones. */
export const replaceSettings = (actor: Actor, { companyId, settings }: SettingsInput) =>
  transaction(actor, async ({ em, sql, now }) => {
    const { id } = await findOwnCompany(em, actor, companyId, { lock: true })
    await sql.deleteFrom('reminder_setting').where('company_id', '=', id).execute()
    const rows = settings
      .map(setting => ({ company_id: id, updated_at: now, ...settingColumns(setting) }))
      .filter(({ off, first_hours, every_hours, most }) => off || first_hours || every_hours || most)
    if (rows.length) await sql.insertInto('reminder_setting').values(rows).execute()
    return settingsNow(em, id)
  })
