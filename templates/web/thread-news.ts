import type { Message } from '../../realtime/apply.ts'
import type { ThreadStore } from './thread-store.ts'

/** What of a thread its reader has not seen, and the line above the first of it. */
export const makeNews = (store: ThreadStore, me: { id: string }, readUpTo: () => number) => {
  let after: number | null = null
  const isNew = (message: Message) => message.by.id !== me.id && !message.deleted
  const count = () => store.list().filter(message => message.number > readUpTo() && isNew(message)).length

  return {
    isNew,
    /** Behind which message the line stands, if there is one. */
    after: () => after,
    /** The line stays where it came, also when all has been read, until one says something oneself. */
    mark: () => {
      if (after === null && count()) after = readUpTo()
    },
    unmark: () => (after = null),
    /** `30+` if there may be more than this page has; nothing if there is none. */
    words: () => {
      const isAll = (store.first()?.number ?? 1) <= readUpTo() + 1
      return count() ? `${count()}${isAll ? '' : '+'}` : ''
    },
  }
}
