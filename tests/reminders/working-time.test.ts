import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, it } from 'vitest'
import { firstInstant } from '../../server/time.ts'
import { hirewire } from '../support/hirewire.ts'
import { zones } from './zones.ts'

const app = hirewire()

const zone = fc.constantFrom(...zones)
const instant = fc.date({
  min: new Date('2025-01-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
})

const isWorking = (at: DateTime) => at.weekday <= 5 && at.hour >= 9 && at.hour < 18

/** Counted quarter by quarter, as a person with a calendar would. */
const workedSeconds = (since: Date, until: Date, of: string) => {
  let worked = 0
  for (let ms = since.getTime(); ms < until.getTime(); ms += 900_000)
    if (isWorking(DateTime.fromMillis(ms, { zone: of }))) worked += 900
  return worked
}
const onTheQuarter = (at: Date) => new Date(Math.floor(at.getTime() / 900_000) * 900_000)

it('counts working time by the clocks of a zone, as a person with a calendar would', async () => {
  await fc.assert(
    fc.asyncProperty(instant, fc.integer({ min: 0, max: 4 * 24 * 14 }), zone, async (from, quarters, of) => {
      const since = onTheQuarter(from)
      const until = new Date(since.getTime() + quarters * 900_000)
      const [row] = await app.sql<{ seconds: number; after: Date }>(
        `select worked_seconds($1, $2, $3) as seconds,
           after_working($1, worked_seconds($1, $2, $3), $3) as after`,
        [since, until, of],
      )
      expect(row!.seconds).toBe(workedSeconds(since, until, of))
      // The earliest instant by which as much had passed: nothing was worked from there to the end.
      expect(row!.after.getTime()).toBeLessThanOrEqual(until.getTime())
      expect(workedSeconds(since, row!.after, of)).toBe(row!.seconds)
    }),
    { numRuns: 150 },
  )
})

it('knows when the clocks of a zone first show a time, also where they jump over it or show it twice', async () => {
  const minute = fc.integer({ min: 0, max: 3 * 365 * 24 * 60 })
  await fc.assert(
    fc.asyncProperty(minute, zone, async (minutes, of) => {
      const local = DateTime.fromISO('2025-01-01T00:00', { zone: 'utc' })
        .plus({ minutes })
        .toFormat("yyyy-MM-dd'T'HH:mm")
      const [row] = await app.sql<{ at: Date }>('select first_instant($1, $2) as at', [local, of])
      expect(row!.at.toISOString()).toBe(firstInstant(local, of).toISOString())
    }),
    { numRuns: 300 },
  )
  for (const [local, of, at] of [
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-10-04T02:10', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
    ['2026-04-24T00:00', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
  ] as const) {
    const [row] = await app.sql<{ at: Date }>('select first_instant($1, $2) as at', [local, of])
    expect(row!.at.toISOString()).toBe(at)
    expect(firstInstant(local, of).toISOString()).toBe(at)
  }
})

it('knows quiet hours, over midnight too', async () => {
  const quiet = async (at: string, from: string, to: string) =>
    (
      await app.sql<{ quiet: boolean }>("select is_quiet($1, 'Europe/Berlin', $2, $3) as quiet", [
        at,
        from,
        to,
      ])
    )[0]!.quiet
  expect(await quiet('2026-06-01T19:30:00Z', '21:00', '08:00')).toBe(true)
  expect(await quiet('2026-06-01T05:59:00Z', '21:00', '08:00')).toBe(true)
  expect(await quiet('2026-06-01T06:00:00Z', '21:00', '08:00')).toBe(false)
  expect(await quiet('2026-06-01T10:00:00Z', '12:00', '13:00')).toBe(true)
  expect(await quiet('2026-06-01T10:00:00Z', '12:00', '12:00')).toBe(false)
  const [row] = await app.sql<{ at: Date }>(
    `select next_time('2026-06-01T19:30:00Z', 'Europe/Berlin', '08:00') as at`,
  )
  expect(row!.at.toISOString()).toBe('2026-06-02T06:00:00.000Z')
})
