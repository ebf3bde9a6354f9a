import type { ServiceTerms, Terms } from '../../db/tables.ts'
import type { Proposal } from '../../realtime/apply.ts'
import { percentText } from './amounts.ts'
import { dayWords, moneyWords } from './words.ts'

/** How proposals read, for the templates that paint them and the cards of a thread. Pure. */

const counted = (days: number) => `${days} day${days === 1 ? '' : 's'}`

const feeWords = (fee: ServiceTerms['fee']) =>
  'basisPoints' in fee
    ? `${percentText(fee.basisPoints)} % of the first yearly salary`
    : `${moneyWords(fee)}, fixed`

/** Each field of any terms: its name, and how its value reads. */
const fields: Record<string, { label: string; words(value: never): string }> = {
  fee: { label: 'Fee', words: feeWords },
  currency: { label: 'Currency', words: (currency: string) => currency },
  paymentDays: { label: 'Payment', words: (days: number) => `within ${counted(days)} of the invoice` },
  invoiceDelayDays: {
    label: 'Invoice',
    words: (days: number) => (days ? `${counted(days)} after joining` : 'on the day of joining'),
  },
  guaranteeDays: {
    label: 'Guarantee',
    words: (days: number) => (days ? `${counted(days)} from joining on` : 'none'),
  },
  rebate: {
    label: 'Rebate',
    words: (rebate: ServiceTerms['rebate']) =>
      rebate === 'full' ? 'the whole fee' : 'by the days that are left',
  },
  salary: {
    label: 'Salary',
    words: (salary: { amount: number; currency: string }) => `${moneyWords(salary)} a year`,
  },
  startsOn: { label: 'Start', words: dayWords },
  note: { label: 'Note', words: (note: string | null) => note ?? 'none' },
}

const wordsOf = (field: string, value: unknown) => fields[field]?.words(value as never) ?? ''

/** One field of the terms; `was` is what it said a round ago, if that was something else. */
export interface TermLine {
  field: string
  label: string
  value: string
  was: string | null
}

/** Terms, field by field. */
export const termLines = (terms: Terms, changes: Proposal['changes'] = []): TermLine[] =>
  Object.entries(terms)
    .filter(
      ([field, value]) => fields[field] && (value !== null || changes.some(each => each.field === field)),
    )
    .map(([field, value]) => {
      const change = changes.find(each => each.field === field)
      return {
        field,
        label: fields[field]!.label,
        value: wordsOf(field, value),
        was: change ? wordsOf(field, change.from) : null,
      }
    })

const sides = { staff: 'the recruiters', client: 'the client', candidate: 'the candidate' }
const labels: Record<Proposal['status'], string> = {
  open: 'On the table',
  countered: 'Countered',
  accepted: 'Accepted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
}

/** “Round 2, by the client” */
export const roundWords = ({ round, side }: Pick<Proposal, 'round' | 'side'>) =>
  `Round ${round}, by ${sides[side]}`

/** Where it stands, in a word and its tone. */
export const statusTag = ({ status, review }: Pick<Proposal, 'status' | 'review'>) => {
  if (review === 'pending') return { label: 'Accepted, in review', tone: 'warn' }
  if (review === 'returned') return { label: 'Not approved', tone: '' }
  const tone = status === 'open' ? 'turn' : status === 'accepted' ? 'good' : ''
  return { label: labels[status], tone }
}

const because = (reason: string | null | undefined) => (reason ? `: “${reason}”` : '.')

const acceptedWords = (proposal: Proposal) => {
  const by = `Accepted by ${proposal.decidedBy ?? 'the other side'}.`
  if (proposal.boundVersion) return `${by} These are version ${proposal.boundVersion} of the terms.`
  if (proposal.review === 'pending')
    return `${by} They bind once a manager of the recruiting firm has approved them.`
  if (proposal.review !== 'returned') return by
  const why = proposal.reviewedBy
    ? `Returned by ${proposal.reviewedBy}${because(proposal.reviewReason)}`
    : null
  return `${by} ${why ?? 'The recruiting firm has not approved them.'} Nothing binds; propose again.`
}

/** What became of it, in a sentence; null while it is open. */
export const outcomeWords = (proposal: Proposal): string | null => {
  const { status, decidedBy, reason } = proposal
  switch (status) {
    case 'open':
      return null
    case 'accepted':
      return acceptedWords(proposal)
    case 'declined':
      return `Declined by ${decidedBy}${because(reason)}`
    case 'countered':
      return `Answered by ${decidedBy} with the next round.`
    case 'withdrawn':
      return decidedBy ? `Taken back by ${decidedBy}.` : 'Withdrawn: the application has ended.'
    case 'expired':
      return 'Nobody answered in time.'
  }
}

/** Whoever looks at it: on which side, and what they may do there. Each command decides that again. */
export interface ProposalReader {
  side: Proposal['side']
  /** They speak in the thread. */
  speaks: boolean
  /** They approve terms that a recruiter agreed on. */
  reviews: boolean
}

interface Act {
  act: string
  label: string
  tone: '' | 'primary'
}

const answers: Act[] = [
  { act: 'accept', label: 'Accept', tone: 'primary' },
  { act: 'counter', label: 'Counter…', tone: '' },
  { act: 'decline', label: 'Decline…', tone: '' },
]
const reviews: Act[] = [
  { act: 'approve', label: 'Approve', tone: 'primary' },
  { act: 'return', label: 'Return…', tone: '' },
]

/** What this reader may do with it now. */
export const actsOn = ({ status, review, side }: Proposal, reader: ProposalReader): Act[] => {
  if (!reader.speaks) return []
  if (review === 'pending') return reader.reviews ? reviews : []
  if (status !== 'open') return []
  return side === reader.side ? [{ act: 'withdraw', label: 'Take it back…', tone: '' }] : answers
}

/** At the instant at which it expires it has, whenever that is written down. */
export const asOf = (proposal: Proposal, now: Date): Proposal =>
  proposal.status === 'open' && proposal.expiresAt && new Date(proposal.expiresAt) <= now
    ? { ...proposal, status: 'expired' }
    : proposal

/** A proposal as a template paints it. */
export const proposalView = (given: Proposal, reader: ProposalReader, now: Date) => {
  const proposal = asOf(given, now)
  return {
    id: proposal.id,
    kind: proposal.kind,
    title: roundWords(proposal),
    by: proposal.by.name,
    at: proposal.at,
    expiresAt: proposal.status === 'open' ? proposal.expiresAt : null,
    status: statusTag(proposal),
    lines: termLines(proposal.terms, proposal.changes),
    terms: JSON.stringify(proposal.terms),
    outcome: outcomeWords(proposal),
    acts: actsOn(proposal, reader),
  }
}

/** Whether the next proposal may be made: nothing lies open, nothing waits for the manager. */
export const isTableFree = (latest: Proposal | undefined, now: Date) =>
  !latest || (asOf(latest, now).status !== 'open' && latest.review !== 'pending')
