import type { Reading } from '../../db/in-transaction.ts'
import type { Actor } from '../actor.ts'
import { jobRows } from '../job-postings/queries.ts'
import { suppressionsOf } from '../mail/queries.ts'
import { seesJob } from './check-sees-job.ts'
import { presentPreferences, type Preferences } from './presenter.ts'
import { channelsOf, mutedJobIds, preferenceRow } from './queries.ts'

/** Everything of the actor's preferences, as it is in this transaction. A job they may not see any more is not named. */
export const showPreferences = async (reading: Reading, actor: Actor): Promise<Preferences> => {
  const { sql } = reading
  const row = await preferenceRow(sql, actor.id)
  const channels = await channelsOf(sql, [actor.id])
  const muted = await jobRows(reading, await mutedJobIds(sql, actor.id))
  return presentPreferences({
    row,
    channels: category => channels(actor.id, category),
    mutedJobs: muted.filter(job => seesJob(actor, job)),
    suppressed: await suppressionsOf(sql, row.email),
  })
}
