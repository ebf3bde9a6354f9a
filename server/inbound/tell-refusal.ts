import { env } from '../env.ts'
import { enqueueMail } from '../mail/deliver.ts'
import type { Write } from '../transaction.ts'
import { cleaned } from './mail-text.ts'
import { isToldEnough } from './pace.ts'
import type { InboundMail, Outcome } from './schema.ts'
import { refusalWords } from './words.ts'

/** What a stranger may have written, as one short line. */
const shown = (text: string) => cleaned(text.slice(0, 200)).replaceAll(/\s+/g, ' ').trim().slice(0, 100)

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
  if (!sentence || (await isToldEnough(write.sql, actor.id, write.now))) return
  await enqueueMail(write, {
    key: `inbound-refused:${MessageID}`,
    to: email,
    template: 'news',
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
    data: {
      title: 'Your answer by mail was not taken',
      sentence,
      facts: [
        { label: 'Mail', value: shown(Subject) || 'without a subject' },
        ...(outcome === 'other_sender'
          ? [{ label: 'It came from', value: shown(FromFull.Email) || 'nobody' }]
          : []),
      ],
      label: 'Open Hirewire',
      url: env().PUBLIC_URL,
      because: 'a mail came to an address that we gave to you',
    },
  })
}
