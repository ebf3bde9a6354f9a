import { urlencoded, type Express, type Request } from 'express'
import { z } from 'zod'
import { clockAheadMs, now } from '../clock.ts'
import { longestMoveMs, moveClock, movingNow, type RunTimedWork } from '../demo-clock/move.ts'
import { env } from '../env.ts'
import { invalidField, notFound } from '../errors.ts'
import { reportFault } from '../faults.ts'
import { parseInput } from '../route.ts'
import { firstInstant, isLocalTime, isZone, localDate, localTime, plusDays, zonedWords } from '../time.ts'
import { page } from './page.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const zone = z.string().refine(isZone)
const moveInput = z.strictObject({
  zone,
  by: z.enum(['hour', 'day', 'morning', 'monday', 'week', 'month']).optional(),
  to: z.string().refine(isLocalTime, { message: 'is a date and a time: 2026-12-24T09:00' }).optional(),
})

/** The next day at nine, or the next Monday. */
const nextNine = (at: Date, of: string, days: (date: string) => number): Date => {
  const today = localDate(at, of)
  const todays = firstInstant(`${today}T09:00`, of)
  const from = todays > at ? today : plusDays(today, 1)
  return firstInstant(`${plusDays(from, days(from))}T09:00`, of)
}
const toMonday = (date: string) => (8 - new Date(date).getUTCDay()) % 7

const goals = {
  hour: at => new Date(at.getTime() + hourMs),
  day: at => new Date(at.getTime() + dayMs),
  morning: (at, of) => nextNine(at, of, () => 0),
  monday: (at, of) => nextNine(at, of, toMonday),
  week: at => new Date(at.getTime() + 7 * dayMs),
  month: at => new Date(at.getTime() + 30 * dayMs),
} satisfies Record<string, (at: Date, of: string) => Date>

const labels = [
  { by: 'hour', label: '1 hour' },
  { by: 'day', label: '1 day' },
  { by: 'morning', label: 'To the next 09:00' },
  { by: 'monday', label: 'To Monday 09:00' },
  { by: 'week', label: '1 week' },
  { by: 'month', label: '30 days' },
]

const goalOf = ({ by, to, zone: of }: z.output<typeof moveInput>) => {
  if (by) return goals[by](now(), of)
  if (!to) throw invalidField('/to', 'missing', 'says to when.')
  return firstInstant(to, of)
}

/** `3 days`, or `1.5 hours` where it is less than two days; nothing where it is not a minute. */
const aheadWords = (ms: number) => {
  const [unit, unitMs] = ms < 2 * dayMs ? (['hour', hourMs] as const) : (['day', dayMs] as const)
  const count = Math.round((ms / unitMs) * 10) / 10
  return count ? `${count} ${unit}${count === 1 ? '' : 's'}` : null
}

const zoneOf = ({ query }: Request) => {
  const given = zone.safeParse(query.zone)
  return given.success ? given.data : 'UTC'
}

/** The clock of the demo: time moves on for everybody, and what falls due on the way happens. Nowhere else. */
export const clockPages = [
  page({
    path: '/dev/clock',
    who: 'everyone',
    plainForms: true,
    show: async ({ request }) => {
      if (!env().demo) throw notFound()
      const of = zoneOf(request)
      const at = now()
      const moving = movingNow()
      return {
        template: 'dev-clock',
        title: 'Clock',
        script: 'dev-clock',
        data: {
          zone: of,
          words: zonedWords(at, of),
          field: localTime(at, of),
          ahead: aheadWords(clockAheadMs()),
          moving: moving && {
            to: zonedWords(moving.to, of),
            done: at.getTime() - moving.from.getTime(),
            all: moving.to.getTime() - moving.from.getTime(),
          },
          labels,
        },
      }
    },
  }),
]

/** Takes the form of the clock's page. The move goes on by itself; the page shows how far it is. */
export const mountClock = (app: Express, runTimedWork: RunTimedWork) => {
  app.post('/dev/clock', urlencoded({ limit: '1kb', extended: false }), (request, response) => {
    if (!env().demo) throw notFound()
    const input = parseInput(moveInput, request.body ?? {})
    const to = goalOf(input)
    const far = to.getTime() - now().getTime()
    if (far <= 0 || far > longestMoveMs)
      throw invalidField('/to', 'out_of_range', 'lies ahead, and within a hundred days.')
    if (!movingNow())
      moveClock(to, runTimedWork).catch((error: unknown) =>
        reportFault(error, 'the demo clock stopped on its way'),
      )
    response.redirect(303, `/dev/clock?zone=${encodeURIComponent(input.zone)}`)
  })
}
