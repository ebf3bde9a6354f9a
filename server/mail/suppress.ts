import { sql as raw, type Kysely, type Selectable } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/**
 * Shared step: no mail of this stream goes to this address from an instant on, and why; or, without a reason, it goes
 * there again. What is told late does not undo what came after it, and what says more of the same is kept.
 */
export const suppress = (
  sql: Kysely<Tables>,
  { address, stream, reason, detail, at }: Selectable<Tables['suppression']>,
) =>
  raw`
    insert into suppression as s (address, stream, reason, detail, at)
    values (${address.toLowerCase()}, ${stream}, ${reason}, ${detail}, ${at})
    on conflict (address, stream) do update set
      at = greatest(s.at, excluded.at),
      reason = case when excluded.at >= s.at then excluded.reason else s.reason end,
      detail = case
        when excluded.reason = s.reason then coalesce(excluded.detail, s.detail)
        when excluded.at >= s.at then excluded.detail
        else s.detail
      end`.execute(sql)
