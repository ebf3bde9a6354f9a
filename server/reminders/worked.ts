import { sql } from 'kysely'
import { assigned } from '../owed/people.ts'

/**
 * Writes down who has done something on their jobs, from a table `owed`: whoever has not is in it. So nobody looks
 * through the log for them again.
 */
export const noteWorked = (now: Date) => sql`
  update assignment a set worked_at = ${now}
  from ${assigned('recruiter')} t join job_posting j on j.id = t.job_id
  where a.job_id = t.job_id and a.user_id = t.user_id and a.kind = 'recruiter' and a.worked_at is null
    and j.status = 'open' and j.deleted_at is null and t.created_at <= ${now}
    and not exists (
      select from owed o where o.rule = 'assignment-idle' and o.subject_id = t.job_id and o.user_id = t.user_id
    )`
