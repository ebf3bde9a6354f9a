import type { EventName } from '../events.ts'
import { hourOfPanel, interview } from './interview-subject.ts'
import { tell, tellElse, type Kind } from './kind.ts'
import { invoice } from './invoice-subject.ts'
import { bothCompanies, placement } from './placement-subject.ts'
import { proposal } from './proposal-subject.ts'
import { submission } from './submission-subject.ts'
import { card, job } from './subjects.ts'
import { thread } from './thread-subject.ts'
import {
  agencyProgress,
  both,
  calledOff,
  messages,
  newTime,
  on,
  was,
  what,
  youInterview,
  yourProgress,
} from './words.ts'

/** Whoever looks at it sees it there; nobody is called for it. */
const silent = 'silent'

/**
 * Every event of the product: who hears of it, in which words, or that nobody does. What may be seen is the policies' to
 * say, and asked for each person when they are told; here stands whom it concerns.
 */
export const kinds = {
  'application.applied': tell(card, {
    recruiters: ({ card }) => `${card.candidate} applied`,
    hiringManagers: ({ card }) => `${card.candidate} applied`,
  }),
  'application.moved': tell(card, {
    candidate: yourProgress,
    recruiters: ({ card }) => `${card.candidate} moved to ${card.stage}`,
    hiringManagers: ({ card }) => `${card.candidate} moved to ${card.stage}`,
    agency: agencyProgress,
  }),
  'application.rejected': tell(card, {
    candidate: yourProgress,
    recruiters: ({ card }) => `${card.candidate} was rejected`,
    hiringManagers: ({ card }) => `${card.candidate} was rejected`,
    agency: agencyProgress,
  }),
  'application.withdrawn': tell(card, {
    recruiters: ({ card }) => `${card.candidate} withdrew`,
    hiringManagers: ({ card }) => `${card.candidate} withdrew`,
    agency: agencyProgress,
  }),
  'application.reopened': tell(card, {
    recruiters: ({ card }) => `${card.candidate} took the application up again`,
    hiringManagers: ({ card }) => `${card.candidate} took the application up again`,
    agency: agencyProgress,
  }),
  'application.ranked': silent,
  'shortlist.proposed': tell(card, {
    hiringManagers: ({ card, job }) => ({
      title: `${card.candidate} is proposed to you`,
      url: `/jobs/${job.id}/shortlist`,
    }),
  }),
  'shortlist.withdrawn': silent,
  'application.introduced': silent,

  'submission.proposed': tell(submission, {
    proposed: ({ job }) => `You are put forward for ${job.title}: accept or decline`,
    recruiters: ({ candidate, agency }) => agency && `${agency} puts ${candidate} forward`,
  }),
  'submission.accepted': tell(submission, {
    proposer: ({ candidate }) => `${candidate} agreed to be put forward`,
    proposingAgency: ({ candidate }) => `${candidate} agreed to be put forward`,
    recruiters: ({ candidate }) => `${candidate} agreed to be put forward`,
  }),
  'submission.declined': tell(submission, {
    proposer: ({ candidate }) => `${candidate} does not want to be put forward`,
    proposingAgency: ({ candidate }) => `${candidate} does not want to be put forward`,
    recruiters: ({ candidate }) => `${candidate} does not want to be put forward`,
  }),
  'submission.withdrawn': tell(submission, {
    proposed: ({ job }) => `You are not put forward for ${job.title} any more`,
    recruiters: ({ candidate, agency }) => agency && `${agency} does not put ${candidate} forward any more`,
  }),
  'submission.expired': tell(submission, {
    proposer: ({ candidate }) => `${candidate} did not answer in time`,
    proposingAgency: ({ candidate }) => `${candidate} did not answer in time`,
    recruiters: ({ candidate }) => `${candidate} did not answer in time`,
  }),

  'feedback.given': tell(interview, {
    recruiters: ({ who, card }) => `${who ?? 'Somebody'} gave feedback on ${card.candidate}`,
    fellows: ({ who, card }) => `${who ?? 'Somebody'} gave feedback on ${card.candidate}`,
  }),
  'feedback.changed': silent,

  'thread.replied': tell(thread, { mentioned: messages, members: messages }),
  'message.edited': silent,
  'message.deleted': silent,
  /** Whoever reads a thread has read what they were told of it: the `notify` job marks it. */
  'thread.read': silent,

  'job.submitted': tell(job, { managers: ({ job }) => `${job.title} waits for your approval` }),
  'job.approved': tell(job, {
    author: ({ job }) => `${job.title} is approved and open`,
    recruiters: ({ job }) => `${job.title} is approved and open`,
    hiringManagers: ({ job }) => `${job.title} is approved and open`,
  }),
  'job.returned': tell(job, {
    author: ({ job, reason }) => ({
      title: `${job.title} was returned to you`,
      ...(reason && { body: reason }),
    }),
  }),
  'job.assigned': tell(job, {
    newRecruiters: ({ job }) => `You are assigned to ${job.title}`,
    newHiringManagers: ({ job }) => `You decide on the candidates for ${job.title}`,
    newAgencies: ({ job }) => `Your agency is invited to ${job.title}`,
  }),
  'job.created': silent,
  'job.edited': silent,
  'job.paused': silent,
  'job.reopened': silent,
  'job.filled': silent,
  'job.closed': silent,
  'job.deleted': silent,

  'interview.proposed': tell(interview, {
    candidate: ({ job }) => `Choose a time for your interview for ${job.title}`,
    panel: ({ card }) => `You are to interview ${card.candidate}: times are proposed`,
  }),
  'interview.scheduled': tell(interview, {
    candidate: ({ when }) => `Your interview is${on(when)}`,
    panel: youInterview,
    recruiters: ({ card, when }) => `Interview with ${card.candidate}${on(when)}`,
    hiringManagers: ({ card, when }) => `Interview with ${card.candidate}${on(when)}`,
  }),
  'interview.rescheduled': tellElse(
    tell(interview, {
      candidate: ({ when }) =>
        when ? `Your interview is now${on(when)}` : 'Your interview gets a new time: choose one',
      panel: newTime,
      recruiters: newTime,
      hiringManagers: newTime,
    }),
    tell(hourOfPanel, { offThePanel: calledOff }),
  ),
  'interview.edited': tellElse(
    tell(interview, { newOnPanel: youInterview }),
    tell(hourOfPanel, { offThePanel: calledOff }),
  ),
  'interview.cancelled': tellElse(
    tell(interview, {
      candidate: ({ when }) => `Your interview${on(when)} is cancelled`,
      recruiters: ({ card, when }) => `The interview with ${card.candidate}${on(when)} is cancelled`,
      hiringManagers: ({ card, when }) => `The interview with ${card.candidate}${on(when)} is cancelled`,
    }),
    tell(hourOfPanel, { panel: calledOff }),
  ),
  'interview.completed': tell(interview, {
    panel: ({ card }) => `How was the interview with ${card.candidate}? Give your feedback`,
  }),
  'interview.missed': tell(interview, {
    recruiters: ({ card }) => `${card.candidate} did not come to the interview`,
    hiringManagers: ({ card }) => `${card.candidate} did not come to the interview`,
  }),
  'interview.answered': tell(interview, {
    recruiters: ({ who, answer, card }) =>
      answer === 'declined'
        ? `${who ?? 'Somebody'} cannot come to the interview with ${card.candidate}`
        : `${who ?? 'Somebody'} comes to the interview with ${card.candidate}`,
  }),
  'proposal.made': tell(
    proposal,
    both(
      ({ kind, round, candidate, job }) =>
        kind === 'service_terms'
          ? `${round === 1 ? 'Terms' : 'New terms'} for ${job.title} are proposed`
          : `${round === 1 ? 'An offer' : 'A new offer'} to ${candidate} is on the table`,
      ({ job, round }) =>
        round === 1 ? `You have an offer for ${job.title}` : `There is a new offer for ${job.title}`,
    ),
  ),
  /** The one that takes its place is told. */
  'proposal.countered': silent,
  'proposal.accepted': tell(proposal, {
    managers: facts => (facts.review === 'pending' ? `${what(facts)} wait for your approval` : null),
    ...both(
      facts => `${what(facts)} ${was(facts)} accepted`,
      ({ job }) => `Your counter-offer for ${job.title} was accepted`,
    ),
  }),
  'proposal.declined': tell(
    proposal,
    both(
      facts => `${what(facts)} ${was(facts)} declined`,
      ({ job }) => `Your counter-offer for ${job.title} was declined`,
    ),
  ),
  'proposal.withdrawn': tell(
    proposal,
    both(
      facts => `${what(facts)} ${was(facts)} taken back`,
      ({ job }) => `The offer for ${job.title} was taken back`,
    ),
  ),
  'proposal.expired': tell(
    proposal,
    both(
      facts => `${what(facts)} ${was(facts)} not answered in time`,
      ({ job }) => `The offer for ${job.title} was not answered in time`,
    ),
  ),
  'proposal.approved': tell(proposal, {
    recruiters: facts => `${what(facts)} are approved and bind from now on`,
    hiringManagers: facts => `${what(facts)} are approved and bind from now on`,
  }),
  'proposal.returned': tell(proposal, {
    recruiters: facts => `${what(facts)} were not approved`,
    hiringManagers: facts => `${what(facts)} were not approved`,
  }),
  'placement.made': tell(card, { managers: ({ card }) => `${card.candidate} is hired` }),
  'placement.joined': tell(
    placement,
    bothCompanies(({ card, joinedOn }) => joinedOn && `${card.candidate} joined on ${joinedOn}`),
  ),
  'placement.postponed': tell(
    placement,
    bothCompanies(({ card, startsOn }) => startsOn && `${card.candidate} starts later: on ${startsOn}`),
  ),
  'placement.fell_through': tell(
    placement,
    bothCompanies(({ card }) => `${card.candidate} did not start`),
  ),
  'placement.left': tell(
    placement,
    bothCompanies(({ card, leftOn }) => leftOn && `${card.candidate} left: the last day is ${leftOn}`),
  ),
  'placement.edited': silent,

  'invoice.scheduled': silent,
  'invoice.rescheduled': silent,
  'invoice.cancelled': silent,
  'invoice.issued': tell(invoice, {
    billingContacts: ({ invoice }) => `Invoice ${invoice.number} over ${invoice.amount}`,
    managers: ({ invoice }) => `Invoice ${invoice.number} to ${invoice.company} is issued`,
  }),
  'invoice.payment_recorded': tell(invoice, {
    billingContacts: ({ invoice, payment }) =>
      payment && `Your payment of ${payment.amount} on ${invoice.number} has arrived`,
    managers: ({ invoice, payment }) =>
      payment && `${payment.amount} were paid on ${invoice.number} by ${invoice.company}`,
  }),
  'invoice.payment_reversed': tell(invoice, {
    billingContacts: ({ invoice, payment }) =>
      payment && `A payment of ${payment.amount} on ${invoice.number} does not count any more`,
    managers: ({ invoice, payment }) =>
      payment && `A payment of ${payment.amount} on ${invoice.number} was reversed`,
  }),
  'invoice.disputed': tell(invoice, {
    managers: ({ invoice }) => ({
      title: `${invoice.company} disputes ${invoice.number}`,
      ...(invoice.reason && { body: invoice.reason }),
    }),
  }),
  'invoice.resolved': tell(invoice, {
    billingContacts: ({ invoice }) => `${invoice.number} is not disputed any more`,
    managers: ({ invoice }) => `The dispute with ${invoice.company} about ${invoice.number} is over`,
  }),
  'invoice.credited': tell(invoice, {
    billingContacts: ({ invoice, creditNote }) =>
      creditNote && `Credit note ${creditNote.number} over ${creditNote.amount} on ${invoice.number}`,
    managers: ({ invoice, creditNote }) =>
      creditNote && `Credit note ${creditNote.number} to ${invoice.company} on ${invoice.number}`,
  }),

  'user.updated': silent,
  'user.assigned': silent,
  'company.renamed': silent,
  'notification.created': silent,
  'notification.changed': silent,
} satisfies Record<EventName, Kind | typeof silent>

/** The events that anybody is told of. */
export const toldOf = (Object.keys(kinds) as (keyof typeof kinds)[]).filter(name => kinds[name] !== silent)

/** What the lines of a feed can be of: beside what happened, what is to be done. */
export const feedKinds = [...toldOf, 'reminder.due', 'tip.due'] as const

/** What is told of an event; undefined if nothing is. */
export const kindOf = (event: string): Kind | undefined => {
  const kind = (kinds as Record<string, Kind | typeof silent>)[event]
  return kind === silent ? undefined : kind
}
