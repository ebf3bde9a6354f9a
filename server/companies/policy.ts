import type { FilterQuery } from '@mikro-orm/postgresql'
import type { ICompany } from '../../db/entities/company.ts'
import { isStaff, type Actor } from '../actor.ts'
import type { Policy } from '../policy.ts'

/** What rights are decided from. */
export interface CompanySubject {
  id: string
  kind: ICompany['kind']
  /** For an employer who recruits for it; for an agency the staffing company that it works for alone. */
  servedById: string | null
  /** It serves the actor's own company, or a job of its joins the two. */
  joined: boolean
}

/** The employer recruits for itself: its hiring managers look on, its recruiters post. */
export const isInHouse = (company: Pick<ICompany, 'id' | 'kind' | 'servedBy'>) =>
  company.kind === 'staffing' || company.servedBy?.id === company.id
