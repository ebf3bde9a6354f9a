import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { sql as raw } from 'kysely'
import { User, type Role } from '../../db/entities/user.ts'
import type { Actor } from '../actor.ts'
import { seekCompany } from '../companies/queries.ts'
import { conflict, invalidField, notFound } from '../errors.ts'
import type { Write } from '../transaction.ts'
import { fits, policy } from './policy.ts'

/** The person, if the actor may see them; 404 otherwise. `lock` holds their row until the transaction ends. */
export const findUser = async (
  em: EntityManager,
  actor: Actor,
  id: string,
  { lock = false }: { lock?: boolean } = {},
) => {
  if (lock) await em.findOne(User, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const user = await em.findOne(
    User,
    { $and: [{ id }, policy.scope(actor)] },
    { populate: ['company'], strategy: 'select-in', refresh: lock },
  )
  if (!user) throw notFound()
  return user
}

/**
 * The company that somebody in this role is to belong to; null for roles that have none. 400 if role and company do not
 * fit, or if the actor sees no such company.
 */
export const placeFor = async (
  em: EntityManager,
  actor: Actor,
  { role, companyId }: { role: Role; companyId?: string | undefined },
) => {
  const company = companyId === undefined ? null : await seekCompany(em, actor, companyId)
  if (companyId !== undefined && !company)
    throw invalidField('/companyId', 'unknown', 'is no company that you can see.')
  if (!fits(role, company))
    throw invalidField(
      '/companyId',
      'unfit',
      company ? `Nobody is ${role} at a company of this kind.` : `The role ${role} needs a company.`,
    )
  return company
}

/**
 * Lets one transaction at a time take somebody out of a role. Without it two admins, each the other's last, could take
 * the role from one another at once. Take it before any row.
 */
export const holdAdmins = ({ sql }: Pick<Write, 'sql'>) =>
  raw`select pg_advisory_xact_lock(hashtextextended('admins', 0))`.execute(sql)

/** Throws 409 unless another admin remains who can let people in. The caller holds the admins. */
export const keepAnAdmin = async ({ em }: Pick<Write, 'em'>, leavingId: string) => {
  const others = { role: 'admin', deactivatedAt: null, emailVerified: true, id: { $ne: leavingId } } as const
  if (!(await em.count(User, others))) throw conflict('This is the last admin: make another one first.')
}
