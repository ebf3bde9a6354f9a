import type { Write } from '../transaction.ts'
import type { FeedbackRow } from './queries.ts'
import type { GiveInput } from './schema.ts'

interface Given extends Omit<GiveInput, 'version'> {
  id: string
  applicationId: string
}

/** Shared step: writes the actor's feedback, and keeps what it said before. */
export const saveFeedback = async (
  { sql, now, actor }: Write,
  { id, interviewId, applicationId, overall, remark, scores }: Given,
  before: FeedbackRow | undefined,
) => {
  const said = {
    overall,
    remark: remark ?? null,
    scores: JSON.stringify(scores.map(score => ({ ...score, remark: score.remark ?? null }))),
  }
  if (!before) {
    const ids = { id, interview_id: interviewId, application_id: applicationId, by_id: actor!.id }
    return sql
      .insertInto('feedback')
      .values({ ...ids, ...said, given_at: now, updated_at: now })
      .execute()
  }
  const former = {
    feedback_id: id,
    version: before.version,
    overall: before.overall,
    remark: before.remark,
    scores: JSON.stringify(before.scores),
    at: before.updated_at,
  }
  await sql.insertInto('feedback_version').values(former).execute()
  return sql
    .updateTable('feedback')
    .set({ ...said, version: before.version + 1, updated_at: now })
    .where('id', '=', id)
    .execute()
}
