import { sql, type Kysely } from 'kysely'
import type { Overall, Score, Tables } from '../tables.ts'
import { idAt } from './chance.ts'
import type { Cast, CastCard } from './cast.ts'
import { bankDesigner, gridBackend } from './postings.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** An instant of a working day so many days from `now`; what falls on a weekend is on the Monday after it. */
export const workingHour = (now: Date, days: number, hourUtc: number) => {
  const at = new Date(now.getTime() + days * dayMs)
  at.setUTCHours(hourUtc, 0, 0, 0)
  while (at.getUTCDay() % 6 === 0) at.setUTCDate(at.getUTCDate() + (days < 0 ? -1 : 1))
  return at
}

interface Opinion {
  who: string
  overall: Overall
  remark: string
  scores: number[]
}

interface Plan {
  title: string
  job: string
  who: string
  panel: string[]
  status: 'proposed' | 'scheduled' | 'completed'
  /** The start, or for a proposed one the times to choose from. */
  at: Date[]
  minutes: number
  zone: string
  videoUrl?: string
  location?: string
  note?: string
  feedback?: Opinion[]
}

const gridScorecard = ['Systems under load', 'Data modelling', 'Reviews and explains kindly']
const bankScorecard = ['Craft', 'Works with constraints']

const plansAt = (now: Date): Plan[] => [
  {
    title: 'Technical conversation',
    job: gridBackend.title,
    who: 'candidate',
    panel: ['interviewer', 'client'],
    status: 'scheduled',
    at: [workingHour(now, 1, 13)],
    minutes: 60,
    zone: 'Europe/Berlin',
    videoUrl: 'https://meet.kestrelgrid.example/technical',
    note: 'Please look at the Kafka part of the letter.',
  },
  {
    title: 'First conversation',
    job: gridBackend.title,
    who: 'zeynep.aydin',
    panel: ['interviewer'],
    status: 'proposed',
    at: [workingHour(now, 3, 8), workingHour(now, 4, 12), workingHour(now, 5, 9)],
    minutes: 45,
    zone: 'Europe/Berlin',
    videoUrl: 'https://meet.kestrelgrid.example/first',
  },
  {
    title: 'Technical conversation',
    job: gridBackend.title,
    who: 'ines.carvalho',
    panel: ['interviewer', 'client'],
    status: 'completed',
    at: [workingHour(now, -2, 10)],
    minutes: 60,
    zone: 'Europe/Berlin',
    location: 'Kestrel Grid, Am Sandtorkai 30, Hamburg',
    feedback: [
      {
        who: 'client',
        overall: 'yes',
        remark: 'Ran a platform like ours for four years, and told us what went wrong with it.',
        scores: [4, 3, 4],
      },
    ],
  },
  {
    title: 'Portfolio',
    job: bankDesigner.title,
    who: 'fatima.elamrani',
    panel: ['client2'],
    status: 'completed',
    at: [workingHour(now, -4, 14)],
    minutes: 60,
    zone: 'Europe/Dublin',
    location: 'Alder & Finch, 12 Dame Street, Dublin',
    feedback: [
      {
        who: 'client2',
        overall: 'strong_yes',
        remark: 'Rebuilt a mortgage form that half of the branch staff had refused to use.',
        scores: [4, 4],
      },
    ],
  },
]

const scoresOf = (criteria: string[], scores: number[]): Score[] =>
  criteria.map((criterion, index) => ({ criterion, score: scores[index]!, remark: null }))

const writeInterview = async (db: Kysely<Tables>, cast: Cast, plan: Plan, card: CastCard) => {
  const { minutes, status } = plan
  const made = new Date(Math.min(card.stage_since.getTime() + 90 * minuteMs, plan.at[0]!.getTime() - dayMs))
  const id = idAt(made)
  const until = (start: Date) => new Date(start.getTime() + minutes * minuteMs)
  const startsAt = status === 'proposed' ? null : plan.at[0]!
  await db
    .insertInto('interview')
    .values({
      id,
      application_id: card.id,
      job_id: card.job_id,
      status,
      status_since: status === 'completed' && startsAt ? until(startsAt) : made,
      title: plan.title,
      starts_at: startsAt,
      ends_at: startsAt && until(startsAt),
      minutes,
      zone: plan.zone,
      location: plan.location ?? null,
      video_url: plan.videoUrl ?? null,
      note: plan.note ?? null,
      reason: null,
      created_by_id: cast.person('recruiter').id,
      created_at: made,
      updated_at: made,
    })
    .execute()
  const people = plan.panel.map(who => cast.person(who))
  const panel = people.map(({ id }) => id)
  await db
    .insertInto('interview_panelist')
    .values(
      people.map(person => ({
        interview_id: id,
        user_id: person.id,
        user_name: person.name,
        asked_at: made,
        answer: status === 'proposed' ? ('invited' as const) : ('accepted' as const),
        reason: null,
        answered_at: status === 'proposed' ? null : made,
      })),
    )
    .execute()
  const slots = status === 'proposed' ? plan.at.map(start => ({ id: idAt(made), start })) : []
  if (slots.length)
    await db
      .insertInto('interview_slot')
      .values(
        slots.map(({ id: slotId, start }) => ({
          id: slotId,
          interview_id: id,
          starts_at: start,
          ends_at: until(start),
        })),
      )
      .execute()
  const times = slots.length ? slots : [{ id: null, start: plan.at[0]! }]
  const busy = status === 'proposed' ? panel : [...panel, card.candidate_id]
  for (const { id: slotId, start } of times)
    for (const user of busy)
      await sql`insert into booking (id, user_id, interview_id, slot_id, during)
        values (${idAt(made)}, ${user}, ${id}, ${slotId}, tstzrange(${start}, ${until(start)}))`.execute(db)
  return { id, made, startsAt, endsAt: startsAt && until(startsAt), panel }
}

const writeFeedback = async (
  db: Kysely<Tables>,
  cast: Cast,
  plan: Plan,
  of: { interview: string; card: string; from: Date },
) => {
  const criteria = plan.job === gridBackend.title ? gridScorecard : bankScorecard
  const given = (plan.feedback ?? []).map(({ who, overall, remark, scores }, index) => {
    const at = new Date(of.from.getTime() + (index + 1) * 47 * minuteMs)
    return {
      id: idAt(at),
      interview_id: of.interview,
      application_id: of.card,
      by_id: cast.person(who).id,
      overall,
      remark,
      scores: JSON.stringify(scoresOf(criteria, scores)),
      given_at: at,
      updated_at: at,
    }
  })
  if (given.length) await db.insertInto('feedback').values(given).execute()
  return given
}

/** The interviews of the demo, with what their panels said, and what the cards say of them. */
export const writeInterviews = async (db: Kysely<Tables>, cast: Cast, now: Date) => {
  for (const [title, scorecard] of [
    [gridBackend.title, gridScorecard],
    [bankDesigner.title, bankScorecard],
  ] as const)
    await db
      .updateTable('job_posting')
      .set({ scorecard: [...scorecard] })
      .where('id', '=', cast.job(title).id)
      .execute()
  for (const plan of plansAt(now)) {
    const card = cast.card(plan.job, plan.who)
    const made = await writeInterview(db, cast, plan, card)
    const given = await writeFeedback(db, cast, plan, {
      interview: made.id,
      card: card.id,
      from: made.endsAt ?? now,
    })
    await db
      .updateTable('application')
      .set({
        interview_status: plan.status,
        interview_since: made.endsAt && plan.status === 'completed' ? made.endsAt : made.made,
        interview_at: plan.at[0]!,
        interview_ends_at: made.endsAt,
        feedback_of: plan.status === 'proposed' ? 0 : made.panel.length,
        feedback_given: given.length,
        feedback_yes: given.filter(({ overall }) => overall.endsWith('yes')).length,
        feedback_at: given.at(-1)?.given_at ?? null,
      })
      .where('id', '=', card.id)
      .execute()
  }
}
