import { sql } from 'kysely'
import { assigned, hasWorked } from '../owed/people.ts'

/**
 * Writes down who has done something on their jobs, so that nobody looks through the log for them again. Looked for only
 * among those who are not in a table `owed`; whether it is so is asked again, as a job may have opened since that was made.
 */
export const noteWorked = (now: Date) => sql`
  with new as materialized (
    select t.job_id, t.user_id, t.created_at
    from ${assigned('recruiter')} t join job_posting j on j.id = t.job_id
    where t.worked_at is null and t.created_at <= ${now} and j.status = 'open' and j.deleted_at is null
      and not exists (
        select from owed o where o.rule = 'assignment-idle' and o.subject_id = t.job_id and o.user_id = t.user_id
      )
  )
  update assignment a set worked_at = ${now} from new t
  where a.job_id = t.job_id and a.user_id = t.user_id and a.kind = 'recruiter' and ${hasWorked}`
