import type { Actor } from '../actor.ts'

interface CompanySubject {
  id: string
}

/** How a staffing company reminds is its own managers' to see and to say. */
export const policy = {
  can: (actor: Actor, _verb: 'set', company: CompanySubject) =>
    actor.role === 'manager' && actor.companyId === company.id,
}
