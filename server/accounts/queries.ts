import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { sql as raw, type Kysely } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import { User, type Role } from '../../db/entities/user.ts'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { seekCompany } from '../companies/queries.ts'
import { conflict, invalidField, notFound } from '../errors.ts'
import type { Writing } from '../event-kind.ts'
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

/** A person as they see themselves, with the jobs they are tied to. */
export const meRow = (sql: Kysely<Tables>, userId: string) =>
  sql
    .selectFrom('users as u')
    .select(eb => [
      'u.id',
      'u.name',
      'u.email',
      'u.phone_number',
      'u.role',
      'u.zone',
      'u.version',
      jsonObjectFrom(
        eb
          .selectFrom('company as c')
          .select(['c.id', 'c.name', 'c.kind'])
          .whereRef('c.id', '=', 'u.company_id'),
      ).as('company'),
      jsonObjectFrom(
        eb
          .selectFrom('candidate_profile as p')
          .select(['p.headline', 'p.location', 'p.skills', 'p.experience_years'])
          .whereRef('p.user_id', '=', 'u.id'),
      ).as('profile'),
      jsonArrayFrom(
        eb
          .selectFrom('assignment as a')
          .innerJoin('job_posting as j', 'j.id', 'a.job_id')
          .select(['j.id', 'j.title', 'a.kind'])
          .whereRef('a.user_id', '=', 'u.id')
          .where('j.deleted_at', 'is', null)
          .orderBy('a.id'),
      ).as('assignments'),
    ])
    .where('u.id', '=', userId)
    .executeTakeFirstOrThrow()
export type MeRow = Awaited<ReturnType<typeof meRow>>

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
export const holdAdmins = ({ sql }: Pick<Writing, 'sql'>) =>
  raw`select pg_advisory_xact_lock(hashtextextended('admins', 0))`.execute(sql)

/** Throws 409 unless another admin remains who can let people in. The caller holds the admins. */
export const keepAnAdmin = async ({ em }: Pick<Writing, 'em'>, leavingId: string) => {
  const others = { role: 'admin', deactivatedAt: null, emailVerified: true, id: { $ne: leavingId } } as const
  if (!(await em.count(User, others))) throw conflict('This is the last admin: make another one first.')
}
