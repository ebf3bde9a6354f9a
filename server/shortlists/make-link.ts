import { newId } from '../../db/new-id.ts'
import type { Actor } from '../actor.ts'
import { env } from '../env.ts'
import { invalidField } from '../errors.ts'
import { findJobPosting } from '../job-postings/queries.ts'
import { hashOfToken, newToken } from '../token.ts'
import { transaction } from '../transaction.ts'
import { presentLink } from './presenter.ts'
import { hiringManagersOf, linkRows } from './queries.ts'
import type { LinkInput } from './schema.ts'

const dayMs = 24 * 60 * 60 * 1_000

/**
 * A link to one shortlist for a hiring manager without signing in, for so many days. Its token is told here and never
 * again; only its hash is kept. 400 for anybody but an assigned hiring manager.
 */
export const makeLink = async (actor: Actor, { jobId, forId, days }: LinkInput & { jobId: string }) => {
  const id = newId()
  const token = newToken()
  const link = await transaction(actor, async ({ em, sql, now }) => {
    await findJobPosting(em, actor, jobId)
    const managers = await hiringManagersOf(sql, jobId)
    if (!managers.some(manager => manager.id === forId))
      throw invalidField('/forId', 'not_assigned', 'must be a hiring manager who is assigned to this job.')
    await sql
      .insertInto('shortlist_link')
      .values({
        id,
        job_id: jobId,
        for_id: forId,
        token_hash: hashOfToken(token),
        created_by_id: actor.id,
        created_at: now,
        expires_at: new Date(now.getTime() + days * dayMs),
        revoked_at: null,
        last_viewed_at: null,
      })
      .execute()
    const rows = await linkRows(sql, jobId)
    return presentLink(rows.find(row => row.id === id)!)
  })
  // The answer that is kept for a second sending has no token in it.
  const isNew = link.id === id
  return {
    ...link,
    token: isNew ? token : null,
    url: isNew ? `${env().PUBLIC_URL}/shortlists/${token}` : null,
  }
}
