import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { Company, type ICompany } from '../../db/entities/company.ts'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { joinedTo, policy, type CompanySubject } from './policy.ts'

/** The company with the one that serves it, if the actor may see it. */
export const seekCompany = (em: EntityManager, actor: Actor, id: string, { lock = false } = {}) =>
  em.findOne(
    Company,
    { $and: [{ id }, policy.scope(actor)] },
    { populate: ['servedBy'], strategy: 'select-in', ...(lock && { lockMode: LockMode.PESSIMISTIC_WRITE }) },
  )

/** The company, if the actor may see it; 404 otherwise. `lock` holds its row until the transaction ends. */
export const findCompany = async (
  em: EntityManager,
  actor: Actor,
  id: string,
  options?: { lock?: boolean },
) => {
  const company = await seekCompany(em, actor, id, options)
  if (!company) throw notFound()
  return company
}

/** What rights on this company are decided from, for this actor. */
export const subjectOf = async (
  em: EntityManager,
  actor: Actor,
  { id, kind, servedBy }: ICompany,
): Promise<CompanySubject> => ({
  id,
  kind,
  servedById: servedBy?.id ?? null,
  joined:
    actor.companyId !== null && (await em.count(Company, { $and: [{ id }, joinedTo(actor.companyId)] })) > 0,
})

/** The company, if the actor may see what its invoices are made of; 404 otherwise, also for whoever sees the company. */
export const findBilled = async (
  em: EntityManager,
  actor: Actor,
  id: string,
  options?: { lock?: boolean },
) => {
  const company = await findCompany(em, actor, id, options)
  const subject = await subjectOf(em, actor, company)
  if (!policy.can(actor, 'read-billing', subject)) throw notFound()
  return subject
}

/** What stands on a company's invoices, and which of its people are sent them. */
export const billingRow = async (db: Kysely<Tables>, companyId: string) => {
  const [row, contacts] = await Promise.all([
    db
      .selectFrom('company')
      .select([
        'id',
        'name',
        'kind',
        'zone',
        'address',
        'tax_id',
        'iban',
        'bic',
        'tax_basis_points',
        'tax_note',
        'billing_email',
        'billing_version as version',
      ])
      .where('id', '=', companyId)
      .executeTakeFirstOrThrow(),
    billable(db, companyId)
      .innerJoin('billing_contact as b', join =>
        join.onRef('b.user_id', '=', 'u.id').onRef('b.company_id', '=', 'u.company_id'),
      )
      .execute(),
  ])
  return { ...row, contacts }
}
export type BillingRow = Awaited<ReturnType<typeof billingRow>>

/** Those of a company who can be sent its invoices: its active client users, by name. */
export const billable = (db: Kysely<Tables>, companyId: string) =>
  db
    .selectFrom('users as u')
    .select(['u.id', 'u.name', 'u.email'])
    .where('u.company_id', '=', companyId)
    .where('u.role', '=', 'client')
    .where('u.deactivated_at', 'is', null)
    .orderBy('u.name')
    .orderBy('u.id')

/** To whom a company's invoices go: its billing contacts; where none of those is left, all its client users. */
export const billedPeople = async (db: Kysely<Tables>, companyId: string) => {
  const { contacts } = await billingRow(db, companyId)
  return contacts.length ? contacts : billable(db, companyId).execute()
}
