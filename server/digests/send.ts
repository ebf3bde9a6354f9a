import { sql } from 'kysely'
import { enqueueMails } from '../mail/deliver.ts'
import { owedFacts } from '../owed/queries.ts'
import { transaction, type Write } from '../transaction.ts'
import { claimDue, graceMs, type Recipient } from './claim.ts'
import { digestMail } from './mail.ts'
import { newsOf, waitingOf } from './queries.ts'

const batchSize = 500

/** Puts on record whose digest of which hour this was. Returns those for whom there was none of that hour yet. */
const putOnRecord = async (
  { sql: db }: Write,
  now: Date,
  digests: { recipient: Recipient; lines: number }[],
) => {
  const { rows } = await sql<{ user_id: string }>`
    insert into digest (user_id, occurrence, lines, at)
    select *, ${now}::timestamptz from unnest(
      ${digests.map(({ recipient }) => recipient.id)}::uuid[],
      ${digests.map(({ recipient }) => recipient.occurrence)}::timestamptz[], ${digests.map(({ lines }) => lines)}::int[])
    on conflict do nothing returning user_id`.execute(db)
  return new Set(rows.map(row => row.user_id))
}

/** One batch in one transaction: who claims a digest has also put its mail in the queue, or neither. */
const sendBatch = (now: Date) =>
  transaction(null, async write => {
    const { claimed, recipients } = await claimDue(write, now, batchSize)
    const news = await newsOf(write.sql, {
      until: new Date(now.getTime() - graceMs),
      userIds: recipients.map(({ id }) => id),
      since: recipients.map(({ since }) => since),
    })
    const fresh = await putOnRecord(
      write,
      now,
      recipients.map(recipient => ({ recipient, lines: news.get(recipient.id)?.[0]?.of ?? 0 })),
    )
    const told = recipients.filter(({ id }) => fresh.has(id) && news.has(id))
    const waiting = await waitingOf(write.sql, { now, userIds: told.map(({ id }) => id) })
    const facts = await owedFacts(write.sql, [...waiting.values()].flat())
    await enqueueMails(
      write,
      told.map(recipient => ({
        key: `digest:${recipient.id}:${recipient.occurrence.toISOString()}`,
        to: recipient.email,
        template: 'digest' as const,
        data: digestMail(recipient, {
          news: news.get(recipient.id)!,
          waiting: waiting.get(recipient.id) ?? [],
          facts,
          now,
        }),
      })),
    )
    return { claimed, sent: told.length }
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
