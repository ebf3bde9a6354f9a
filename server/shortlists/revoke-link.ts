import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { findJobPosting } from '../job-postings/queries.ts'
import { transaction } from '../transaction.ts'

/** Ends a link at once. Again is a success that changes nothing. 404 unless the actor sees its job. */
export const revokeLink = (actor: Actor, { linkId }: { linkId: string }) =>
  transaction(actor, async ({ em, sql, now }) => {
    const links = sql.selectFrom('shortlist_link').where('id', '=', linkId)
    const link = await links.select(['job_id', 'revoked_at']).forUpdate().executeTakeFirst()
    if (!link) throw notFound()
    await findJobPosting(em, actor, link.job_id)
    if (link.revoked_at) return
    await sql.updateTable('shortlist_link').set({ revoked_at: now }).where('id', '=', linkId).execute()
  })
