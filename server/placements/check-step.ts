import type { Actor } from '../actor.ts'
import { conflict, invalidField, invalidTransition, stale } from '../errors.ts'
import type { HeldPlacement } from './hold.ts'
import { cutOf } from './policy.ts'
import { presentPlacement } from './presenter.ts'
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

/**
 * Shared step: whether this can be recorded of the placement now. 409 `stale` with it as it is now, `invalid_transition`
 * with what can be recorded, `conflict` where the invoice has been issued.
 */
export const checkStep = (held: HeldPlacement, to: RecordedStatus, asked: Asked) => {
  checkVersion(held, asked)
  const { status, invoice_status: invoice } = held.row
  const isInvoiced = invoice === 'issued'
  const allowed = stepsFrom(status, isInvoiced)
  if (allowed.includes(to)) return
  if (isInvoiced && stepsFrom(status, false).includes(to))
    throw conflict('The invoice for this joining has been issued, so it stands: credit the invoice instead.')
  throw invalidTransition(status, allowed, presentPlacement[cutOf(asked.actor)](held.row, asked.now))
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
