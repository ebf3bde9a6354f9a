import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { authorize } from '../policy.ts'
import { localDate } from '../time.ts'
import type { Write } from '../transaction.ts'
import { policy, type Verb } from './policy.ts'
import { placementRow, type PlacementRow } from './queries.ts'

export interface HeldPlacement {
  row: PlacementRow
  /** Where the staffing company is: its days are those that count. */
  today: string
  hiredOn: string
}

/**
 * Shared step: the placement with its row held until the transaction ends, and that of its invoice: what stands on it
 * decides what can be recorded. 404 unless the actor sees it, 403 unless they may do this to it.
 */
export const holdPlacement = async (
  { sql, now }: Write,
  actor: Actor,
  verb: Verb,
  id: string,
): Promise<HeldPlacement> => {
  const found = await sql
    .selectFrom('placement as p')
    .select(['p.company_id as companyId', 'p.staffing_company_id as staffingCompanyId'])
    .where('p.id', '=', id)
    .where(policy.scope(actor))
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!found) throw notFound()
  authorize(policy, verb, actor, found)
  await sql.selectFrom('invoice').select('id').where('placement_id', '=', id).forNoKeyUpdate().execute()
  // Read once they are held: what it is made of may have changed while we waited.
  const row = await placementRow(sql, id)
  return { row, today: localDate(now, row.zone), hiredOn: localDate(row.created_at, row.zone) }
}
