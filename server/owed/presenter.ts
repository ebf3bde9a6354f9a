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

/** The day that a line is about: a date as it was agreed, and of an instant the reader's. */
const dayOf = (row: OwedRow, { zone }: Reader, { dates }: OwedFacts) => {
  const agreed = dates.get(row.subject_id)
  return agreed ? dayWords(new Date(`${agreed.date}T12:00:00Z`), 'UTC') : dayWords(row.anchor, zone)
}

/** Something that is owed, as somebody reads of it who may see it: the candidate as they know them. */
export const presentOwed = (row: OwedRow, reader: Reader, facts: OwedFacts) => {
  const { subject, words, page } = ruleOf(row.rule)
  const job = row.job_id === null ? undefined : facts.jobs.get(row.job_id)
  const card = row.application_id === null ? undefined : facts.cards.get(row.application_id)
  const invoice = facts.invoices.get(row.subject_id)
  const shown = card && presentApplication[cutOf(audienceOf(reader.actor))](card)
  const candidate = shown && 'candidate' in shown ? shown.candidate.name : undefined
  const said: Facts = {
    who: candidate ?? 'the candidate',
    job: job?.title ?? '',
    invoice: (invoice && invoiceNumber(invoice)) ?? '',
    day: dayOf(row, reader, facts),
    isIncomplete: facts.incomplete.has(row.subject_id),
  }
  return {
    rule: row.rule,
    title: words(said),
    subject: { kind: subject, id: row.subject_id },
    ...(job && { job: { id: job.id, title: job.title } }),
    ...(card && { application: { id: card.id, ...(candidate !== undefined && { candidate }) } }),
    since: row.since.toISOString(),
    url: page(row),
  }
}
