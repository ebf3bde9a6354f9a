import { beforeAll, expect } from 'vitest'
import type { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

type App = ReturnType<typeof hirewire>

/** So many days and hours from now, at a full minute. */
export const ahead = (days: number, hours = 0) =>
  new Date(Math.ceil(Date.now() / 60_000) * 60_000 + (days * 24 + hours) * 3_600_000).toISOString()

/** The world of a test about interviews, and the ways to arrange one. */
export const arranging = (app: App) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  let day = 1
  /** A time that no other test of this file uses. */
  const freeTime = () => ahead((day += 1))

  const details = (panel: Person[] = [world.people.interviewer]) => ({
    title: 'Technical conversation',
    minutes: 60,
    zone: 'Europe/Berlin',
    panel: panel.map(({ id }) => id),
  })
  const ask = async (person: Person, method: string, path: string, body?: object, status = 200) => {
    const answer = await app.call(person, method, path, body)
    expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBe(status)
    return answer.body
  }

  return {
    get world() {
      return world
    },
    get people() {
      return world.people
    },
    freeTime,
    details,
    ask,
    /** An application in the stage in which interviews are made. */
    card: (candidate: Person = world.people.candidate, job = world.job) =>
      makeApplication(job, candidate, { stage: 'interview' }),
    /** One of a candidate that nobody else has. */
    freshCard: async (job = world.job) => {
      const candidate = await app.person('candidate')
      return { candidate, id: await makeApplication(job, candidate, { stage: 'interview' }) }
    },
    schedule: (
      application: string,
      {
        panel,
        by = world.people.recruiter,
        ...more
      }: { panel?: Person[]; by?: Person } & Record<string, unknown> = {},
    ) =>
      ask(
        by,
        'POST',
        `/applications/${application}/interviews`,
        {
          ...details(panel),
          ...('slots' in more ? {} : { startsAt: freeTime() }),
          ...more,
        },
        201,
      ),
    bookingsOf: async (interviewId: string) =>
      (
        await app.sql<{ user_id: string }>(
          'select user_id from booking where interview_id = $1 order by user_id',
          [interviewId],
        )
      ).map(({ user_id }) => user_id),
    cardRow: async (id: string) => (await app.sql('select * from application where id = $1', [id]))[0]!,
  }
}
