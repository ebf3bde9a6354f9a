import type { Sender } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'

interface SharedRow {
  id: string
  job_id: string
  expires_at: Date
  last_viewed_at: Date | null
  user_id: string
  name: string
  company_id: string
}

const liveText = `
  select l.id, l.job_id, l.expires_at, l.last_viewed_at, u.id as user_id, u.name, u.company_id
  from shortlist_link l
    join job_posting j on j.id = l.job_id and j.deleted_at is null
    join users u on u.id = l.for_id and u.deactivated_at is null and u.role = 'client' and u.company_id = j.company_id
    join assignment a on a.job_id = j.id and a.user_id = u.id and a.kind = 'hiring_manager'
  where l.token_hash = $1 and l.revoked_at is null and l.expires_at > $2`

/** A link that works at this moment: whose it is, and where it leads. */
export interface SharedLink {
  id: string
  tokenHash: string
  jobId: string
  expiresAt: Date
  lastViewedAt: Date | null
  /** The hiring manager in whose name it acts. There is no session. */
  actor: Actor
}

/**
 * The link, if it works now: not revoked, not expired, its job there, its hiring manager active and assigned. `hold` keeps
 * it from being revoked until the transaction ends.
 */
export const liveLink = async (
  { send }: Sender,
  tokenHash: string,
  { now, hold = false }: { now: Date; hold?: boolean },
): Promise<SharedLink | undefined> => {
  const [row] = await send<SharedRow>({
    name: hold ? 'hold-live-link' : 'live-link',
    text: hold ? `${liveText} for share of l` : liveText,
    values: [tokenHash, now],
  })
  return (
    row && {
      id: row.id,
      tokenHash,
      jobId: row.job_id,
      expiresAt: row.expires_at,
      lastViewedAt: row.last_viewed_at,
      actor: { id: row.user_id, name: row.name, role: 'client', companyId: row.company_id, sessionId: null },
    }
  )
}
