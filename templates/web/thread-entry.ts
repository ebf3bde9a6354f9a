import type { Thread } from '../../realtime/apply.ts'

/** A thread as the server hands it to its page: see `server/pages/thread-view.ts`. */
export interface ThreadEntry {
  kind: Thread['kind']
  /** The job of a negotiation, the application of the other kinds. */
  of: string
  readUpTo: number
  mayWrite: boolean
  /** A discussion opens when the candidate is shown to the client. */
  open: boolean
  /** May delete what others wrote. */
  moderates: boolean
}

/** What every room with threads in it shows. */
export interface ThreadState {
  threads: Thread[]
  /** To staff: whether the client sees the candidate, and so takes part in the discussion. */
  application?: Record<string, unknown>
}
