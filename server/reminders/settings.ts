import type { EntityManager } from '@mikro-orm/postgresql'
import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { findCompany } from '../companies/queries.ts'
import { forbidden } from '../errors.ts'
import { policy } from './policy.ts'
import { presentSetting } from './presenter.ts'
import { settingsOf } from './queries.ts'
import { settableRules } from './schema.ts'

/** The company whose reminders the actor sets: 404 if they do not see it, 403 if it is another's to say. */
export const findOwnCompany = async (
  em: EntityManager,
  actor: Actor,
  companyId: string,
  options?: { lock?: boolean },
) => {
  const company = await findCompany(em, actor, companyId, options)
  if (!policy.can(actor, 'set', company)) throw forbidden()
  return company
}

/** Every rule that a company can have its own way, as it has it. */
export const settingsNow = async (em: EntityManager, companyId: string) => {
  const own = await settingsOf(sqlOf(em), companyId)
  return { data: settableRules.map(rule => presentSetting(rule, own.get(rule))) }
}

/** Every rule by which a company's people and clients are reminded, as it has it. */
export const readSettings = async (actor: Actor, companyId: string) => {
  const em = database().orm.em.fork()
  const { id } = await findOwnCompany(em, actor, companyId)
  return settingsNow(em, id)
}
