import type { Category } from '../../db/tables.ts'
import type { OutgoingMail } from '../mail/deliver.ts'
import type { Mailing } from './mails.ts'

/** News of a category as it goes out: its reader may leave it. */
export const outgoing = (
  category: Category,
  { userId, urgency: _urgency, ...mail }: Mailing,
): OutgoingMail => ({ ...mail, about: { userId, category } })
