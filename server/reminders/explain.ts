import type { Kysely } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import type { Tables } from '../../db/tables.ts'
import { isStaff, type Actor } from '../actor.ts'
import { audit } from '../audit.ts'
import { notFound } from '../errors.ts'
import { suppressionsOf } from '../mail/queries.ts'
import { owedFacts, owedRows } from '../owed/queries.ts'
import { ruleNames, ruleOf, type RuleName } from '../owed/rules.ts'
import { categories } from '../preferences/categories.ts'
import { channelsOf, mutersOf, preferenceRow, quietOf } from '../preferences/queries.ts'
import { firstHeardAbove } from './above.ts'
import { presentExplanation } from './explanation.ts'
import { nextStep } from './next-step.ts'
import type { ExplainQuery } from './schema.ts'
import { sentTo } from './sent.ts'
import { cadenceOf, statesOf, type State } from './states.ts'
import { chosenOf, findSubject, hasToDoWith, rulesAbout, type Subject } from './subject.ts'

interface Looking {
  db: Kysely<Tables>
  actor: Actor
  now: Date
}

/** Whose reminders are asked about: one's own, or of a person of one's jobs; 404 otherwise. Every look of an admin is written down. */
const findPerson = async ({ db, actor }: Looking, userId: string, subject: Subject) => {
  const isOwn = userId === actor.id
  if (!isOwn && !isStaff(actor)) throw notFound()
  if (!isOwn && actor.role !== 'admin' && !(await hasToDoWith(db, userId, subject))) throw notFound()
  const person = await db
    .selectFrom('users')
    .select(['id', 'name', 'email', 'role', 'zone', 'deactivated_at'])
    .where('id', '=', userId)
    .executeTakeFirst()
  if (!person) throw notFound()
  if (actor.role === 'admin') await audit(actor, 'explain reminders', userId)
  return person
}

/**
 * Why somebody was reminded of something or was not, what stops it, and what comes next: by each rule that concerns the
 * two. From the same questions as the sweep, so that it says what the sweep does. 404 for what the actor may not see.
 */
export const explainReminders = async (actor: Actor, query: ExplainQuery, now: Date) => {
  const db = sqlOf(database().orm.em.fork())
  const looking = { db, actor, now }
  const subject = await findSubject(looking, query.subject)
  const person = await findPerson(looking, query.user ?? actor.id, subject)
  const of = { userId: person.id, subjectId: subject.id }
  const about = rulesAbout(query.rule ? [query.rule] : ruleNames, subject)
  const subjects = Object.fromEntries(about.map(rule => [rule, [subject.id]]))
  const [states, sent, owers, channels, preference, suppressions, muters] = await Promise.all([
    statesOf(db, { ...of, only: about, now }),
    sentTo(db, of),
    owedRows(db, { now, only: about, subjects }),
    channelsOf(db, [person.id]),
    preferenceRow(db, person.id),
    suppressionsOf(db, person.email),
    subject.job_id ? mutersOf(db, [person.id], subject.job_id) : new Set<string>(),
  ])
  const own = owers.filter(({ user_id }) => user_id === person.id)
  const known = new Set([...states, ...sent, ...own].map(({ rule }) => rule))
  const quietUntil = async (at: Date) => (await quietOf(db, [person.id], at))(person.id)
  const owersOf = (rule: RuleName) => owers.flatMap(row => (row.rule === rule ? row.user_id : []))
  const ahead = (state: State) => ({
    isOwedAt: async (at: Date) =>
      (await owedRows(db, { now: at, userId: person.id, only: [state.rule], subjects })).length > 0,
    heardAbove: (at: Date) => firstHeardAbove(db, state, { owers: owersOf(state.rule), at }),
  })
  const chosen = chosenOf({ rule: query.rule, about, known, role: person.role, actor })
  const rowOf = (rule: RuleName) =>
    states.find(state => state.rule === rule) ??
    own.find(row => row.rule === rule) ?? {
      rule,
      user_id: person.id,
      job_id: subject.job_id,
      application_id: subject.application_id,
      subject_id: subject.id,
      since: now,
      anchor: now,
    }
  const rows = chosen.map(rowOf)
  const facts = await owedFacts(db, rows)
  const items = await Promise.all(
    rows.map(async row => {
      const { rule } = row
      const state = states.find(each => each.rule === rule)
      const category = ruleOf(rule).category ?? 'reminders'
      return {
        row,
        state,
        cadence: state ? cadenceOf(state) : ruleOf(rule).remind,
        sent: sent.filter(each => each.rule === rule),
        others: owersOf(rule).filter(id => id !== person.id).length,
        isOwed: own.some(each => each.rule === rule),
        channels: channels(person.id, category),
        suppressed: suppressions.find(({ stream }) => stream === categories[category].stream),
        next: state && (await nextStep(state, { now, quietUntil, ...ahead(state) })),
      }
    }),
  )
  return presentExplanation({
    actor,
    person,
    preference,
    isMuted: muters.has(person.id),
    subject,
    facts,
    items,
  })
}
