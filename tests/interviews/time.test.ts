import { describe, expect, it } from 'vitest'
import { instantsOf, isLocalTime, isZone, localIso, zonedWords } from '../../server/time.ts'

const shown = (local: string, zone: string) => {
  const { instants, nearest } = instantsOf(local, zone)
  const iso = (dates: Date[]) => dates.map(date => localIso(date, zone))
  return { instants: iso(instants), nearest: iso(nearest) }
}

describe('what a clock shows', () => {
  it('is one instant on most days', () => {
    expect(shown('2026-10-25T14:00', 'Europe/Berlin')).toEqual({
      instants: ['2026-10-25T14:00+01:00'],
      nearest: [],
    })
    expect(instantsOf('2026-07-01T09:30', 'America/New_York').instants).toEqual([
      new Date('2026-07-01T13:30Z'),
    ])
    expect(instantsOf('2026-07-01T09:30', 'UTC').instants).toEqual([new Date('2026-07-01T09:30Z')])
  })

  const gaps = [
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30+01:00', '2026-03-29T03:30+02:00'],
    ['2026-03-29T02:00', 'Europe/Berlin', '2026-03-29T01:00+01:00', '2026-03-29T03:00+02:00'],
    ['2026-03-08T02:59', 'America/New_York', '2026-03-08T01:59-05:00', '2026-03-08T03:59-04:00'],
    // Lord Howe moves its clocks by half an hour
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-04T01:45+10:30', '2026-10-04T02:45+11:00'],
  ] as const
  it.each(gaps)('is nothing at %s in %s, when they go forward', (local, zone, before, after) => {
    expect(shown(local, zone)).toEqual({ instants: [], nearest: [before, after] })
  })

  const twice = [
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T02:30+02:00', '2026-10-25T02:30+01:00'],
    ['2026-11-01T01:00', 'America/New_York', '2026-11-01T01:00-04:00', '2026-11-01T01:00-05:00'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-05T01:45+11:00', '2026-04-05T01:45+10:30'],
  ] as const
  it.each(twice)('is two instants at %s in %s, when they go back', (local, zone, earlier, later) => {
    expect(shown(local, zone)).toEqual({ instants: [earlier, later], nearest: [] })
  })

  it('is sharp at the edges of a change', () => {
    expect(shown('2026-03-29T01:59', 'Europe/Berlin').instants).toEqual(['2026-03-29T01:59+01:00'])
    expect(shown('2026-03-29T03:00', 'Europe/Berlin').instants).toEqual(['2026-03-29T03:00+02:00'])
    expect(shown('2026-10-25T01:59', 'Europe/Berlin').instants).toEqual(['2026-10-25T01:59+02:00'])
    expect(shown('2026-10-25T03:00', 'Europe/Berlin').instants).toEqual(['2026-10-25T03:00+01:00'])
  })

  it('is told in words with the zone and its offset at that time', () => {
    expect(zonedWords(new Date('2026-10-25T00:30Z'), 'Europe/Berlin')).toBe(
      'Sun 25 Oct 2026, 02:30 Europe/Berlin (UTC+2)',
    )
    expect(zonedWords(new Date('2026-10-25T01:30Z'), 'Europe/Berlin')).toBe(
      'Sun 25 Oct 2026, 02:30 Europe/Berlin (UTC+1)',
    )
    expect(zonedWords(new Date('2026-01-05T09:00Z'), 'Europe/London')).toBe(
      'Mon 5 Jan 2026, 09:00 Europe/London (UTC)',
    )
    expect(zonedWords(new Date('2026-01-05T09:00Z'), 'UTC')).toBe('Mon 5 Jan 2026, 09:00 UTC')
  })

  it('belongs to a zone that has a name, and to a day that there is', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata'])
      expect(isZone(zone), zone).toBe(true)
    for (const zone of ['', '+02:00', 'Mars/Olympus', 'Europe', 'local', 'system'])
      expect(isZone(zone), zone).toBe(false)
    expect(isLocalTime('2028-02-29T23:59')).toBe(true)
    for (const local of ['2026-02-29T10:00', '2026-13-01T10:00', '2026-01-01T24:30'])
      expect(isLocalTime(local), local).toBe(false)
  })
})
