import type { State } from './states.ts'

/** What comes next, when, and why then; or why nothing does. Step 0 is the escalation. */
export type Next =
  | { step: number; at: Date; because: 'due' | 'spacing' | 'snoozed' | 'quiet' }
  | { step: 0; at: Date; because: 'capped' | 'stopped' }
  | { step: null; because: 'ended' | 'off' | 'stopped' | 'capped' | 'escalated' | 'past' | 'over' }

const latest = (...instants: (Date | null)[]) =>
  new Date(Math.max(...instants.flatMap(at => (at ? [at.getTime()] : []))))

/** After all its steps, or in the place of those that somebody stopped: to others, or to nobody any more. */
const after = (state: State, now: Date, because: 'capped' | 'stopped'): Next => {
  if (!state.superiors.length) return { step: null, because }
  if (state.escalated_at) return { step: null, because: 'escalated' }
  return { step: 0, at: latest(now, state.instants[state.most]!, state.not_before), because }
}

interface Asked {
  now: Date
  /** When the person's own quiet hours end, if they are in them at that instant. */
  quietUntil(at: Date): Promise<Date | null>
  /** Whether it is owed still at an instant, if nothing is done: a deadline passes by itself. */
  isOwedAt(at: Date): Promise<boolean>
}

const planned = async (state: State, { now, quietUntil }: Asked): Promise<Next> => {
  const { most, instants, hold_until, is_held, not_before, since, measure } = state
  if (state.ended_at) return { step: null, because: 'ended' }
  if (state.off) return { step: null, because: 'off' }
  if (is_held && !hold_until) return after(state, now, 'stopped')
  const done = state.last_step ?? 0
  for (let place = done; place < most; place++) {
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
  if (done < most) return { step: null, because: 'past' }
  return after(state, now, 'capped')
}

/**
 * The reminder that this person gets next if nothing is done meanwhile: the same that the sweep would send then. An
 * escalation comes no sooner than is said here, and after the quiet hours of whoever it goes to.
 */
export const nextStep = async (state: State, asked: Asked): Promise<Next> => {
  const next = await planned(state, asked)
  return next.step === null || (await asked.isOwedAt(next.at)) ? next : { step: null, because: 'over' }
}
