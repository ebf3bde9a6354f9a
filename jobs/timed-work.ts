import { CronExpressionParser } from 'cron-parser'
import { catalog, jobNames, type Job } from './catalog.ts'
import { handlers } from './handlers.ts'

/** Whether a schedule, in UTC, has an occurrence after one instant and until another. */
const fallsIn = (cron: string, after: Date, until: Date) =>
  CronExpressionParser.parse(cron, { currentDate: after, tz: 'UTC' }).next().getTime() <= until.getTime()

/** Does what the clock starts and has fallen due in this span, once each, in the order of the catalog: for a clock that is moved. */
export const runTimedWork = async ({ after, until }: { after: Date; until: Date }) => {
  for (const name of jobNames) {
    const { cron }: Job = catalog[name]
    if (cron && fallsIn(cron, after, until)) await (handlers[name] as (data: object) => Promise<unknown>)({})
  }
}
