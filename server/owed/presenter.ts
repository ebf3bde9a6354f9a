import type { Actor } from '../actor.ts'
import { audienceOf, cutOf } from '../applications/policy.ts'
import { presentApplication } from '../applications/presenter.ts'
import { invoiceNumber } from '../invoices/presenter.ts'
import { dayWords } from '../time.ts'
import type { OwedFacts, OwedRow } from './queries.ts'
import { ruleOf, type Facts } from './rules.ts'

/** Who reads it, by whose clocks. */
interface Reader {
  actor: Actor
  zone: string
}

/** The day that a line is about: a date as it was agreed or stands on an invoice, and of an instant the reader's. */
const dayOf = (row: OwedRow, { zone }: Reader, { dates, invoices }: OwedFacts) => {
  const agreed = dates.get(row.subject_id) ?? invoices.get(row.subject_id)
  return agreed ? dayWords(new Date(`${agreed.date}T12:00:00Z`), 'UTC') : dayWords(row.anchor, zone)
}

/** What there is of it for this reader: the job, the application, and the candidate as they know them. */
const partsOf = (row: OwedRow, reader: Reader, facts: OwedFacts) => {
  const card = row.application_id === null ? undefined : facts.cards.get(row.application_id)
  const shown = card && presentApplication[cutOf(audienceOf(reader.actor))](card)
  return {
    job: row.job_id === null ? undefined : facts.jobs.get(row.job_id),
    card,
    candidate: shown && 'candidate' in shown ? shown.candidate.name : undefined,
  }
}

const saidOf = (row: OwedRow, reader: Reader, facts: OwedFacts): Facts => {
  const { job, candidate } = partsOf(row, reader, facts)
  const invoice = facts.invoices.get(row.subject_id)
  return {
    who: candidate ?? facts.submissions.get(row.subject_id)?.name ?? 'the candidate',
    job: job?.title ?? '',
    invoice: (invoice && invoiceNumber(invoice)) ?? '',
    day: dayOf(row, reader, facts),
    isIncomplete: facts.incomplete.has(row.subject_id),
  }
}

/** Something that is owed, as somebody reads of it who may see it: the candidate as they know them. */
export const presentOwed = (row: OwedRow, reader: Reader, facts: OwedFacts) => {
  const { subject, words, page } = ruleOf(row.rule)
  const { job, card, candidate } = partsOf(row, reader, facts)
  return {
    rule: row.rule,
    title: words(saidOf(row, reader, facts)),
    subject: { kind: subject, id: row.subject_id },
    ...(job && { job: { id: job.id, title: job.title } }),
    ...(card && { application: { id: card.id, ...(candidate !== undefined && { candidate }) } }),
    since: row.since.toISOString(),
    url: page(row),
  }
}

/** The same for somebody it is escalated to. */
export const presentLate = (row: OwedRow, reader: Reader, facts: OwedFacts) => {
  const { late, words, page } = ruleOf(row.rule)
  return {
    ...presentOwed(row, reader, facts),
    title: (late?.words ?? words)(saidOf(row, reader, facts)),
    url: (late?.page ?? page)(row),
  }
}
