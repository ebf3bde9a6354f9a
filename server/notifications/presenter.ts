import type { Selectable } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** What a notification says, as it was made for its reader when they were told. */
export interface Told {
  title: string
  body: string | null
  /** Where it leads, on this site. */
  url: string
}

/** Of the messages that one line of a feed stands for. */
export interface Stack {
  /** Who wrote them, in the order in which they began. */
  names: string[]
  /** One of them mentions the reader. */
  mentioned: boolean
  /** The number of the last one. */
  upTo: number
}

/** A notification as its owner reads it; nobody else does. */
export const presentNotification = (row: Selectable<Tables['notification']>) => {
  const { title, body, url } = row.data as Told
  return {
    id: row.id,
    kind: row.kind,
    title,
    body,
    url,
    count: row.count,
    at: row.created_at.toISOString(),
    seenAt: row.seen_at?.toISOString() ?? null,
    readAt: row.read_at?.toISOString() ?? null,
  }
}
