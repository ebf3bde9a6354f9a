import { EventEmitter } from 'node:events'

interface Hints {
  /** These streams have new events, or other readers. Only a wake-up: what is true stands in the log. */
  appended: [streams: string[]]
  /** A session ended or a person changed. */
  identity: []
}

/** Fired after commit, on this node only. Losing one costs a second, never an event. */
export const hints = new EventEmitter<Hints>()
