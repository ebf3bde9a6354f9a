import { presentProposal } from '../proposals/presenter.ts'
import type { Side } from './policy.ts'
import { toHtml } from './markdown.ts'
import type { MessageRow, ReadRow } from './queries.ts'

const bare = (row: MessageRow) => ({
  id: row.id,
  threadId: row.thread_id,
  number: row.number,
  by: { id: row.by_id, name: row.by_name },
  side: row.side,
  at: row.created_at.toISOString(),
  text: row.text,
  html: toHtml(row.text),
  mentions: row.mentions,
  version: row.version,
  editedAt: row.edited_at?.toISOString() ?? null,
  deleted: row.deleted_at !== null,
})

/** A message, for whoever takes part in its thread. What it proposes is cut for each side. */
export const presentMessage = {
  staff: (row: MessageRow) => ({
    ...bare(row),
    ...(row.proposal && { proposal: presentProposal.staff(row.proposal) }),
  }),
  client: (row: MessageRow) => ({
    ...bare(row),
    ...(row.proposal && { proposal: presentProposal.client(row.proposal) }),
  }),
  candidate: (row: MessageRow) => ({
    ...bare(row),
    ...(row.proposal && { proposal: presentProposal.candidate(row.proposal) }),
  }),
  interviewer: bare,
} satisfies Record<Side, (row: MessageRow) => object>

/** How far somebody has read: the same to all who take part. */
export const presentRead = (row: ReadRow) => ({
  user: { id: row.user_id, name: row.user_name },
  upTo: row.number,
  at: row.at.toISOString(),
})
