import type { Kysely } from 'kysely'
import type { Role } from '../entities/user.ts'
import type { Tables, ThreadKind } from '../tables.ts'
import { idAt } from './chance.ts'
import type { Cast } from './cast.ts'
import { workingHour } from './interviews.ts'
import { bankDesigner, gridBackend } from './postings.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs

interface Round {
  kind: 'service_terms' | 'employment_offer'
  terms: object
  status: 'open' | 'countered' | 'accepted'
  expiresAt?: Date
  /** Who accepted it, when, and who approved that. */
  acceptedBy?: string
  approvedBy?: string
}

interface Line {
  who: string
  text: string
  at: Date
  round?: Round
}

interface Talk {
  kind: ThreadKind
  job: string
  /** Of the application; a negotiation is about the job. */
  candidate?: string
  lines: Line[]
}

const terms = (basisPoints: number, paymentDays: number) => ({
  fee: { basisPoints },
  currency: 'EUR',
  paymentDays,
  invoiceDelayDays: 14,
  guaranteeDays: 90,
  rebate: 'pro_rata',
})
const offer = (euros: number, startsOn: Date) => ({
  salary: { amount: euros * 100, currency: 'EUR' },
  startsOn: startsOn.toISOString().slice(0, 10),
})

const talksAt = (now: Date): Talk[] => {
  const at = (days: number, hour: number) => workingHour(now, days, hour)
  const start = new Date(now.getTime() + 75 * dayMs)
  const inTenDays = new Date(now.getTime() + 10 * dayMs)
  return [
    {
      kind: 'negotiation',
      job: gridBackend.title,
      lines: [
        {
          who: 'recruiter',
          at: at(-62, 9),
          text: 'Our terms for this search, as we talked about them on the phone.',
          round: { kind: 'service_terms', terms: terms(2_200, 30), status: 'countered' },
        },
        {
          who: 'client',
          at: at(-61, 13),
          text: 'Three openings at once: **20 %** would be fair. We can pay within 14 days.',
          round: {
            kind: 'service_terms',
            terms: terms(2_000, 14),
            status: 'accepted',
            acceptedBy: 'recruiter',
            approvedBy: 'manager',
          },
        },
        { who: 'recruiter', at: at(-61, 14), text: 'Agreed, and thank you for the quick answer.' },
      ],
    },
    {
      kind: 'negotiation',
      job: bankDesigner.title,
      lines: [
        {
          who: 'recruiter2',
          at: at(-55, 10),
          text: 'Our terms for the first designer: one week to pay, and nothing before she has started.',
          round: {
            kind: 'service_terms',
            terms: { ...terms(2_100, 7), invoiceDelayDays: 0 },
            status: 'accepted',
            acceptedBy: 'client2',
            approvedBy: 'manager',
          },
        },
        {
          who: 'recruiter2',
          at: at(-3, 9),
          text: 'For the second opening we would keep the terms of the first.',
          round: { kind: 'service_terms', terms: terms(2_100, 30), status: 'countered' },
        },
        {
          who: 'client2',
          at: at(-1, 11),
          text: 'We would, with a longer guarantee: our probation is six months.',
          round: {
            kind: 'service_terms',
            terms: { ...terms(2_100, 30), guaranteeDays: 180 },
            status: 'open',
            expiresAt: inTenDays,
          },
        },
      ],
    },
    {
      kind: 'discussion',
      job: gridBackend.title,
      candidate: 'candidate',
      lines: [
        {
          who: 'recruiter',
          at: at(-2, 9),
          text: 'Jonas ran the ingest of a metering platform. Two things to ask him about:\n\n- what they did about late readings\n- why they left Kafka Streams',
        },
        { who: 'client', at: at(-1, 10), text: 'Good. I take the first, Yusuf the second?' },
        { who: 'interviewer', at: at(-1, 11), text: 'Gladly. I have read his letter.' },
      ],
    },
    {
      kind: 'candidate',
      job: gridBackend.title,
      candidate: 'candidate',
      lines: [
        {
          who: 'recruiter',
          at: at(-2, 12),
          text: 'You are through to the interview. It is a conversation about your work, no riddles.',
        },
        { who: 'candidate', at: at(-2, 15), text: 'Thank you, I look forward to it.' },
      ],
    },
    {
      kind: 'candidate',
      job: gridBackend.title,
      candidate: 'amara.diallo',
      lines: [
        {
          who: 'recruiter',
          at: at(-1, 9),
          text: 'Kestrel Grid would like to have you. Here is their offer.',
          round: {
            kind: 'employment_offer',
            terms: offer(108_000, start),
            status: 'open',
            expiresAt: inTenDays,
          },
        },
      ],
    },
    {
      kind: 'candidate',
      job: gridBackend.title,
      candidate: 'thora.jonsdottir',
      lines: [
        {
          who: 'recruiter',
          at: at(-4, 9),
          text: 'The offer of Kestrel Grid, with the start that you asked for.',
          round: { kind: 'employment_offer', terms: offer(112_000, start), status: 'countered' },
        },
        {
          who: 'thora.jonsdottir',
          at: at(-1, 10),
          text: 'Thank you! With the move from Reykjavík I would need a little more.',
          round: {
            kind: 'employment_offer',
            terms: offer(118_000, start),
            status: 'open',
            expiresAt: inTenDays,
          },
        },
      ],
    },
  ]
}

const sideOf: Record<Role, 'staff' | 'client' | 'candidate' | 'interviewer'> = {
  admin: 'staff',
  manager: 'staff',
  recruiter: 'staff',
  client: 'client',
  interviewer: 'interviewer',
  agency: 'staff',
  candidate: 'candidate',
}

const writeRound = async (
  db: Kysely<Tables>,
  cast: Cast,
  {
    round,
    line,
    message,
    thread,
    number,
    decidedBy,
  }: {
    round: Round
    line: Line
    message: string
    thread: string
    number: number
    decidedBy: string | undefined
  },
) => {
  const by = cast.person(line.who)
  const decided = new Date(line.at.getTime() + 3 * hourMs)
  const decider = decidedBy ? cast.person(decidedBy) : null
  const id = idAt(line.at)
  await db
    .insertInto('proposal')
    .values({
      id,
      thread_id: thread,
      message_id: message,
      kind: round.kind,
      round: number,
      side: sideOf[by.role] as 'staff' | 'client' | 'candidate',
      by_id: by.id,
      by_role: by.role,
      status: round.status,
      terms: JSON.stringify(round.terms),
      expires_at: round.expiresAt ?? null,
      reason: null,
      decided_by_id: decider?.id ?? null,
      decided_by_name: decider?.name ?? null,
      decided_at: round.status === 'open' ? null : decided,
      review: round.approvedBy ? 'approved' : null,
      review_reason: null,
      reviewed_by_name: round.approvedBy ? cast.person(round.approvedBy).name : null,
      reviewed_at: round.approvedBy ? new Date(decided.getTime() + hourMs) : null,
      created_at: line.at,
    })
    .execute()
  return { id, decided }
}

const writeTalk = async (db: Kysely<Tables>, cast: Cast, talk: Talk) => {
  const card = talk.candidate ? cast.card(talk.job, talk.candidate) : null
  const jobId = cast.job(talk.job).id
  const thread = idAt(talk.lines[0]!.at)
  await db
    .insertInto('thread')
    .values({
      id: thread,
      kind: talk.kind,
      job_id: jobId,
      application_id: card?.id ?? null,
      last_number: talk.lines.length,
      created_at: talk.lines[0]!.at,
    })
    .execute()
  let rounds = 0
  for (const [index, line] of talk.lines.entries()) {
    const by = cast.person(line.who)
    const message = idAt(line.at)
    await db
      .insertInto('message')
      .values({
        id: message,
        thread_id: thread,
        number: index + 1,
        by_id: by.id,
        by_name: by.name,
        side: sideOf[by.role],
        text: line.text,
        edited_at: null,
        deleted_at: null,
        created_at: line.at,
      })
      .execute()
    // Whoever writes has read what was there.
    await db
      .insertInto('thread_read')
      .values({ thread_id: thread, user_id: by.id, user_name: by.name, number: index + 1, at: line.at })
      .onConflict(conflict =>
        conflict.columns(['thread_id', 'user_id']).doUpdateSet({ number: index + 1, at: line.at }),
      )
      .execute()
    if (!line.round) continue
    const { round } = line
    // Whoever counters has answered the round before.
    const decidedBy = round.status === 'countered' ? talk.lines[index + 1]!.who : round.acceptedBy
    const made = await writeRound(db, cast, { round, line, message, thread, number: ++rounds, decidedBy })
    if (round.approvedBy)
      await db
        .insertInto('service_terms')
        .values({
          id: idAt(made.decided),
          job_id: jobId,
          version: 1,
          proposal_id: made.id,
          terms: JSON.stringify(round.terms),
          approved_by_name: cast.person(round.approvedBy).name,
          bound_at: new Date(made.decided.getTime() + hourMs),
        })
        .execute()
    if (round.kind === 'employment_offer' && round.status === 'open')
      await db
        .updateTable('application')
        .set({ offer_by: by.role === 'candidate' ? 'candidate' : 'staff', offer_at: line.at })
        .where('id', '=', card!.id)
        .execute()
  }
}

/** What is said and offered in the demo: negotiations, discussions, talks with candidates. */
export const writeTalks = async (db: Kysely<Tables>, cast: Cast, now: Date) => {
  for (const talk of talksAt(now)) await writeTalk(db, cast, talk)
}
