import { z } from 'zod'
import { shortlists, sources, stages } from '../../db/entities/application.ts'
import type { EventData } from '../event-data.ts'
import { cardProgress } from './answers.ts'
import type { applicationEvents } from './events.ts'
import { experienceBands, progressOrder } from './stages.ts'

const instant = z.iso.datetime()
const named = z.strictObject({ id: z.uuid(), name: z.string() })
const stage = z.enum(stages)
const progress = z.enum(progressOrder).meta({ description: 'Where it stands, in the coarser words.' })
const money = z.strictObject({ amount: z.int(), currency: z.string() })
const letter = z.string().nullable()
const days = z.int().nullable()
const job = z.strictObject({ id: z.uuid(), title: z.string(), company: z.strictObject({ name: z.string() }) })

const placed = {
  id: z.uuid().meta({ description: 'Of the application.' }),
  version: z.int(),
  rank: z.string().meta({ description: 'Orders a column; ties by id.' }),
  stage,
  since: instant.meta({ description: 'When it came into this stage.' }),
  shortlist: z.enum(shortlists),
  ...cardProgress,
}
const standing = { id: placed.id, stage: progress, since: placed.since }
const shownCandidate = z.strictObject({
  name: z.string().meta({ description: 'A pseudonym while `blind`.' }),
  blind: z.boolean(),
  skills: z.array(z.string()),
  experience: z
    .enum(experienceBands)
    .nullable()
    .optional()
    .meta({ description: 'While `blind`: the years of work as a band.' }),
  experienceYears: z
    .int()
    .nullable()
    .meta({ description: 'Null while `blind`: the exact years tell an age.' }),
})

/** A card of the board, for each audience. */
export const cardData = {
  staff: z.strictObject({
    card: z.strictObject({ ...placed, candidate: named, source: z.enum(sources) }).meta({ id: 'StaffCard' }),
  }),
  client: z.strictObject({
    card: z.strictObject({ ...placed, candidate: shownCandidate }).meta({ id: 'ClientCard' }),
  }),
  agency: z.strictObject({
    card: z
      .strictObject({ ...standing, candidate: z.strictObject({ name: z.string() }) })
      .meta({ id: 'AgencyCard' }),
  }),
}

/** One application, for each audience. */
export const applicationData = {
  staff: z.strictObject({
    application: z
      .strictObject({
        ...placed,
        source: z.enum(sources),
        job,
        candidate: named.extend({
          email: z.string(),
          headline: z.string().nullable(),
          skills: z.array(z.string()),
          experienceYears: z.int().nullable(),
        }),
        coverLetter: letter,
        expectedSalary: money.nullable(),
        noticePeriodDays: days,
        shownToClient: z.boolean(),
        appliedAt: instant,
      })
      .meta({ id: 'StaffApplication' }),
  }),
  client: z.strictObject({
    application: z
      .strictObject({
        ...placed,
        job,
        candidate: shownCandidate,
        coverLetter: letter.meta({ description: 'Null while the candidate is `blind`.' }),
        noticePeriodDays: days,
      })
      .meta({ id: 'ClientApplication' }),
  }),
  agency: z.strictObject({
    application: z
      .strictObject({ ...standing, job, candidate: z.strictObject({ name: z.string() }) })
      .meta({ id: 'AgencyApplication' }),
  }),
  interviewer: z.strictObject({
    application: z
      .strictObject({
        id: placed.id,
        stage,
        since: placed.since,
        job,
        candidate: z.strictObject({
          name: z.string(),
          headline: z.string().nullable(),
          skills: z.array(z.string()),
          experienceYears: z.int().nullable(),
        }),
        coverLetter: letter,
      })
      .meta({ id: 'InterviewerApplication' }),
  }),
  candidate: z.strictObject({
    application: z
      .strictObject({
        ...standing,
        waiting: placed.waiting.meta({ description: 'If it waits for the candidate: for what, since when.' }),
        job,
        coverLetter: letter,
        expectedSalary: money.nullable(),
        noticePeriodDays: days,
        appliedAt: instant,
        canWithdraw: z.boolean(),
        canReopen: z.boolean(),
      })
      .meta({ id: 'CandidateApplication' }),
  }),
}

const entry = z
  .strictObject({
    id: z.uuid(),
    from: stage.nullable(),
    to: stage,
    by: named.nullable().meta({ description: 'To a client null where it was the candidate.' }),
    at: instant,
    reason: z.string().nullable().meta({ description: 'To a client those of its own company.' }),
  })
  .meta({ id: 'Step' })
const coarseEntry = z
  .strictObject({
    id: z.uuid(),
    from: progress.nullable(),
    to: progress,
    by: z.null(),
    at: instant,
    reason: z.null(),
  })
  .meta({ id: 'CoarseStep' })

const bareEntry = z
  .strictObject({
    id: z.uuid(),
    from: stage.nullable(),
    to: stage,
    by: z.null(),
    at: instant,
    reason: z.null(),
  })
  .meta({ id: 'BareStep' })

/** An application with the entry that its history gains. */
const stepData = {
  staff: applicationData.staff.extend({ entry }),
  client: applicationData.client.extend({ entry }),
  agency: applicationData.agency.extend({ entry: coarseEntry }),
  interviewer: applicationData.interviewer.extend({ entry: bareEntry }),
  candidate: applicationData.candidate.extend({ entry: coarseEntry }),
}

const step = (summary: string) => ({ summary, data: { job: cardData, application: stepData } })

/** Of what the candidate and the agency are not to know. */
const amongThem = (summary: string) => ({
  summary,
  data: {
    job: { staff: cardData.staff, client: cardData.client },
    application: { staff: applicationData.staff, client: applicationData.client },
  },
})

export const removed = z.strictObject({
  removed: z.uuid().meta({ description: 'The card that is not shown to the client any more.' }),
})

export const applicationEventData = {
  'application.applied': {
    summary: 'A candidate applied, or agreed to be put forward: a card is on the board',
    data: {
      job: cardData,
      application: {
        staff: stepData.staff,
        client: stepData.client,
        agency: stepData.agency,
        candidate: stepData.candidate,
      },
    },
  },
  'application.moved': step('A card was moved to another stage'),
  'application.rejected': step('A candidate was rejected'),
  'application.withdrawn': step('A candidate withdrew'),
  'application.reopened': {
    summary: 'A candidate who withdrew came back; the client sees the card when it is shown anew',
    data: {
      job: { ...cardData, client: z.union([cardData.client, removed]) },
      application: stepData,
    },
  },
  'application.ranked': amongThem('A card was put at another place of its column'),
  'shortlist.proposed': amongThem('A candidate was proposed to the client, who sees the card from here on'),
} satisfies Record<keyof typeof applicationEvents, EventData>
