import { conflict } from '../errors.ts'
import { isOpen, type ThreadSubject } from './policy.ts'
import type { MessageRow } from './queries.ts'
import { opensLater } from './say.ts'

/** Throws 409 for a message that nobody may change: it proposes something, is deleted, or its thread is not open. */
export const checkChangeable = (message: MessageRow, subject: ThreadSubject) => {
  if (!isOpen(subject)) throw opensLater()
  if (message.proposal)
    throw conflict('A message that proposes something stays as it is: withdraw the proposal.')
  if (message.deleted_at) throw conflict('The message was deleted.')
}
