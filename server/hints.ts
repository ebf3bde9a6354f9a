import { EventEmitter } from 'node:events'

/** Who writes just now, where, and the streams of those who may know. */
export interface Typing {
  streams: string[]
  threadId: string
  applicationId: string | null
  person: { id: string; name: string }
}

interface Hints {
  /** These streams have new events, or other readers. Only a wake-up: what is true stands in the log. */
  appended: [streams: string[]]
  /** A session ended or a person changed. */
  identity: []
  /** Somebody came, left or looks at another card in this stream. */
  presence: [stream: string]
  /** Somebody writes in a thread, whose people stand in these streams. */
  typing: [typing: Typing]
}
export type HintName = keyof Hints

/**
 * Fired after commit, on this node; `realtime/relay.ts` carries them to the other processes. Losing one costs a second,
 * never an event.
 */
export const hints = new EventEmitter<Hints>()
