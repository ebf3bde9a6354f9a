import type { EntityManager } from '@mikro-orm/postgresql'
import type { IUser } from '../../db/entities/user.ts'
import type { Actor } from '../actor.ts'
import { presentUser } from './presenter.ts'

/** A person as this actor may see them. Needs `company` loaded. */
export const presentFor = (actor: Actor, user: IUser) => {
  if (actor.role === 'admin') return presentUser.admin(user)
  return actor.id === user.id ? presentUser.self(user) : presentUser.colleague(user)
}

/** Shared step: the person as they are at this point of the transaction. */
export const answerWith = async (em: EntityManager, actor: Actor, user: IUser) => {
  await em.flush()
  return presentFor(actor, user)
}
