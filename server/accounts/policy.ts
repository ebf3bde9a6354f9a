import type { FilterQuery } from '@mikro-orm/postgresql'
import type { ICompany } from '../../db/entities/company.ts'
import type { IUser, Role } from '../../db/entities/user.ts'
import type { Actor } from '../actor.ts'
import { isInHouse } from '../companies/policy.ts'
import type { Policy } from '../policy.ts'

/** What rights are decided from. */
export interface UserSubject {
  id: string
  role: Role
  companyId: string | null
}

export const subjectOf = (user: IUser): UserSubject => ({
  id: user.id,
  role: user.role,
  companyId: user.company?.id ?? null,
})

type Verb =
  'read' | 'rename' | 'change-phone' | 'change-zone' | 'change-role' | 'deactivate' | 'reactivate' | 'delete'

const isColleague = (actor: Actor, subject: UserSubject) =>
  actor.role === 'manager' && actor.companyId !== null && subject.companyId === actor.companyId

/** An admin sees everybody, a manager their own company's people, everybody themselves. */
export const policy: Policy<Verb, UserSubject, FilterQuery<IUser>> = {
  scope(actor) {
    if (actor.role === 'admin') return {}
    if (actor.role === 'manager' && actor.companyId)
      return { $or: [{ id: actor.id }, { company: actor.companyId }] }
    return { id: actor.id }
  },
  can(actor, verb, subject) {
    const isSelf = subject.id === actor.id
    switch (verb) {
      case 'read':
      case 'rename':
        return actor.role === 'admin' || isSelf || isColleague(actor, subject)
      case 'change-phone':
      case 'change-zone':
        return actor.role === 'admin' || isSelf
      case 'change-role':
        return actor.role === 'admin'
      case 'delete':
        return actor.role === 'admin' && !isSelf
      case 'deactivate':
      case 'reactivate':
        if (isSelf) return false
        return (
          actor.role === 'admin' ||
          (isColleague(actor, subject) && (subject.role === 'recruiter' || subject.role === 'interviewer'))
        )
    }
  },
}

/**
 * Whether somebody may be invited by this actor, into this role of this company. A manager invites their own
 * company's people, clients of the employers it serves, and agencies.
 */
export const mayInvite = (actor: Actor, role: Role, company: ICompany | null) => {
  if (actor.role === 'admin') return true
  if (actor.role !== 'manager' || !actor.companyId || !company) return false
  switch (role) {
    case 'manager':
    case 'recruiter':
    case 'interviewer':
      return company.id === actor.companyId
    case 'client':
      return company.servedBy?.id === actor.companyId
    case 'agency':
      return company.kind === 'agency'
    case 'admin':
    case 'candidate':
      return false
  }
}

/** Whether a role can be had in this company. An employer that recruits for itself has its own managers and recruiters. */
export const fits = (role: Role, company: ICompany | null): boolean => {
  if (role === 'admin' || role === 'candidate') return company === null
  if (!company) return false
  switch (role) {
    case 'manager':
    case 'recruiter':
      return isInHouse(company)
    case 'client':
      return company.kind === 'employer'
    case 'agency':
      return company.kind === 'agency'
    case 'interviewer':
      return company.kind !== 'agency'
  }
}
