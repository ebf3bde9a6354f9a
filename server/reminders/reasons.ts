import type { Channels } from '../preferences/categories.ts'
import { zonedWords } from '../time.ts'
import type { Next } from './next-step.ts'
import { ruleWords, thenWords } from './rule-words.ts'
import type { State } from './states.ts'

/** Of whom it is said, and by whose clocks. */
export interface Person {
  name: string
  isReader: boolean
  zone: string
  deactivatedAt: Date | null
}

/** Everything that keeps reminders from somebody, beside the rule itself. */
export interface Stop {
  code:
    | 'deactivated'
    | 'off'
    | 'snoozed'
    | 'stopped'
    | 'muted'
    | 'not_in_app'
    | 'no_mail'
    | 'in_digest'
    | 'suppressed'
  words: string
}

const who = ({ isReader, name }: Person) => (isReader ? 'You' : name)
const have = (person: Person) => `${who(person)} ${person.isReader ? 'have' : 'has'}`
const are = (person: Person) => `${who(person)} ${person.isReader ? 'are' : 'is'}`
const owe = (person: Person) => (person.isReader ? 'You owe' : `${person.name} owes`)

const number = (step: number) => ['First', 'Second', 'Third', 'Fourth', 'Fifth'][step - 1] ?? `${step}th`

/** Since when it is owed, or that it is not. `others`: how many owe it beside this person. */
export const owedWords = (
  state: Pick<State, 'rule' | 'since' | 'ended_at'> | undefined,
  { person, others }: { person: Person; others: number },
) => {
  const left = others
    ? ` It waits for ${others === 1 ? 'somebody else' : `${others} others`}: it is not ${person.isReader ? 'yours' : 'theirs'} to do, or may not be seen any more.`
    : ''
  if (!state) return `${owe(person)} nothing here now.${left}`
  if (state.ended_at)
    return `It waited for ${person.isReader ? 'you' : person.name} from ${zonedWords(state.since, person.zone)} on, and does not any more since ${zonedWords(state.ended_at, person.zone)}.${left || ` It ends when ${ruleWords[state.rule].until}.`}`
  return `It has waited for ${person.isReader ? 'you' : person.name} since ${zonedWords(state.since, person.zone)}.`
}

/** What went out, in a sentence. */
export const sentWords = (sent: { step: number; at: Date }[], person: Person) => {
  const own = sent.filter(({ step }) => step > 0)
  const last = own.at(-1)
  if (!last) return `${have(person)} not been reminded of it.`
  const times = own.length === 1 ? 'once' : `${own.length} times`
  return `${have(person)} been reminded ${times}, the last time on ${zonedWords(last.at, person.zone)}.`
}

interface Facts {
  person: Person
  state: State | undefined
  channels: Channels
  isMuted: boolean
  suppressed: { reason: string; at: Date } | undefined
}

const suppressedBecause: Record<string, string> = {
  bounce: 'mail to it came back',
  complaint: 'mail was reported as unwanted',
  unsubscribed: 'its owner unsubscribed',
}

/** What stops reminders, or a part of them, each in a sentence. */
export const stopsOf = ({ person, state, channels, isMuted, suppressed }: Facts): Stop[] => {
  const stops: (Stop | null)[] = [
    person.deactivatedAt && {
      code: 'deactivated',
      words: `${are(person)} deactivated: whoever is owes nothing and is told nothing.`,
    },
    state?.off
      ? { code: 'off', words: 'The staffing company has switched this rule off: nobody is reminded by it.' }
      : null,
    state?.is_held
      ? state.hold_until
        ? {
            code: 'snoozed',
            words: `${have(person)} put it off until ${zonedWords(state.hold_until, person.zone)}.`,
          }
        : { code: 'stopped', words: `${have(person)} said not to be reminded of this.` }
      : null,
    isMuted
      ? { code: 'muted', words: `${have(person)} muted this job: what is due is counted, and told nowhere.` }
      : null,
    channels.inApp
      ? null
      : { code: 'not_in_app', words: `${have(person)} switched reminders off in the app.` },
    channels.mail === 'off'
      ? { code: 'no_mail', words: `${have(person)} switched mail of reminders off.` }
      : null,
    channels.mail === 'digest'
      ? { code: 'in_digest', words: `${are(person)} not mailed at once: it stands in the digest.` }
      : null,
    suppressed
      ? {
          code: 'suppressed',
          words: `Mail does not reach the address since ${zonedWords(suppressed.at, person.zone)}: ${suppressedBecause[suppressed.reason] ?? suppressed.reason}.`,
        }
      : null,
  ]
  return stops.filter(stop => stop !== null)
}

const because: Record<'due' | 'spacing' | 'snoozed' | 'quiet', string> = {
  due: '',
  spacing: ' The one before came late, so that this one waits a little.',
  snoozed: ' Until then it is put off.',
  quiet: ' It waits for the end of the quiet hours.',
}

const beforeOnward = {
  capped: 'That was the last reminder. It',
  stopped: 'No reminder comes, but it',
  snoozed: 'Before the time until which it is put off, it',
}

/** What comes next, or why nothing does. */
export const nextWords = (next: Next, state: State, person: Person): string => {
  const then = thenWords(state.superiors)
  if (next.step === null)
    return {
      ended: 'Nothing more comes: it is not owed any more.',
      off: 'Nothing comes while the rule is switched off.',
      stopped: `Nothing more comes: ${person.isReader ? 'you do' : `${person.name} does`} not want to be reminded, and this rule is not escalated.`,
      capped: 'Nothing more comes: that was the last reminder, and this rule is not escalated.',
      escalated: state.escalated_at
        ? `Nothing more comes: it went on to ${then} on ${zonedWords(state.escalated_at, person.zone)}, and after that there is silence.`
        : '',
      over: 'Nothing more comes: before the next one is due, its time is over.',
      nobody_above: `Nothing more comes: there is nobody it could go on to among ${then}.`,
      past: 'Nothing comes: its days had passed when it began to wait.',
    }[next.because]
  const at = zonedWords(next.at, person.zone)
  if (next.because === 'capped' || next.because === 'stopped' || (next.because === 'snoozed' && !next.step))
    return `${beforeOnward[next.because]} goes on to ${then} on ${at}, if it is not done by then.`
  return `${number(next.step)} of ${state.most} reminders: on ${at}, if it is not done by then.${because[next.because]}`
}
