import type { Actor } from '../actor.ts'
import { conflict, invalidField, invalidTransition, stale } from '../errors.ts'
import type { HeldPlacement } from './hold.ts'
import { cutOf } from './policy.ts'
import { answered, presentPlacement } from './presenter.ts'
import type { RecordedStatus } from './schema.ts'
import { stepsFrom } from './statuses.ts'

interface Asked {
  actor: Actor
  now: Date
  version: number
}

/** Shared step: 409 `stale` with the placement as it is now, unless it is as the actor saw it. */
export const checkVersion = ({ row }: HeldPlacement, { actor, now, version }: Asked) => {
  if (row.version !== version) throw stale(presentPlacement[cutOf(actor)](row, now))
}

const joiningStands =
  'The invoice for this joining has been issued, so it stands: credit the invoice instead.'
const leavingStands = (leftOn: string) =>
  `A credit note by the guarantee answers the leaving on ${leftOn}, so it stands. More can be credited as an amount.`

/**
 * Shared step: whether this can be recorded of the placement now. 409 `stale` with it as it is now, `invalid_transition`
 * with what can be recorded, `conflict` where the invoice has been issued, or a credit note answers the leaving.
 */
export const checkStep = (held: HeldPlacement, to: RecordedStatus, asked: Asked) => {
  checkVersion(held, asked)
  const { row } = held
  const { status } = row
  const { isInvoiced, isRebated } = answered(row)
  const allowed = stepsFrom(status, { isInvoiced, isRebated })
  if (allowed.includes(to)) return
  if (!stepsFrom(status, { isInvoiced: false, isRebated: false }).includes(to))
    throw invalidTransition(status, allowed, presentPlacement[cutOf(asked.actor)](row, asked.now))
  throw conflict(isRebated ? leavingStands(row.left_on!) : joiningStands)
}

interface Span {
  /** No earlier day, and what it would be then: `lies before the hire`. */
  from: [day: string, words: string]
  to: [day: string, words: string]
}

/** Throws 400 for a day outside of these two. */
export const checkDay = (pointer: string, day: string, { from, to }: Span) => {
  if (day < from[0]) throw invalidField(pointer, 'too_early', `${from[1]}.`)
  if (day > to[0]) throw invalidField(pointer, 'too_late', `${to[1]}.`)
}

/** Nothing that has happened lies there. */
export const untilToday = ({ today }: HeldPlacement): Span['to'] => [today, 'lies in the future']

/** Nobody plans further ahead than two years. */
export const withinTwoYears = ({ today }: HeldPlacement): Span['to'] => [
  `${Number(today.slice(0, 4)) + 2}${today.slice(4)}`,
  'is more than two years off',
]
