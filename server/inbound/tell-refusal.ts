import { sql } from 'kysely'
import { env } from '../env.ts'
import { enqueueMail } from '../mail/deliver.ts'
import type { Write } from '../transaction.ts'
import type { InboundMail, Outcome } from './schema.ts'
import { refusalWords } from './words.ts'

/** So many refusals in an hour are told to one person: two machines that answer each other soon come to an end. */
const mostAnHour = 3

const refusedLately = async ({ sql: db, now }: Write, userId: string) => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from inbound_mail
    where user_id = ${userId} and at > ${now}::timestamptz - interval '1 hour'
      and outcome not in ('taken', 'automatic')`.execute(db)
  return rows[0]!.count
}

/**
 * Shared step: tells somebody of ours, at the address that we know, why their mail was not taken; never the address that
 * it came from. This refusal is on record already.
 */
export const tellRefusal = async (
  write: Write,
  { MessageID, Subject, FromFull }: InboundMail,
  { actor, email }: { actor: { id: string }; email: string },
  outcome: Outcome,
) => {
  const sentence = refusalWords[outcome]
  if (!sentence || (await refusedLately(write, actor.id)) > mostAnHour) return
  await enqueueMail(write, {
    key: `inbound-refused:${MessageID}`,
    to: email,
    template: 'news',
    headers: { 'Auto-Submitted': 'auto-replied' },
    data: {
      title: 'Your answer by mail was not taken',
      sentence,
      facts: [
        { label: 'Mail', value: Subject.trim() || 'without a subject' },
        ...(outcome === 'other_sender' ? [{ label: 'It came from', value: FromFull.Email }] : []),
      ],
      label: 'Open Hirewire',
      url: env().PUBLIC_URL,
      because: 'a mail came to an address that we gave to you',
    },
  })
}
