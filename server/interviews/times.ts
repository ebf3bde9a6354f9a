import { invalid, type FieldError } from '../errors.ts'
import type { InterviewRow } from './queries.ts'
import type { Time } from './taken.ts'

const minuteMs = 60_000

const endOf = (startsAt: Date, minutes: number) => new Date(startsAt.getTime() + minutes * minuteMs)

/** So many minutes from each of these starts on. Throws 400 for what has begun already, and for what overlaps another. */
export const timesFrom = (
  starts: { at: Date; pointer: string }[],
  { minutes, now }: { minutes: number; now: Date },
): Time[] => {
  const times = starts.map(({ at, pointer }) => ({ startsAt: at, endsAt: endOf(at, minutes), pointer }))
  const errors = times.flatMap(({ startsAt, endsAt, pointer }, index): FieldError[] => {
    if (startsAt <= now) return [{ pointer, code: 'past', detail: 'has passed already.' }]
    const overlaps = times.some(
      (other, nth) => nth < index && other.startsAt < endsAt && startsAt < other.endsAt,
    )
    return overlaps ? [{ pointer, code: 'overlap', detail: 'overlaps another slot.' }] : []
  })
  if (errors.length) throw invalid(errors)
  return times
}

/** The times that an interview takes, or holds while it is proposed. */
export const timesOf = (
  { status, starts_at, slots }: Pick<InterviewRow, 'status' | 'starts_at' | 'slots'>,
  minutes: number,
): Time[] =>
  status === 'proposed'
    ? slots.map(({ id, starts_at: at }) => ({
        slotId: id,
        startsAt: at,
        endsAt: endOf(at, minutes),
        pointer: '/minutes',
      }))
    : [{ startsAt: starts_at!, endsAt: endOf(starts_at!, minutes), pointer: '/startsAt' }]
