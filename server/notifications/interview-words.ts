import type { z } from 'zod'
import type { Role } from '../../db/entities/user.ts'
import type { Actor } from '../actor.ts'
import type { ApplicationRow } from '../applications/queries.ts'
import { env } from '../env.ts'
import type { interviewLine } from '../interviews/answers.ts'
import { calendarOf } from '../interviews/calendar.ts'
import { showLine } from '../interviews/presenter.ts'
import type { InterviewRow } from '../interviews/queries.ts'
import { zonedWords } from '../time.ts'
import type { Mailing } from './mails.ts'
import type { Notice } from './notice.ts'

/** An interview that people are told of, and by what event. */
export interface Told {
  row: InterviewRow
  application: ApplicationRow
  notice: Notice
  /** It is, or was to be, within hours. */
  isSoon: boolean
}

/** Whoever is mailed. */
export interface Reader {
  id: string
  name: string
  email: string
  zone: string
  role: Role
  company_id: string | null
}

const lineFor = (
  { row, application }: Told,
  { id, name, role, company_id: companyId }: Reader,
): z.output<typeof interviewLine> => {
  const actor: Actor = { id, name, role, companyId, sessionId: null }
  return showLine(actor, row, application)
}

/** What every mail about an interview has, in the cut of whoever reads it. */
const baseOf = (told: Told, person: Reader) => {
  const line = lineFor(told, person)
  const { candidate, job } = line.application
  const isCandidate = person.id === told.application.candidate_id
  return {
    line,
    isCandidate,
    what: isCandidate || !candidate ? `${job.title} at ${job.company.name}` : `${candidate} for ${job.title}`,
    because: isCandidate
      ? `you applied for ${job.title} at ${job.company.name} through Hirewire`
      : 'you were asked to sit in this interview',
    mail: {
      userId: person.id,
      urgency: told.isSoon ? ('critical' as const) : ('at_once' as const),
      key: `${told.notice.event}:${told.row.id}:${told.notice.at}:${person.id}`,
      to: person.email,
    },
  }
}

const attachmentOf = (told: Told, person: Reader, { isOff = false } = {}) => {
  const { row, application } = told
  const method = isOff || row.status === 'cancelled' ? 'CANCEL' : 'REQUEST'
  const reader = { ...person, isCandidate: person.id === application.candidate_id }
  const entry = {
    line: lineFor(told, person),
    sequence: row.sequence,
    changedAt: row.updated_at,
    isOff,
  }
  return {
    name: 'interview.ics',
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content: calendarOf(reader, [entry], method),
  }
}

const meetingOf = ({ line, isCandidate, because }: ReturnType<typeof baseOf>, when: string | null) => {
  const names = line.panel.filter(({ answer }) => answer !== 'declined').map(({ name }) => name)
  const fact = (label: string, value: string | null) => (value ? [{ label, value }] : [])
  const { note } = line
  return {
    title: line.title,
    facts: [
      ...fact('When', when),
      ...fact('How long', `${line.minutes} minutes`),
      ...fact('Where', line.location),
      ...fact(isCandidate ? 'With' : 'Panel', names.join(', ')),
    ],
    ...(line.videoUrl && { joinUrl: line.videoUrl }),
    ...(note && { note }),
    because,
    url: `${env().PUBLIC_URL}/applications/${line.application.id}`,
  }
}

/** When and where it is, or is now, with the entry for their calendar. */
export const withTime =
  (told: Told, template: 'interview-invitation' | 'interview-changed') =>
  (person: Reader): Mailing => {
    const base = baseOf(told, person)
    const when = zonedWords(told.row.starts_at!, person.zone)
    const sentence = base.isCandidate ? `Your interview for ${base.what}.` : `You interview ${base.what}.`
    return {
      ...base.mail,
      template,
      data: { ...meetingOf(base, when), sentence, when },
      attachments: [attachmentOf(told, person)],
    }
  }

/** The times to choose from. */
export const withSlots =
  (told: Told) =>
  (person: Reader): Mailing => {
    const base = baseOf(told, person)
    return {
      ...base.mail,
      template: 'interview-slots',
      data: {
        ...meetingOf(base, null),
        sentence: `Please choose one of these times for your interview for ${base.what}.`,
        slots: told.row.slots.map(slot => zonedWords(slot.starts_at, person.zone)),
      },
    }
  }

/** That it is off, or with `isOff` for this reader alone; out of their calendar, if it was in it. */
export const calledOff =
  (told: Told, { isOff = false } = {}) =>
  (person: Reader): Mailing => {
    const base = baseOf(told, person)
    const { starts_at: startsAt } = told.row
    const when = startsAt ? ` on ${zonedWords(startsAt, person.zone)}` : ''
    const sentence = isOff
      ? `You need not come to the interview${when}: it takes place without you.`
      : `The interview${when} does not take place.`
    return {
      ...base.mail,
      template: 'interview-cancelled',
      // What they saw of the application because they sat in it may be closed to them now.
      data: {
        title: base.line.title,
        sentence,
        because: base.because,
        url: `${env().PUBLIC_URL}/interviews`,
      },
      ...(startsAt && { attachments: [attachmentOf(told, person, { isOff })] }),
    }
  }
