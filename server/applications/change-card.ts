import type { Stage } from '../../db/entities/application.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { held, sharedTransaction, type Crowd } from '../shared-transaction.ts'
import type { Unit } from '../transaction.ts'
import { rankIn, readGaps, type Place } from './place-in-column.ts'
import { audienceOf, cutOf, policy, subjectOf, type ApplicationSubject } from './policy.ts'
import { presentApplication } from './presenter.ts'
import { holdApplications, type HeldApplication, type HistoryRow, type IntroductionRow } from './queries.ts'

interface CardAsk extends Place {
  applicationId: string
  /** The column it goes to; its own if it stays. */
  to?: Stage
}

/** What a command changes: a draft of the card's row, which is written if the command goes through. */
export interface CardDraft {
  card: HeldApplication
  /** What the actor's rights on it are decided from. */
  subject: ApplicationSubject
  /** The rank of the place that was asked for. Throws 400 if the neighbour is not in the column. */
  rank(): string
  /** The entry of its history that belongs to the change, if there is one. */
  entry?: HistoryRow
  /** With this change the employer learns who the candidate is. */
  introduction?: IntroductionRow
}

/** What commands change of a card, with the types of its columns. */
const columns = {
  stage: 'text',
  stage_since: 'timestamptz',
  rank: 'text',
  shortlist: 'text',
  shown_to_client_at: 'timestamptz',
  proposed_at: 'timestamptz',
  interview_status: 'text',
  interview_since: 'timestamptz',
  interview_at: 'timestamptz',
  interview_ends_at: 'timestamptz',
  feedback_of: 'int',
  feedback_given: 'int',
  feedback_yes: 'int',
  feedback_at: 'timestamptz',
  offer_by: 'text',
  offer_at: 'timestamptz',
  waiting_rule: 'text',
  waiting_since: 'timestamptz',
  version: 'int',
} as const satisfies Partial<Record<keyof HeldApplication, string>>
const names = Object.keys(columns) as (keyof typeof columns)[]

/** As few moves introduce somebody, theirs is a statement of its own. */
const saveText = (introduced: string) => `
  with changed as (
    update application a set ${names.map(name => `${name} = g.${name}`).join(', ')}, updated_at = $3
    from json_to_recordset($1::json) as g(id uuid, ${names.map(name => `${name} ${columns[name]}`).join(', ')})
    where a.id = g.id and a.id = any($4::uuid[])
  )${introduced}
  insert into application_history (id, application_id, from_stage, to_stage, by_id, by_name, reason, at)
  select * from json_to_recordset($2::json) as h(
    id uuid, application_id uuid, from_stage text, to_stage text, by_id uuid, by_name text, reason text,
    at timestamptz
  )`
const saveAlone = saveText('')
const saveIntroducing = saveText(`, introduced as (
    insert into introduction (id, application_id, candidate_id, company_id, by_id, blind, at)
    select * from json_to_recordset($5::json) as n(
      id uuid, application_id uuid, candidate_id uuid, company_id uuid, by_id uuid, blind boolean, at timestamptz
    )
  )`)

/** Writes these cards as they are now, the entries that their histories gain, and who was introduced by that. */
export const saveCards = async (
  { send, now }: Pick<Unit, 'send' | 'now'>,
  cards: HeldApplication[],
  { entries, introductions }: { entries: HistoryRow[]; introductions: IntroductionRow[] },
) => {
  if (!cards.length) return
  const given = cards.map(card =>
    Object.fromEntries<unknown>([['id', card.id], ...names.map(name => [name, card[name]] as const)]),
  )
  // The ids once more, by themselves: of what stands in the JSON the planner knows nothing, and would read the whole table.
  const values = [JSON.stringify(given), JSON.stringify(entries), now, cards.map(({ id }) => id)]
  await send(
    introductions.length
      ? {
          name: 'save-cards-introducing',
          text: saveIntroducing,
          values: [...values, JSON.stringify(introductions)],
        }
      : { name: 'save-cards', text: saveAlone, values },
  )
}

const cards: Crowd<CardAsk, CardDraft> = {
  open: async (unit, asks, { wait }) => {
    const [rows, gaps] = await Promise.all([
      holdApplications(unit, [...new Set(asks.map(ask => ask.applicationId))], { wait }),
      readGaps(
        unit,
        asks.map(({ applicationId, ...place }) => ({ cardId: applicationId, ...place })),
      ),
    ])
    const cardOf = new Map(rows.map(row => [row.id, row]))
    const gapOf = new Map(asks.map((ask, index) => [ask, gaps[index]!]))
    const ends = new Map<string, string>()
    const changed = new Set<string>()
    const entries: HistoryRow[] = []
    const introductions: IntroductionRow[] = []

    /** Several that go to the end of a column stand there one after the other. */
    const rankOf = (ask: CardAsk, card: HeldApplication) => {
      const gap = gapOf.get(ask)!
      const column = `${card.job_id} ${ask.to ?? card.stage}`
      const isEnd = gap.high === null && ask.after === undefined
      const rank = rankIn(isEnd ? { ...gap, low: ends.get(column) ?? gap.low } : gap, ask)
      if (isEnd) ends.set(column, rank)
      return rank
    }
    return {
      draft: (ask, actor) => {
        const row = cardOf.get(ask.applicationId)
        if (!row && !wait) return held
        if (!row) throw notFound()
        const subject = subjectOf(row, actor)
        if (!policy.can(actor, 'read', subject)) throw notFound()
        const card = { ...row }
        return { card, subject, rank: () => rankOf(ask, card) }
      },
      keep: ({ card, entry, introduction }) => {
        if (card.version === cardOf.get(card.id)!.version) return
        cardOf.set(card.id, card)
        changed.add(card.id)
        if (entry) entries.push(entry)
        if (introduction) introductions.push(introduction)
      },
      save: () =>
        saveCards(
          unit,
          [...changed].map(id => cardOf.get(id)!),
          { entries, introductions },
        ),
    }
  },
}

/** The card as this actor may see it. */
export const showCard = (actor: Actor, card: HeldApplication) =>
  presentApplication[cutOf(audienceOf(actor))](card)

/**
 * Finds a card through the actor (404), holds it, and lets the command change its draft: the way of every command that
 * changes an application. A new version is what says that it changed.
 */
export const changeCard = sharedTransaction(cards)
