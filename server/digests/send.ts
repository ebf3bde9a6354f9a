import { sql } from 'kysely'
import { enqueueMails, type OutgoingMail } from '../mail/deliver.ts'
import { owedFacts } from '../owed/queries.ts'
import { transaction, type Write } from '../transaction.ts'
import { claimDue, graceMs, type Recipient } from './claim.ts'
import { digestMail } from './mail.ts'
import { newsOf, remindedOf, waitingOf, type NewsLine } from './queries.ts'

/** What waits is asked of everybody, once for each batch. */
const batchSize = 1_000

interface Digest {
  recipient: Recipient
  news: NewsLine[]
  isReminded: boolean
}

/** What is unread to each of them. */
const unreadTo = async ({ sql: db }: Write, now: Date, recipients: Recipient[]): Promise<Digest[]> => {
  const asked = {
    userIds: recipients.map(({ id }) => id),
    since: recipients.map(({ since }) => since),
    until: new Date(now.getTime() - graceMs),
  }
  const [newsTo, reminded] = await Promise.all([newsOf(db, asked), remindedOf(db, asked)])
  return recipients.map(recipient => ({
    recipient,
    news: newsTo.get(recipient.id) ?? [],
    isReminded: reminded.has(recipient.id),
  }))
}

/** Puts on record whose digest of which hour this was. Returns those for whom there was none of that hour yet. */
const putOnRecord = async ({ sql: db }: Write, now: Date, digests: Digest[]) => {
  const { rows } = await sql<{ user_id: string }>`
    insert into digest (user_id, occurrence, lines, at)
    select *, ${now}::timestamptz from unnest(
      ${digests.map(({ recipient }) => recipient.id)}::uuid[],
      ${digests.map(({ recipient }) => recipient.occurrence)}::timestamptz[],
      ${digests.map(({ news }) => news[0]?.of ?? 0)}::int[]
    )
    on conflict do nothing returning user_id`.execute(db)
  return new Set(rows.map(row => row.user_id))
}

/** The mails of these digests, with what waits for each reader; none that would say nothing. */
const mailsOf = async ({ sql: db }: Write, now: Date, digests: Digest[]): Promise<OutgoingMail[]> => {
  if (!digests.length) return []
  const waitingFor = await waitingOf(db, { now, userIds: digests.map(({ recipient }) => recipient.id) })
  const facts = await owedFacts(db, [...waitingFor.values()].flat())
  return digests.flatMap(({ recipient, news }): OutgoingMail[] => {
    const waiting = waitingFor.get(recipient.id) ?? []
    if (!news.length && !waiting.length) return []
    const { id, email: to, occurrence } = recipient
    const data = digestMail(recipient, { news, waiting, facts, now })
    return [
      {
        key: `digest:${id}:${occurrence.toISOString()}`,
        to,
        template: 'digest',
        data,
        about: { userId: id, category: 'digest' },
      },
    ]
  })
}

/** One batch in one transaction: who claims a digest has also put its mail in the queue, or neither. */
const sendBatch = (now: Date) =>
  transaction(null, async write => {
    const { claimed, recipients } = await claimDue(write, now, batchSize)
    if (!recipients.length) return { claimed, sent: 0 }
    const digests = await unreadTo(write, now, recipients)
    const fresh = await putOnRecord(write, now, digests)
    const told = digests.filter(
      ({ recipient, news, isReminded }) => fresh.has(recipient.id) && (news.length > 0 || isReminded),
    )
    const mails = await mailsOf(write, now, told)
    await enqueueMails(write, mails)
    return { claimed, sent: mails.length }
  })

/**
 * The `send-digests` job: a mail to each whose hour has come, of what is unread since their last one, by posting, behind
 * what waits for them; none where nothing is unread. Each hour of each person once, by however many workers; after downtime
 * one, and not those that were missed. Returns how many went into the queue.
 */
export const sendDigests = async (now: Date) => {
  let total = 0
  for (;;) {
    const { claimed, sent } = await sendBatch(now)
    total += sent
    if (claimed < batchSize) return { sent: total }
  }
}
