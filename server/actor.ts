import type { Role } from '../db/entities/user.ts'

/** Who is acting. `sessionId` is what a write checks again in its own transaction. */
export interface Actor {
  id: string
  name: string
  role: Role
  companyId: string | null
  sessionId: string | null
}

/** Whom a payload is cut for. An agency's cut is of its own candidates, so its company is part of the name. */
export type Audience = 'staff' | 'client' | `agency:${string}` | 'interviewer' | 'candidate' | 'self'

export const staffRoles = ['admin', 'manager', 'recruiter'] as const satisfies Role[]
export const isStaff = (actor: Actor) => (staffRoles as readonly Role[]).includes(actor.role)
