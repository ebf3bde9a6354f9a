import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  type ICalCalendar,
} from 'ical-generator'
import type { z } from 'zod'
import { env } from '../env.ts'
import type { interviewLine } from './answers.ts'

export interface CalendarEntry {
  /** The interview as its reader may read it: nothing else gets into their calendar. */
  line: z.output<typeof interviewLine>
  sequence: number
  changedAt: Date
  /** Off for this reader, though it may take place for others. */
  isOff?: boolean
}

interface Reader {
  id: string
  name: string
  email: string
  isCandidate: boolean
}

/** The same for every entry, and for as long as the product stands at its address: calendars tell entries by it. */
const uidOf = (id: string) => `${id}@${new URL(env().PUBLIC_URL).host}`

const organizer = () => {
  const [, name, address] = /^(.*?)\s*<(.+)>$/.exec(env().MAIL_FROM) ?? [null, 'Hirewire', env().MAIL_FROM]
  return { name: name || 'Hirewire', email: address }
}

/** Calendars take no control characters, but for the lines of a description. */
const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ')
const someLines = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]+/gu, ' ')

const summaryOf = ({ title, application }: CalendarEntry['line'], { isCandidate }: Reader) => {
  const { candidate, job } = application
  return oneLine(
    isCandidate || !candidate
      ? `${title}: ${job.title} at ${job.company.name}`
      : `${title}: ${candidate} for ${job.title}`,
  )
}

const descriptionOf = ({ videoUrl, location, panel, note, application }: CalendarEntry['line']) => {
  const coming = panel.filter(({ answer }) => answer !== 'declined').map(({ name }) => name)
  const lines = [
    ...(videoUrl ? [`Join: ${videoUrl}`] : []),
    ...(location ? [`Place: ${location}`] : []),
    ...(coming.length ? [`With: ${coming.join(', ')}`] : []),
    ...(note ? ['', note, ''] : []),
    `${env().PUBLIC_URL}/applications/${application.id}`,
  ]
  return someLines(lines.join('\n'))
}

/** Whether the reader comes, if they are somebody who is to come. Nobody else's address is in their calendar. */
const comingOf = ({ panel }: CalendarEntry['line'], { id, isCandidate }: Reader) => {
  const seat = panel.find(each => each.id === id)
  if (!seat && !isCandidate) return null
  return seat?.answer === 'accepted' ? ICalAttendeeStatus.ACCEPTED : ICalAttendeeStatus.NEEDSACTION
}

const addEntry = (calendar: ICalCalendar, reader: Reader, entry: CalendarEntry) => {
  const { line, sequence, changedAt, isOff = false } = entry
  const event = calendar.createEvent({
    id: uidOf(line.id),
    sequence,
    stamp: changedAt,
    start: new Date(line.startsAt!),
    end: new Date(line.endsAt!),
    summary: summaryOf(line, reader),
    description: descriptionOf(line),
    location: oneLine(line.location ?? line.videoUrl ?? '') || null,
    organizer: organizer(),
    status: isOff || line.status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  const status = comingOf(line, reader)
  if (status)
    event.createAttendee({
      name: reader.name,
      email: reader.email,
      role: ICalAttendeeRole.REQ,
      status,
      rsvp: false,
    })
}

/**
 * Interviews as a calendar file (RFC 5545), times in UTC. The method is `REQUEST` or `CANCEL` for the one interview of a
 * mail (RFC 5546), and `PUBLISH` for a feed. Interviews that have no time are left out.
 */
export const calendarOf = (
  reader: Reader,
  entries: CalendarEntry[],
  method: 'REQUEST' | 'CANCEL' | 'PUBLISH',
) => {
  const calendar = ical({
    prodId: { company: 'Hirewire', product: 'Interviews', language: 'EN' },
    method: ICalCalendarMethod[method],
    ...(method === 'PUBLISH' && { name: 'Interviews' }),
  })
  for (const entry of entries) if (entry.line.startsAt) addEntry(calendar, reader, entry)
  return calendar.toString()
}
