import type { State } from './states.ts'

/** What comes next, when, and why then; or why nothing does. Step 0 is the escalation. */
export type Next =
  | { step: number; at: Date; because: 'due' | 'spacing' | 'snoozed' | 'quiet' }
  | { step: 0; at: Date; because: 'capped' | 'stopped' | 'snoozed' }
  | {
      step: null
      because: 'ended' | 'off' | 'stopped' | 'capped' | 'escalated' | 'nobody_above' | 'past' | 'over'
    }

const latest = (...instants: (Date | null)[]) =>
  new Date(Math.max(...instants.flatMap(at => (at ? [at.getTime()] : []))))

interface Asked {
  now: Date
  /** When the person's own quiet hours end, if they are in them at that instant. */
  quietUntil(at: Date): Promise<Date | null>
  /** From an instant on, when the first of those it would go on to is not in their quiet hours; null if there is nobody. */
  heardAbove(at: Date): Promise<Date | null>
  /** Whether it is owed still at an instant, if nothing is done: a deadline passes by itself. */
  isOwedAt(at: Date): Promise<boolean>
}

/** In the place of steps that all have gone out or that somebody does not want: to others, or to nobody any more. */
const onward = async (
  state: State,
  { now, heardAbove }: Asked,
  because: 'capped' | 'stopped' | 'snoozed',
): Promise<Next> => {
  if (!state.superiors.length) return { step: null, because: because === 'stopped' ? because : 'capped' }
  if (state.escalated_at) return { step: null, because: 'escalated' }
  const at = await heardAbove(latest(now, state.instants[state.most]!, state.not_before))
  return at ? { step: 0, at, because } : { step: null, because: 'nobody_above' }
}

const ownStep = async (state: State, { now, quietUntil }: Asked): Promise<Next | null> => {
  const { most, instants, hold_until, is_held, not_before, since, measure } = state
  for (let place = state.last_step ?? 0; place < most; place++) {
    const begun = latest(now, instants[place]!, not_before)
    const free = is_held ? latest(begun, hold_until) : begun
    const at = (await quietUntil(free)) ?? free
    const step = Math.min(instants.filter(instant => instant <= at).length, most)
    // A day that had passed when it began to be owed is none that was missed
    if (measure === 'days' && instants[step - 1]! < since) continue
    if (at > free) return { step, at, because: 'quiet' }
    if (free > begun) return { step, at, because: 'snoozed' }
    return { step, at, because: begun > latest(now, instants[place]!) ? 'spacing' : 'due' }
  }
  return null
}

const planned = async (state: State, asked: Asked): Promise<Next> => {
  const { most, hold_until, is_held } = state
  if (state.ended_at) return { step: null, because: 'ended' }
  if (state.off) return { step: null, because: 'off' }
  if (is_held && !hold_until) return onward(state, asked, 'stopped')
  const isThrough = (state.last_step ?? 0) >= most
  if (is_held && !isThrough) {
    const above = await onward(state, asked, 'snoozed')
    if (above.step === 0 && above.at < hold_until!) return above
  }
  const own = await ownStep(state, asked)
  if (own) return own
  return isThrough ? onward(state, asked, 'capped') : { step: null, because: 'past' }
}

/**
 * The reminder that this person gets next if nothing is done meanwhile, or the escalation that comes first: the same that
 * the sweep would send then. Sooner comes only an escalation over another person who owes it as well.
 */
export const nextStep = async (state: State, asked: Asked): Promise<Next> => {
  const next = await planned(state, asked)
  return next.step === null || (await asked.isOwedAt(next.at)) ? next : { step: null, because: 'over' }
}
