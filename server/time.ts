import { DateTime, IANAZone } from 'luxon'

const dayMs = 24 * 60 * 60 * 1000

/** Whether this is the name of a zone in the IANA database, such as Europe/Berlin. An offset is none. */
export const isZone = (name: string) => /^[a-z]/i.test(name) && IANAZone.isValidZone(name)

/** Whether there is such a day and such an hour of it: there is no 30th of February. */
export const isLocalTime = (local: string) => DateTime.fromISO(local, { zone: 'utc' }).isValid

/** What a clock in a zone can mean: one instant, two where the clocks go back, none where they go forward. */
export interface LocalTime {
  instants: Date[]
  /** Where there is none: what it would be by the offset before the change, and by the one after it, earlier first. */
  nearest: Date[]
}

/** The instants at which the clocks of this zone show `local`, which is written as `2026-10-25T02:30`. */
export const instantsOf = (local: string, zone: string): LocalTime => {
  const rules = IANAZone.create(zone)
  const shown = DateTime.fromISO(local, { zone: 'utc' }).toMillis()
  // A zone changes its offset at most once in two days.
  const offsets = [rules.offset(shown - dayMs), rules.offset(shown + dayMs)]
  const candidates = [...new Set(offsets)].map(offset => ({ offset, at: shown - offset * 60_000 }))
  const dates = (of: typeof candidates) => of.map(({ at }) => new Date(at)).toSorted((a, b) => +a - +b)
  const real = candidates.filter(({ offset, at }) => rules.offset(at) === offset)
  return { instants: dates(real), nearest: real.length ? [] : dates(candidates) }
}

/** An instant as the clocks of a zone show it, with their offset then: `2026-10-25T02:30+01:00`. */
export const localIso = (at: Date, zone: string) =>
  DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mmZZ")

/** What a clock of this zone shows, as forms take it: `2026-10-25T02:30`. */
export const localTime = (at: Date, zone: string) =>
  DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")

/** An instant in words, for who lives in this zone: `Sun 25 Oct 2026, 02:30 Europe/Berlin (UTC+1)`. */
export const zonedWords = (at: Date, zone: string) => {
  const time = DateTime.fromJSDate(at, { zone }).setLocale('en-GB')
  const offset = zone === 'UTC' ? '' : ` (UTC${time.offset ? time.toFormat('Z') : ''})`
  return `${time.toFormat('ccc d LLL yyyy, HH:mm')} ${zone}${offset}`
}

/** The day of an instant in words, for who lives in this zone: `Sun 25 Oct 2026`. */
export const dayWords = (at: Date, zone: string) =>
  DateTime.fromJSDate(at, { zone }).setLocale('en-GB').toFormat('ccc d LLL yyyy')

/**
 * The one instant that a wall time stands for where something has to happen: of two the earlier; where the clocks jump
 * over it, the first instant after the gap. `local` is written as `2026-10-25T09:00`.
 */
export const firstInstant = (local: string, zone: string): Date => {
  const { instants, nearest } = instantsOf(local, zone)
  if (instants[0]) return instants[0]
  // Between the two the offset changes: at the first second with the new one.
  let [early, late] = nearest.map(at => at.getTime()) as [number, number]
  const rules = IANAZone.create(zone)
  const before = rules.offset(early)
  while (late - early > 1_000) {
    const middle = Math.floor((early + late) / 2_000) * 1_000
    if (rules.offset(middle) === before) early = middle
    else late = middle
  }
  return new Date(late)
}

/** The date that the calendars of a zone show: `2026-10-25`. */
export const localDate = (at: Date, zone: string) => DateTime.fromJSDate(at, { zone }).toISODate()!

/** A date so many days later, in the calendar: `plusDays('2026-02-27', 2)` is `2026-03-01`. */
export const plusDays = (date: string, days: number) =>
  DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate()!

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string) =>
  DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days
