import type { OutgoingMail } from '../mail/deliver.ts'
import { categoryOf } from '../preferences/categories.ts'
import type { Mailing } from './mails.ts'

/** A mail about an event as it goes out: its reader may leave news of its kind. */
export const outgoing = (
  { event }: { event: string },
  { userId, urgency: _urgency, ...mail }: Mailing,
): OutgoingMail => ({ ...mail, about: { userId, category: categoryOf(event) } })
