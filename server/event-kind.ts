import type { Transaction } from '../db/in-transaction.ts'
import type { Actor } from './actor.ts'
import type { Append } from './log.ts'

/** The transaction as an event's presenter sees it. */
export interface Writing extends Transaction {
  now: Date
  actor: Actor | null
}

export type StreamEntry = Omit<Append, 'type' | 'v' | 'commandId'>

/** What somebody may not see any more: what is about this job, this application, or anything told to this person. */
export interface AccessEnd {
  jobId?: string
  applicationId?: string
  userId?: string
}

/**
 * A kind of event. `streams` says which audiences hear of it and what each of them is shown: one entry per stream, made
 * by that audience's presenter from the rows as they are at the end of the transaction.
 */
export interface EventKind<Subject> {
  v: number
  streams(writing: Writing, subject: Subject): Promise<StreamEntry[]>
  /** What the jobs that subscribe are told, if that is not the whole subject: ids, never what somebody may not see later. */
  about?(subject: Subject): object
  /** If somebody's right to see something may have ended with it: what they were told of it leaves their feed at once. */
  endsAccess?(subject: Subject): AccessEnd | undefined
}
