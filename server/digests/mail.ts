import type { MailData } from '../../templates/mail/catalog.ts'
import { lastingWords, slotWords } from '../../templates/web/words.ts'
import { env } from '../env.ts'
import { presentOwed } from '../owed/presenter.ts'
import type { OwedFacts, OwedRow } from '../owed/queries.ts'
import type { Recipient } from './claim.ts'
import type { NewsLine } from './queries.ts'

const there = (path: string) => `${env().PUBLIC_URL}${path}`
/** How many there are besides those that are told. */
const more = (lines: { of: number }[]) => (lines[0]?.of ?? 0) - lines.length

/** For how long it has waited. */
const waited = (since: Date, now: Date) => {
  const words = lastingWords(since, now)
  return words === 'now' ? 'since just now' : `for ${words}`
}

const waitingLine = (
  row: OwedRow,
  { zone, id, name, role, companyId }: Recipient,
  facts: OwedFacts,
  now: Date,
) => {
  const actor = { id, name, role, companyId, sessionId: null }
  const { title, url, job } = presentOwed(row, { actor, zone }, facts)
  return {
    words: title,
    url: there(url),
    detail: `${job && !title.includes(job.title) ? `${job.title}, ` : ''}${waited(row.since, now)}`,
  }
}

/** What a digest says: what waits first, then what is new by posting, the newest first. */
export const digestMail = (
  recipient: Recipient,
  {
    news,
    waiting,
    facts,
    now,
  }: { news: NewsLine[]; waiting: (OwedRow & { of: number })[]; facts: OwedFacts; now: Date },
): MailData<'digest'> => ({
  name: recipient.name,
  weekly: recipient.weekly,
  waiting: waiting.map(row => waitingLine(row, recipient, facts, now)),
  moreWaiting: more(waiting),
  postings: [...Map.groupBy(news, ({ job_id }) => job_id).values()].map(lines => ({
    title: lines[0]!.job_title ?? 'Everything else',
    lines: lines.map(({ title, url, at }) => ({
      words: title,
      url: there(url),
      detail: slotWords(at, now, recipient.zone),
    })),
  })),
  moreNews: more(news),
  unread: news[0]?.of ?? 0,
  url: there('/notifications'),
})
