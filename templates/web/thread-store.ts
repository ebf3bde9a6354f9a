import type { Message, Thread } from '../../realtime/apply.ts'
import type { Envelope } from '../../server/log.ts'

/** The messages of a thread that this page has: the last ones, as its room tells them, and those before it asked for. */
export const makeThreadStore = (kind: Thread['kind']) => {
  const byNumber = new Map<number, Message>()
  let thread: Thread | undefined

  /** What changed outside of the room's window, which is all that the room's state has. */
  const changedBy = (envelope: Envelope) =>
    (envelope.data as { thread?: { id: string; message?: Message } }).thread?.message

  const list = () => [...byNumber.values()].toSorted((a, b) => a.number - b.number)

  return {
    list,
    thread: () => thread,
    first: () => list()[0],
    last: () => list().at(-1),
    put: (message: Message) => void byNumber.set(message.number, message),
    /** The room as it is after this event; null: as it is, whatever happened before. */
    take: (threads: Thread[], envelope: Envelope | null) => {
      // Older ones may have changed meanwhile: they are asked for again.
      if (!envelope) byNumber.clear()
      thread = threads.find(each => each.kind === kind)
      for (const message of thread?.messages ?? []) byNumber.set(message.number, message)
      const message = envelope && changedBy(envelope)
      if (message && message.threadId === thread?.id && byNumber.has(message.number))
        byNumber.set(message.number, message)
    },
  }
}

export type ThreadStore = ReturnType<typeof makeThreadStore>
