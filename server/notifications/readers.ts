import type { Actor } from '../actor.ts'
import type { Write } from '../transaction.ts'

/** Somebody who may be mailed. */
export interface Reader {
  actor: Actor
  email: string
  zone: string
}

/** Those of these people who are active, as who they are now. */
export const readersOf = async ({ sql }: Pick<Write, 'sql'>, ids: string[]): Promise<Reader[]> => {
  if (!ids.length) return []
  const rows = await sql
    .selectFrom('users')
    .select(['id', 'name', 'email', 'zone', 'role', 'company_id'])
    .where('id', 'in', ids)
    .where('deactivated_at', 'is', null)
    .execute()
  return rows.map(({ id, name, role, company_id: companyId, email, zone }) => ({
    actor: { id, name, role, companyId, sessionId: null },
    email,
    zone,
  }))
}
