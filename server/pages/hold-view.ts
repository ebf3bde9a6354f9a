import { localDate, plusDays, zonedWords } from '../time.ts'

/** The next day that is a Monday: on a Monday the one in a week. */
const nextMonday = (date: string) => plusDays(date, 8 - (new Date(date).getUTCDay() || 7))

/** When the reader can be reminded again, by their own clocks. */
export const holdChoices = (now: Date, zone: string) => {
  const today = localDate(now, zone)
  return {
    zone,
    tomorrow: `${plusDays(today, 1)}T09:00`,
    monday: `${nextMonday(today)}T09:00`,
  }
}

/** That somebody is not reminded, in words; null where they are. */
export const holdWords = (hold: { until: string | null } | undefined, zone: string) => {
  if (!hold) return null
  return hold.until === null
    ? 'You are not reminded of this.'
    : `No reminders until ${zonedWords(new Date(hold.until), zone)}.`
}
