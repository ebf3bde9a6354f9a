import { EventEmitter } from 'node:events'

interface Hints {
  /** These streams have new events, or other readers. Only a wake-up: what is true stands in the log. */
  appended: [streams: string[]]
  /** A session ended or a person changed. */
  identity: []
  /** Somebody came, left or looks at another card in this stream. */
  presence: [stream: string]
}
export type HintName = keyof Hints

/**
 * Fired after commit, on this node; `realtime/relay.ts` carries them to the other processes. Losing one costs a second,
 * never an event.
 */
export const hints = new EventEmitter<Hints>()
