import { describe, expect, it } from 'vitest'
import { sweepReminders } from '../../server/reminders/sweep.ts'
import { firstInstant } from '../../server/time.ts'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeApplication, makeInterview, makeJob, makeWorld } from '../support/world.ts'
import { ledgerOf } from './timeline.ts'

const hour = 3_600_000
const day = 24 * hour

describe('reminders where the clocks change', () => {
  const app = hirewire()
  const changes: Record<string, string[]> = {
    'Europe/Berlin': ['2027-03-28', '2027-10-31'],
    'America/New_York': ['2027-03-14', '2027-11-07'],
    'Australia/Lord_Howe': ['2027-04-04', '2027-10-03'],
    'Asia/Kolkata': ['2027-03-28', '2027-10-31'],
    'America/Sao_Paulo': ['2027-02-21', '2027-10-17'],
    'Africa/Cairo': ['2027-04-30', '2027-10-29'],
    'Pacific/Auckland': ['2027-04-04', '2027-09-26'],
    'America/St_Johns': ['2027-03-14', '2027-11-07'],
  }

  it(
    'are sent once each in 8 zones: an hour after the end stays an hour, nine in the morning stays nine',
    { timeout: 240_000 },
    async () => {
      const world = await makeWorld()
      const { people, employer, staffing } = world
      for (const [zone, days] of Object.entries(changes))
        for (const date of days) {
          const interviewer = await app.person('interviewer', staffing)
          const manager = await app.person('manager', staffing)
          await app.sql('update users set zone = $2 where id = any($1::uuid[])', [
            [interviewer.id, manager.id],
            zone,
          ])
          await app.sql(
            `insert into preference (user_id, quiet_from, quiet_to, updated_at) values ($1, '00:00', '00:00', now())`,
            [interviewer.id],
          )
          const noon = firstInstant(`${date}T12:00`, zone)
          const job = await makeJob({
            company: employer,
            staffing,
            by: people.manager,
            deadline: new Date(+noon + day),
          })
          await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
          await app.sql(`update job_posting set opened_at = $2 where id = $1`, [
            job,
            new Date(+noon - 30 * day),
          ])
          const application = await makeApplication(job, await app.person('candidate'), {
            stage: 'interview',
          })
          // It ends half an hour before the clocks change, where they do at two
          const endsAt = firstInstant(`${date}T01:30`, zone)
          const startsAt = new Date(+endsAt - hour)
          const interview = await makeInterview(application, {
            panel: [interviewer],
            by: people.recruiter,
            startsAt,
          })
          await sweepReminders(new Date(+noon - 2 * day))
          const begin = +firstInstant(`${date}T00:00`, zone)
          for (let at = begin; at <= begin + 10 * hour; at += hour / 2) await sweepReminders(new Date(at))
          const given = await ledgerOf(app, 'feedback', interview)
          expect(
            given.map(({ step }) => step),
            zone,
          ).toEqual([1])
          expect(+given[0]!.at - +endsAt, zone).toBe(hour)
          const due = (await ledgerOf(app, 'deadline', job)).filter(({ user_id }) => user_id === manager.id)
          expect(
            due.map(({ at, step }) => [at, step]),
            zone,
          ).toEqual([
            [new Date(+noon - 2 * day), 2],
            [firstInstant(`${date}T09:00`, zone), 3],
          ])
          await app.sql(`update users set deactivated_at = now() where id = $1`, [manager.id])
          await app.sql(`update job_posting set status = 'closed' where id = $1`, [job])
        }
    },
  )
})
