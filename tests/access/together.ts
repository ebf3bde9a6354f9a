import { database } from '../../db/database.ts'
import { newId } from '../../db/new-id.ts'
import { hashOfToken, newToken } from '../../server/token.ts'
import { makeInterview } from '../support/world.ts'
import { markers } from './markers.ts'
import type { World } from './seats.ts'

const query = (text: string, values: unknown[]) => database().pool.query(text, values)

interface Case {
  job: string
  application: string
}

const writeThread = async (
  world: World,
  { job, application }: Case,
  kind: 'negotiation' | 'discussion' | 'candidate',
  text: string,
) => {
  const thread = newId()
  const message = newId()
  const by = world.seats.manager
  await query(
    `insert into thread (id, kind, job_id, application_id, last_number, created_at) values ($1, $2, $3, $4, 1, now())`,
    [thread, kind, job, kind === 'negotiation' ? null : application],
  )
  await query(
    `insert into message (id, thread_id, number, by_id, by_name, side, text, created_at)
     values ($1, $2, 1, $3, 'Mona Manager', 'staff', $4, now())`,
    [message, thread, by.id, text],
  )
  return { thread, message }
}

const writeProposal = async (
  world: World,
  { thread, message }: { thread: string; message: string },
  {
    kind,
    terms,
    status = 'open',
    review = null,
  }: { kind: string; terms: object; status?: string; review?: string | null },
) => {
  const proposal = newId()
  await query(
    `insert into proposal (id, thread_id, message_id, kind, round, side, by_id, by_role, status, terms, review,
       decided_at, created_at)
     values ($1, $2, $3, $4, 1, 'staff', $5, 'recruiter', $6, $7, $8, case when $6 = 'open' then null else now() end,
       now())`,
    [proposal, thread, message, kind, world.seats.recruiter.id, status, JSON.stringify(terms), review],
  )
  return proposal
}

const terms = {
  fee: { amount: Number(markers.fee), currency: 'EUR' },
  currency: 'EUR',
  paymentDays: 30,
  invoiceDelayDays: 14,
  guaranteeDays: 90,
  rebate: 'full',
}
const offer = {
  salary: { amount: Number(markers.offerSalary), currency: 'EUR' },
  startsOn: new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10),
  note: null,
}

const acceptTerms = async (world: World, one: Case) => {
  const said = await writeThread(world, one, 'negotiation', markers.negotiation)
  const accepted = { kind: 'service_terms', terms, status: 'accepted', review: 'pending' }
  return { ...said, proposal: await writeProposal(world, said, accepted) }
}

let hours = 0
let papers = 0

const bindTerms = async (world: World, one: Case) => {
  const made = await acceptTerms(world, one)
  const boundTerms = newId()
  await query(
    `insert into service_terms (id, job_id, version, proposal_id, terms, bound_at) values ($1, $2, 1, $3, $4, now())`,
    [boundTerms, one.job, made.proposal, JSON.stringify(terms)],
  )
  return { ...made, boundTerms }
}

const writePlacement = async (
  world: World,
  one: Case,
  { boundTerms = null, joinedOn = null }: { boundTerms?: string | null; joinedOn?: string | null } = {},
) => {
  const placement = newId()
  await query(
    `insert into placement (id, application_id, job_id, candidate_id, company_id, staffing_company_id, salary,
       salary_currency, starts_on, service_terms_id, status, joined_on, status_since, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'EUR', now(), $8, $9, $10, now(), now() - interval '9 days', now())`,
    [
      placement,
      one.application,
      one.job,
      world.seats.candidate.id,
      world.employer,
      world.staffing,
      markers.placementSalary,
      boundTerms,
      joinedOn ? 'joined' : 'expected',
      joinedOn,
    ],
  )
  return { placement }
}

/** Of somebody who has joined: a fixed fee, which a hidden invoice has otherwise than the terms, so that it can be told. */
const writeInvoice = async (world: World, one: Case, status: 'scheduled' | 'issued') => {
  const { boundTerms } = await bindTerms(world, one)
  const joinedOn = new Date(Date.now() - 5 * 86_400_000).toISOString().slice(0, 10)
  const { placement } = await writePlacement(world, one, { boundTerms, joinedOn })
  const invoice = newId()
  const isIssued = status === 'issued'
  const net = isIssued ? markers.fee : markers.hiddenInvoice
  const party = JSON.stringify({ name: 'A company', address: null, taxId: null })
  await query(
    `insert into invoice (id, placement_id, application_id, job_id, company_id, staffing_company_id, status, year,
       number, service_terms_id, terms, candidate_name, job_title, joined_on, currency, net, gross, seller, buyer,
       visible_at, due_at, issued_at, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'A job', $13, 'EUR', $14, $14, $15, $15,
       now() + make_interval(days => $16), now() + make_interval(days => $16 + 30), $17, now(), now())`,
    [
      invoice,
      placement,
      one.application,
      one.job,
      world.employer,
      world.staffing,
      status,
      isIssued ? 2026 : null,
      isIssued ? ++papers : null,
      boundTerms,
      JSON.stringify(terms),
      markers.candidateName,
      joinedOn,
      net,
      isIssued ? party : null,
      isIssued ? -1 : 9,
      isIssued ? new Date() : null,
    ],
  )
  return { invoice, placement }
}

/** What a question may need to be about; each gives the ids by which it is asked for. */
export const makers = {
  /** A scheduled interview in the future, or of yesterday, with the panelist and one who declined. */
  interview: (world: World, one: Case) => interviewAt(world, one, 48),
  pastInterview: (world: World, one: Case) => interviewAt(world, one, -24 * 365),
  proposedInterview: async (world: World, one: Case) => {
    const { interview } = await interviewAt(world, one, 48)
    const slot = newId()
    await query(`update interview set status = 'proposed', starts_at = null, ends_at = null where id = $1`, [
      interview,
    ])
    await query(
      `insert into interview_slot (id, interview_id, starts_at, ends_at)
       values ($1, $2, now() + make_interval(hours => $3), now() + make_interval(hours => $3, mins => 30))`,
      [slot, interview, 24 * 400 + hours++],
    )
    await query(`update application set interview_status = 'proposed' where id = $1`, [one.application])
    return { interview, slot }
  },
  feedback: async (world: World, one: Case) => {
    const { interview } = await interviewAt(world, one, -24 * 365)
    const fellow = world.seats.manager
    await query(
      `insert into interview_panelist (interview_id, user_id, user_name) values ($1, $2, 'Mona Manager')`,
      [interview, fellow.id],
    )
    await query(
      `insert into feedback (id, interview_id, application_id, by_id, overall, remark, scores, given_at, updated_at)
       values ($1, $2, $3, $4, 'yes', $5, '[]', now(), now())`,
      [newId(), interview, one.application, fellow.id, markers.feedbackRemark],
    )
    return { interview }
  },
  negotiation: (world: World, one: Case) => writeThread(world, one, 'negotiation', markers.negotiation),
  /** With the panelist in it. */
  discussedInterview: async (world: World, one: Case) => ({
    ...(await interviewAt(world, one, 48)),
    ...(await writeThread(world, one, 'discussion', markers.discussion)),
  }),
  discussion: (world: World, one: Case) => writeThread(world, one, 'discussion', markers.discussion),
  candidateThread: (world: World, one: Case) => writeThread(world, one, 'candidate', markers.candidateThread),
  terms: async (world: World, one: Case) => {
    const said = await writeThread(world, one, 'negotiation', markers.negotiation)
    return { ...said, proposal: await writeProposal(world, said, { kind: 'service_terms', terms }) }
  },
  acceptedTerms: (world: World, one: Case) => acceptTerms(world, one),
  boundTerms: (world: World, one: Case) => bindTerms(world, one),
  offer: async (world: World, one: Case) => {
    const said = await writeThread(world, one, 'candidate', markers.candidateThread)
    await query(`update application set offer_by = 'staff', offer_at = now() where id = $1`, [
      one.application,
    ])
    return { ...said, proposal: await writeProposal(world, said, { kind: 'employment_offer', terms: offer }) }
  },
  /** The other candidate is put forward by the agency. */
  submission: async (world: World, one: Case) => {
    const submission = newId()
    await query(
      `insert into submission (id, job_id, candidate_id, company_id, source, agency_company_id, by_id, by_name,
         by_company_name, candidate_name, job_title, company_name, note,
         status, consent_text, expires_at, created_at, updated_at)
       values ($1, $2, $3, $4, 'agency', $5, $6, 'Agnes Agency', 'Agency', 'Otto Other', 'Job', 'Employer', $7, 'proposed', 'I agree.', now() + interval '9 days',
         now(), now())`,
      [
        submission,
        one.job,
        world.seats.otherCandidate.id,
        world.employer,
        world.agency,
        world.seats.agency.id,
        markers.submissionNote,
      ],
    )
    return { submission }
  },
  placement: (world: World, one: Case) => writePlacement(world, one),
  /** Joined, and so invoiced: not yet shown to the client. */
  scheduledInvoice: (world: World, one: Case) => writeInvoice(world, one, 'scheduled'),
  issuedInvoice: (world: World, one: Case) => writeInvoice(world, one, 'issued'),
  disputedInvoice: async (world: World, one: Case) => {
    const made = await writeInvoice(world, one, 'issued')
    await query(
      `insert into invoice_dispute (id, invoice_id, reason, by_id, by_name, created_at)
       values (gen_random_uuid(), $1, 'Not ours.', $2, 'Cleo', now())`,
      [made.invoice, world.seats.client.id],
    )
    return made
  },
  paidInvoice: async (world: World, one: Case) => {
    const made = await writeInvoice(world, one, 'issued')
    const payment = newId()
    await query(
      `insert into payment (id, invoice_id, amount, paid_on, reference, by_id, by_name, created_at)
       values ($1, $2, 100, '2026-01-02', $4, $3, 'Mona Manager', now())`,
      [payment, made.invoice, world.seats.manager.id, markers.paymentReference],
    )
    await query('update invoice set paid = 100 where id = $1', [made.invoice])
    return { ...made, payment }
  },
  creditedInvoice: async (world: World, one: Case) => {
    const made = await writeInvoice(world, one, 'issued')
    const creditNote = newId()
    await query(
      `insert into credit_note (id, invoice_id, staffing_company_id, year, number, kind, net, tax, gross, reason, issued_at)
       values ($1, $2, $3, 2026, $4, 'amount', 100, 0, 100, 'A gift.', now())`,
      [creditNote, made.invoice, world.staffing, ++papers],
    )
    await query('update invoice set credited = 100 where id = $1', [made.invoice])
    return { ...made, creditNote }
  },
  /** The client of the job owes a decision. */
  waiting: async (_world: World, one: Case) => {
    await query(
      `update application set proposed_at = now(), waiting_rule = 'shortlist-action', waiting_since = now() where id = $1`,
      [one.application],
    )
    return { rule: 'shortlist-action', subject: one.application }
  },
  link: async (world: World, one: Case) => {
    const link = newId()
    const token = newToken()
    await query(
      `insert into shortlist_link (id, job_id, for_id, token_hash, created_by_id, created_at, expires_at)
       values ($1, $2, $3, $4, $5, now(), now() + interval '1 day')`,
      [link, one.job, world.seats.client.id, hashOfToken(token), world.seats.recruiter.id],
    )
    return { link, token }
  },
  /** Of the panelist, with an interview in it. */
  calendarFeed: async (world: World, one: Case) => {
    const token = newToken()
    await interviewAt(world, one, 48)
    await query(
      `insert into calendar_feed (user_id, token_hash, created_at) values ($1, $2, now())
       on conflict (user_id) do update set token_hash = $2`,
      [world.seats.panelist.id, hashOfToken(token)],
    )
    return { token }
  },
  notification: async (world: World, one: Case) => {
    const notification = newId()
    await query(
      `insert into notification (id, user_id, kind, category, event_key, data, job_id, application_id, created_at, updated_at)
       values ($1, $2, 'application.moved', 'applications', $3, $4, $5, $6, now(), now())`,
      [
        notification,
        world.seats.recruiter.id,
        `access:${notification}`,
        JSON.stringify({ title: markers.notification, body: null, url: '/boards' }),
        one.job,
        one.application,
      ],
    )
    return { notification }
  },
} satisfies Record<string, (world: World, one: Case) => Promise<Record<string, string>>>

export type Extra = keyof typeof makers

const interviewAt = async (world: World, one: Case, hoursFromNow: number) => {
  const { panelist, formerPanelist, recruiter } = world.seats
  const interview = await makeInterview(one.application, {
    panel: [panelist],
    by: recruiter,
    startsAt: new Date(Date.now() + (hoursFromNow + hours++) * 3_600_000),
    minutes: 30,
  })
  await query(`update interview set note = $2 where id = $1`, [interview, markers.interviewNote])
  await query(
    `insert into interview_panelist (interview_id, user_id, user_name, answer) values ($1, $2, 'Fritz Former', 'declined')`,
    [interview, formerPanelist.id],
  )
  return { interview }
}
