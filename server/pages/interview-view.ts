import type { z } from 'zod'
import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import { isStaff, type Actor } from '../actor.ts'
import { now } from '../clock.ts'
import type { interviewAnswer, interviewLine } from '../interviews/answers.ts'
import { possiblePanel } from '../interviews/panel.ts'
import { seekJob } from '../job-postings/queries.ts'
import { localTime, zonedWords } from '../time.ts'

export type Interview = z.output<typeof interviewAnswer>
type Line = z.output<typeof interviewLine>

/** Who looks at interviews: in which zone they live, and what they may do. What is shown by it each command decides again. */
export interface InterviewReader {
  id: string
  zone: string
  /** Makes and changes them: the staff, and the client to whom the job is assigned. */
  arranges: boolean
  chooses: boolean
  isCandidate: boolean
  now: Date
}

const labels: Record<string, { label: string; tone: string }> = {
  proposed: { label: 'Time to be chosen', tone: 'warn' },
  scheduled: { label: 'Scheduled', tone: '' },
  completed: { label: 'Took place', tone: 'good' },
  cancelled: { label: 'Cancelled', tone: '' },
  no_show: { label: 'Did not come', tone: 'warn' },
}
const answers: Record<string, string> = {
  invited: 'not answered yet',
  accepted: 'comes',
  declined: 'cannot come',
}

const choosing = {
  own: 'Choose one of these times',
  staff: 'The candidate chooses one of these times, or you for them',
}

const panelView = ({ panel }: Interview, reader: InterviewReader) =>
  panel.map(({ id, name, answer, reason }) => ({
    name: id === reader.id ? 'You' : name,
    answer: answer ? answers[answer]! : null,
    reason: reason ?? null,
  }))

/** What the form of an interview begins with when it is changed. */
const formOf = ({
  id,
  version,
  title,
  minutes,
  zone,
  panel,
  location,
  videoUrl,
  note,
  startsAt,
}: Interview) =>
  JSON.stringify({
    id,
    version,
    title,
    minutes,
    zone,
    panel: panel.filter(({ answer }) => answer !== 'declined').map(each => each.id),
    location: location ?? '',
    videoUrl: videoUrl ?? '',
    note: note ?? '',
    local: startsAt ? localTime(new Date(startsAt), zone) : '',
  })

const actsOf = (interview: Interview, { id, arranges, chooses, now }: InterviewReader) => {
  const { status, startsAt, panel } = interview
  const seat = panel.find(each => each.id === id)
  const hasBegun = startsAt !== null && new Date(startsAt) <= now
  const isOpen = status === 'proposed' || status === 'scheduled'
  const answerable = isOpen && !hasBegun && seat !== undefined
  return {
    accept: answerable && seat.answer !== 'accepted',
    decline: answerable && seat.answer !== 'declined',
    choose: status === 'proposed' && chooses,
    edit: arranges && isOpen ? formOf(interview) : null,
    cancel: arranges && isOpen,
    close: arranges && status === 'scheduled' && hasBegun,
  }
}

/** An interview as both its pages show it: in the zone of its reader, which is named. */
const interviewView = (interview: Interview, reader: InterviewReader) => {
  const { id, status, title, startsAt, minutes, zone, slots, location, videoUrl } = interview
  const words = (at: string) => zonedWords(new Date(at), reader.zone)
  const acts = actsOf(interview, reader)
  return {
    id,
    title,
    ...labels[status]!,
    isOff: status === 'cancelled',
    when: startsAt && words(startsAt),
    startsAt,
    // The hour that was meant, for those who live elsewhere
    there: startsAt && zone !== reader.zone ? zonedWords(new Date(startsAt), zone) : null,
    minutes,
    slotsWords: acts.choose ? choosing[reader.isCandidate ? 'own' : 'staff'] : 'Proposed times',
    slots: slots.map(slot => ({
      id: slot.id,
      words: words(slot.startsAt),
      isOpen: acts.choose && new Date(slot.startsAt) > reader.now,
    })),
    location,
    videoUrl,
    note: interview.note ?? null,
    reason: interview.reason ?? null,
    panel: panelView(interview, reader),
    file: startsAt && status === 'scheduled' ? `/api/interviews/${id}.ics` : null,
    acts,
    mayAct: acts.accept || acts.decline || acts.edit !== null || acts.cancel || acts.close,
    about: null,
  }
}

/** The same among interviews of several applications. */
export const lineView = (line: Line, reader: InterviewReader) => {
  const { id, candidate, job } = line.application
  const company = job.company.name
  const about = candidate
    ? { name: candidate, job: `${job.title}, ${company}` }
    : { name: job.title, job: company }
  return { ...interviewView(line, reader), about: { href: `/applications/${id}`, ...about } }
}

export const zoneOf = async ({ id }: Actor) => {
  const { zone } = await sqlOf(database().orm.em.fork())
    .selectFrom('users')
    .select('zone')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return zone
}

interface Timeline {
  application: { id: string; stage: string; job: { id: string } }
  interviews: Interview[]
}

/** The interviews on the page of an application, for its readers; null for an agency, which reads none of them. */
export const interviewsPart = async (
  actor: Actor,
  { application, interviews }: Timeline,
  mover: 'staff' | 'client' | null,
) => {
  if (actor.role === 'agency') return null
  const db = sqlOf(database().orm.em.fork())
  const zone = await zoneOf(actor)
  const reader = {
    id: actor.id,
    zone,
    arranges: mover !== null,
    chooses: isStaff(actor) || actor.role === 'candidate',
    isCandidate: actor.role === 'candidate',
    now: now(),
  }
  return {
    items: interviews.map(interview => interviewView(interview, reader)),
    mayMake: reader.arranges && application.stage === 'interview',
    form: reader.arranges && {
      zone,
      seesFree: isStaff(actor),
      people: await possiblePanel(db, (await seekJob(pooled, application.job.id))!),
    },
    isOwn: actor.role === 'candidate',
  }
}
