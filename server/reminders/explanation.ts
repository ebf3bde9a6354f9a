import type { Actor } from '../actor.ts'
import { presentLate, presentOwed } from '../owed/presenter.ts'
import type { OwedFacts, OwedRow } from '../owed/queries.ts'
import type { Cadence } from '../owed/rules.ts'
import type { Channels } from '../preferences/categories.ts'
import type { Next } from './next-step.ts'
import { nextWords, owedWords, sentWords, stopsOf, type Person } from './reasons.ts'
import { ruleSentence } from './rule-words.ts'
import type { Sent } from './sent.ts'
import type { State } from './states.ts'
import type { Subject } from './subject.ts'

interface Item {
  row: OwedRow
  state: State | undefined
  cadence: Cadence | null
  sent: Sent[]
  others: number
  isOwed: boolean
  channels: Channels
  suppressed: { reason: string; at: Date } | undefined
  next: Next | undefined
}

interface Explained {
  actor: Actor
  person: { id: string; name: string; zone: string; deactivated_at: Date | null }
  preference: { quiet_from: string; quiet_to: string }
  isMuted: boolean
  subject: Subject
  facts: OwedFacts
  items: Item[]
}

const settingsOf = (cadence: Cadence, state: State | undefined) => ({
  own: state?.is_own ?? false,
  off: state?.off ?? false,
  ...('days' in cadence
    ? { clock: 'days' as const, days: [...cadence.days], most: cadence.days.length }
    : {
        clock: cadence.hours,
        firstHours: cadence.first,
        everyHours: cadence.every,
        most: cadence.most,
      }),
  escalate: [...cadence.escalate],
})

/** Why nothing is said of what comes next: it was never owed, or nobody is reminded of it. */
const unsaid = ({ cadence, isOwed }: Item) => {
  if (!cadence) return isOwed ? 'It waits, but nobody is reminded of it.' : 'Nobody is reminded of it.'
  return 'Nothing comes: there is nothing here to remind of.'
}

const unsaidCode = (cadence: Cadence | null) => (cadence ? ('not_owed' as const) : ('no_reminders' as const))

const itemOf = (item: Item, { actor, person: { name, zone, ...of }, isMuted, facts }: Explained) => {
  const { row, state, cadence, sent, others, isOwed, channels, suppressed, next } = item
  const person: Person = { name, zone, isReader: of.id === actor.id, deactivatedAt: of.deactivated_at }
  const told = sent.filter(({ step }) => step === 0).at(-1)
  const { title, url } = (told && !state ? presentLate : presentOwed)(row, { actor, zone }, facts)
  const stops = cadence ? stopsOf({ person, state, channels, isMuted, suppressed }) : []
  const owed = state ?? (isOwed ? { ...row, ended_at: null } : undefined)
  const because = next && state ? nextWords(next, state, person) : unsaid(item)
  const toSuperior = told
    ? `${person.isReader ? 'You were' : `${name} was`} told once, because those whose turn it is had been reminded in vain.`
    : ''
  return {
    rule: row.rule,
    title,
    url,
    owed: owed && {
      since: owed.since.toISOString(),
      anchor: owed.anchor.toISOString(),
      endedAt: owed.ended_at?.toISOString() ?? null,
    },
    settings: cadence && settingsOf(cadence, state),
    channels: { ...channels },
    sent: sent.map(({ step, at, anchor, inApp, mailed, mail }) => ({
      step,
      at: at.toISOString(),
      anchor: anchor.toISOString(),
      inApp,
      mailed,
      mail,
    })),
    stops,
    next: next && next.step !== null ? { step: next.step, at: next.at.toISOString() } : null,
    because: { code: next?.because ?? unsaidCode(cadence), words: because },
    sentences: [
      ruleSentence(row.rule, cadence),
      ...(state?.is_own && !state.off ? ['The staffing company has set it so.'] : []),
      owedWords(owed, { person, others }),
      toSuperior,
      ...(cadence && (state || sent.length) && !(told && !state) ? [sentWords(sent, person)] : []),
      ...stops.map(({ words }) => words),
      because,
    ].filter(Boolean),
  }
}

/** An explanation, as its reader may know of the person and the subject. */
export const presentExplanation = (explained: Explained) => {
  const { person, preference, subject, items } = explained
  return {
    user: {
      id: person.id,
      name: person.name,
      zone: person.zone,
      quietHours: { from: preference.quiet_from.slice(0, 5), to: preference.quiet_to.slice(0, 5) },
    },
    subject: { kind: subject.kind, id: subject.id },
    data: items.map(item => itemOf(item, explained)),
  }
}
