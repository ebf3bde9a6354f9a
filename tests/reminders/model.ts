import { DateTime } from 'luxon'

/**
 * The table of the reminders, once more and on its own: written from the rules as they are told, with Luxon for the clocks
 * and nothing of the program. For one thing and whoever owes it.
 */

export interface Somebody {
  id: string
  zone: string
  /** `HH:mm`; from a time to itself is never. */
  quiet: readonly [from: string, to: string]
}

export interface Cadence {
  clock: 'working' | 'calendar' | 'days'
  /** Hours. */
  first?: number
  every?: number
  /** By days: before (negative) and after the anchor's. */
  days?: number[]
  most: number
}

export interface Sent {
  at: Date
  to: string
  /** 0 is the escalation. */
  step: number
}

export interface Scene {
  cadence: Cadence
  off: boolean
  anchor: Date
  /** Owed from then on. */
  since: Date
  owers: Somebody[]
  above: Somebody[]
  /** Null is for as long as it is owed. */
  holds: Map<string, Date | null>
}

const hourMs = 3_600_000
const local = (at: Date, { zone }: Somebody) => DateTime.fromJSDate(at, { zone })

/** Day by day, what of it lies between nine and six. */
const workedHours = (from: Date, until: Date, who: Somebody) => {
  let total = 0
  const last = local(until, who)
  for (let day = local(from, who).startOf('day'); day <= last; day = day.plus({ days: 1 })) {
    if (day.weekday > 5) continue
    const begin = Math.max(day.set({ hour: 9 }).toMillis(), from.getTime())
    const end = Math.min(day.set({ hour: 18 }).toMillis(), until.getTime())
    total += Math.max(0, end - begin)
  }
  return total / hourMs
}

const hoursOf = (clock: Cadence['clock'], from: Date, until: Date, who: Somebody) =>
  clock === 'working' ? workedHours(from, until, who) : (until.getTime() - from.getTime()) / hourMs

const isQuiet = (at: Date, who: Somebody) => {
  const [from, to] = who.quiet
  const time = local(at, who).toFormat('HH:mm')
  return from <= to ? from <= time && time < to : from <= time || time < to
}

/** The days on which a rule by days reminds, and one more for the escalation. */
const daysOf = ({ days = [], most }: Cadence) => {
  const gaps = days.slice(1).map((each, index) => each - days[index]!)
  return { days: [...days.slice(0, most), days[most - 1]! + (gaps.at(-1) ?? 0)], least: Math.min(...gaps) }
}

const instantOf = (anchor: Date, days: number, who: Somebody) =>
  local(anchor, who).startOf('day').plus({ days }).set({ hour: 9 }).toJSDate()

/** How many steps have come by an instant, the escalation as one more. */
const comeBy = ({ cadence, anchor }: Scene, at: Date, who: Somebody) => {
  const { clock, first = 0, every = 0, most } = cadence
  if (clock === 'days') return daysOf(cadence).days.filter(each => instantOf(anchor, each, who) <= at).length
  const hours = hoursOf(clock, anchor, at, who)
  // By the second: an hour in the morning of a working day is no hour more or less
  return hours + 1e-9 < first ? 0 : Math.min(most + 1, Math.floor((hours - first) / every + 1e-9) + 1)
}

/** After one that came late the next keeps half of the usual distance. */
const isSpaced = (
  { cadence: { clock, every = 0, ...cadence } }: Scene,
  last: Sent | undefined,
  at: Date,
  who: Somebody,
) =>
  !last ||
  (clock === 'days'
    ? (at.getTime() - last.at.getTime()) / hourMs >= daysOf({ clock, ...cadence }).least * 12
    : hoursOf(clock, last.at, at, who) + 1e-9 >= every / 2)

const isHeld = ({ holds }: Scene, { id }: Somebody, at: Date) => {
  const until = holds.get(id)
  return until === null || (until !== undefined && until > at)
}

/** What goes out when somebody looks at an instant, after what went out before. */
export const lookAt = (scene: Scene, before: Sent[], at: Date): Sent[] => {
  const { cadence, off, since, owers, above, anchor } = scene
  if (off || at < since) return []
  const sent: Sent[] = []
  let isLate = false
  for (const who of owers) {
    const come = comeBy(scene, at, who)
    const last = before.filter(({ to, step }) => to === who.id && step > 0).at(-1)
    if (!isSpaced(scene, last, at, who)) continue
    const step = Math.min(come, cadence.most)
    const isMissed =
      cadence.clock === 'days' && step > 0 && instantOf(anchor, cadence.days![step - 1]!, who) < since
    if (step > (last?.step ?? 0) && !isMissed && !isHeld(scene, who, at) && !isQuiet(at, who))
      sent.push({ at, to: who.id, step })
    if (come > cadence.most && ((last?.step ?? 0) >= cadence.most || isHeld(scene, who, at))) isLate = true
  }
  const told = before.filter(({ step }) => step === 0)
  // Whoever has quiet hours is told after them; two days later it is over
  if (!isLate || told.some(({ at: when }) => at.getTime() - when.getTime() > 48 * hourMs)) return sent
  const others = above.filter(
    who =>
      !owers.some(({ id }) => id === who.id) && !told.some(({ to }) => to === who.id) && !isQuiet(at, who),
  )
  return [...sent, ...others.map(({ id }) => ({ at, to: id, step: 0 }))]
}
