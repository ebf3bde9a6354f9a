import { applicationRow } from '../applications/queries.ts'
import { interviewRow, seatedIn } from '../interviews/queries.ts'
import type { Write } from '../transaction.ts'
import { calledOff, withSlots, withTime, type Reader, type Told } from './interview-words.ts'
import type { Mailing } from './mails.ts'
import type { Notice } from './notice.ts'

/** Those of these people who are active; whoever works for an agency now sits in no interview. */
const readersOf = async ({ sql }: Write, ids: string[]): Promise<Reader[]> => {
  if (!ids.length) return []
  return sql
    .selectFrom('users')
    .select(['id', 'name', 'email', 'zone', 'role', 'company_id'])
    .where('id', 'in', ids)
    .where('deactivated_at', 'is', null)
    .where('role', '<>', 'agency')
    .orderBy('id')
    .execute()
}

interface Circle {
  candidate: Reader[]
  /** Who sits in it, and of them who was asked with this very change; who was asked before and is not to come now. */
  seats: Reader[]
  invited: Reader[]
  uninvited: Reader[]
}

/** To whom an event is what, as the interview stands now: a mail that comes late says what holds. */
const mailsOf = (told: Told, { candidate, seats, invited, uninvited }: Circle): Mailing[] => {
  const { status, starts_at: startsAt } = told.row
  const others = seats.filter(person => !invited.includes(person))
  const changesOfPanel = () => [
    ...invited.map(withTime(told, 'interview-invitation')),
    ...uninvited.map(calledOff(told, { isOff: true })),
  ]
  if (told.notice.event === 'interview.cancelled')
    return status === 'cancelled' ? [...candidate, ...(startsAt ? seats : [])].map(calledOff(told)) : []
  if (status === 'proposed')
    return told.notice.event === 'interview.edited' ? [] : candidate.map(withSlots(told))
  if (status !== 'scheduled') return []
  if (told.notice.event === 'interview.scheduled')
    return [...candidate, ...seats].map(withTime(told, 'interview-invitation'))
  if (told.notice.event === 'interview.edited') return changesOfPanel()
  return [...[...candidate, ...others].map(withTime(told, 'interview-changed')), ...changesOfPanel()]
}

/** Whoever reads of it in the morning may read it too late, in ms. */
const soonMs = 12 * 60 * 60_000
const isSoon = (now: Date, times: (Date | null)[]) =>
  times.some(at => at !== null && at >= now && at.getTime() - now.getTime() <= soonMs)
const wasAt = ({ wasAt: at }: Notice) => (at ? new Date(at) : null)

/**
 * Candidate and panel hear when an interview has a time, another one, or none any more, each with the entry for their
 * calendar; the candidate hears of the times to choose from.
 */
export const aboutInterview = async (write: Write, notice: Notice): Promise<Mailing[]> => {
  const row = await interviewRow(write.sql, notice.interviewId!)
  const application = await applicationRow(write.sql, row.application_id)
  const seats = await readersOf(
    write,
    seatedIn(row).map(({ id }) => id),
  )
  return mailsOf(
    { row, application, notice, isSoon: isSoon(write.now, [row.starts_at, wasAt(notice)]) },
    {
      candidate: await readersOf(write, [application.candidate_id]),
      seats,
      invited: seats.filter(({ id }) => notice.invited?.includes(id)),
      uninvited: await readersOf(write, notice.uninvited ?? []),
    },
  )
}
