import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { sendDigests } from '../../server/digests/send.ts'
import { firstInstant, localDate, plusDays } from '../../server/time.ts'
import { hirewire } from '../support/hirewire.ts'
import { nextOf, wants } from './digests.ts'

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Santiago',
  'Africa/Cairo',
  'Pacific/Auckland',
  'America/St_Johns',
]

/** The first of the days whose hour comes after this instant, looked for one by one. */
const lookedFor = (after: Date, zone: string, hour: number, weekday: number | undefined) => {
  for (let day = plusDays(localDate(after, zone), -1); ; day = plusDays(day, 1)) {
    if (weekday && DateTime.fromISO(day).weekday !== weekday) continue
    const at = firstInstant(`${day}T${String(hour).padStart(2, '0')}:00`, zone)
    if (at > after) return at
  }
}

describe('when the next digest is due', () => {
  const app = hirewire()

  it('is at the hour of its reader’s clocks, each day or each week, also where these change', async () => {
    const minutes = 3 * 365 * 24 * 60
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: minutes }),
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }),
        async (minute, zone, hour, weekday) => {
          const after = new Date(Date.parse('2025-01-01T00:00:00Z') + minute * 60_000)
          const [row] = await app.sql<{ next: Date }>('select next_digest($1, $2, $3, $4, $5) as next', [
            after,
            zone,
            weekday ? 'weekly' : 'daily',
            hour,
            weekday ?? 1,
          ])
          expect(row!.next).toEqual(lookedFor(after, zone, hour, weekday))
        },
      ),
      { numRuns: 800 },
    )
  })

  it('comes once a day over a change of the clocks, at an hour that they jump over or show twice', async () => {
    const changes = zones.flatMap(zone =>
      Array.from({ length: 364 }, (_, day) => plusDays('2027-01-01', day))
        .filter(
          day =>
            DateTime.fromISO(day, { zone }).offset !== DateTime.fromISO(plusDays(day, 1), { zone }).offset,
        )
        .map(day => ({ zone, day })),
    )
    expect(new Set(changes.map(({ zone }) => zone)).size, 'all but one change their clocks').toBe(
      zones.length - 1,
    )
    for (const { zone, day } of changes)
      for (const hour of ['00:00', '02:00', '08:00']) {
        const person = await app.person('candidate')
        const days = [-1, 0, 1, 2].map(more => firstInstant(`${plusDays(day, more)}T${hour}`, zone))
        await wants(person, days[0]!, { zone, hour: Number(hour.slice(0, 2)) })
        for (const [index, at] of days.slice(0, -1).entries()) {
          await sendDigests(new Date(at.getTime() - 1))
          expect(await nextOf(person), `${zone} ${day} ${hour}`).toEqual(at)
          await sendDigests(at)
          expect(await nextOf(person), `${zone} ${day} ${hour}`).toEqual(days[index + 1])
        }
        await app.sql('delete from preference where user_id = $1', [person.id])
      }
  })

  it('moves with what its reader chooses, and with their zone', async () => {
    const person = await app.person('candidate')
    const choose = async (choice: object) => {
      const usual = { zone: 'UTC', quietFrom: '21:00', quietTo: '08:00', digest: 'daily', digestHour: 8 }
      const answer = await app.call(person, 'PUT', '/me/preferences', {
        ...usual,
        digestWeekday: 1,
        channels: {},
        ...choice,
      })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      return nextOf(person)
    }
    const now = new Date()
    const expected = (zone: string, hour: number, weekday?: number) => lookedFor(now, zone, hour, weekday)
    expect(await choose({})).toEqual(expected('UTC', 8))
    expect(await choose({ digestHour: 17 })).toEqual(expected('UTC', 17))
    expect(await choose({ zone: 'Asia/Kolkata' })).toEqual(expected('Asia/Kolkata', 8))
    expect(await choose({ digest: 'weekly', digestWeekday: 3 })).toEqual(expected('UTC', 8, 3))
    await app.call(person, 'PATCH', '/me', { zone: 'Pacific/Auckland' })
    expect(await nextOf(person)).toEqual(expected('Pacific/Auckland', 8, 3))
    expect(await choose({ digest: 'off' })).toBeNull()
  })
})
