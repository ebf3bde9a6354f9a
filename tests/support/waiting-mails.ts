import { now } from '../../server/clock.ts'
import { sendWaitingMails } from '../../server/notifications/send-waiting.ts'
import { jobsDone } from './jobs-done.ts'

type Sql = (text: string, params?: unknown[]) => Promise<Record<string, unknown>[]>

/** Nobody has quiet hours in this database: news by mail goes out at whatever hour the tests run. */
export const keepAwake = (sql: Sql) =>
  sql(
    `create or replace function is_quiet(at timestamptz, zone text, quiet_from time, quiet_to time) returns boolean
     language sql immutable strict parallel safe as 'select false'`,
  )

/** As if everything that happened so far had happened a while ago: mails that waited to be read in the app are out. */
export const graceOver = async (app: { sql: Sql }) => {
  await jobsDone(app)
  await sendWaitingMails(new Date(now().getTime() + 15 * 60_000))
  await jobsDone(app)
}
