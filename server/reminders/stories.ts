import { sql } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import { isStaff, type Actor } from '../actor.ts'
import { findApplication } from '../applications/queries.ts'
import { notFound } from '../errors.ts'
import type { RuleName } from '../owed/rules.ts'
import { ruleWords } from './rule-words.ts'

interface Story {
  rule: RuleName
  subject_id: string
  user_id: string
  name: string
  /** How often somebody was reminded; 0 also where it only went on to them. */
  reminders: number
  at: Date | null
  is_open: boolean
}

const present = ({ rule, subject_id, user_id, name, reminders, at, is_open }: Story) => ({
  rule,
  what: ruleWords[rule].what,
  subject: subject_id,
  user: { id: user_id, name },
  reminders,
  at: at?.toISOString() ?? null,
  isOpen: is_open,
})

const most = 50

/** What somebody was reminded of lately, the last first. Without a name of anything: rights may have ended since. */
export const ownStories = async ({ id, name }: Actor) => {
  const { rows } = await sql<Story>`
    select r.rule, r.subject_id, r.user_id, ${name} as name, count(*) filter (where r.step > 0)::int as reminders,
      max(r.at) as at, exists (
        select from owed_period p
        where p.user_id = r.user_id and p.rule = r.rule and p.subject_id = r.subject_id and p.ended_at is null
      ) as is_open
    from reminder r where r.user_id = ${id}
    group by r.rule, r.subject_id, r.user_id order by max(r.at) desc limit ${most}
  `.execute(sqlOf(database().orm.em.fork()))
  return rows.map(present)
}

/** To staff: all who owe or owed something on an application. 404 for whoever may not see it, and for everybody else. */
export const storiesOfApplication = async (actor: Actor, applicationId: string) => {
  await findApplication(pooled, actor, applicationId)
  if (!isStaff(actor)) throw notFound()
  const { rows } = await sql<Story>`
    select p.rule, p.subject_id, p.user_id, u.name, bool_or(p.ended_at is null) as is_open,
      max(l.reminders)::int as reminders, max(l.at) as at
    from owed_period p join users u on u.id = p.user_id
    cross join lateral (
      select count(*) as reminders, max(r.at) as at from reminder r
      where r.rule = p.rule and r.subject_id = p.subject_id and r.user_id = p.user_id and r.step > 0
    ) l
    where p.application_id = ${applicationId}
    group by p.rule, p.subject_id, p.user_id, u.name order by is_open desc, max(p.since) desc, u.name limit ${most}
  `.execute(sqlOf(database().orm.em.fork()))
  return rows.map(present)
}
