import type { Terms } from '../../db/tables.ts'
import { newId } from '../../db/new-id.ts'
import type { Actor } from '../actor.ts'
import { renewCard } from '../applications/waiting.ts'
import { invalidField } from '../errors.ts'
import { writeMessage } from '../threads/write-message.ts'
import type { Write } from '../transaction.ts'
import { kindIn, sideIn } from './policy.ts'
import type { Table } from './table.ts'

const dayMs = 86_400_000
const mostDays = 90
/** How long an offer holds if nothing else is said, in days. */
const offerDays = 14

/** Throws 400 for terms of the other kind, and for a start that has passed (in UTC) or is two years off. */
const checkTerms = (kind: keyof typeof kindIn, terms: Terms, now: Date) => {
  if ('salary' in terms !== (kindIn[kind] === 'employment_offer'))
    throw invalidField(
      '/terms',
      'wrong_kind',
      `must be ${kind === 'candidate' ? 'an offer' : 'service terms'}.`,
    )
  if (!('salary' in terms)) return
  const today = now.toISOString().slice(0, 10)
  if (terms.startsOn < today) throw invalidField('/terms/startsOn', 'past', 'lies in the past.')
  const latest = `${Number(today.slice(0, 4)) + 2}${today.slice(4)}`
  if (terms.startsOn > latest)
    throw invalidField('/terms/startsOn', 'too_late', 'is more than two years off.')
}

/** When it expires. Throws 400 for an instant that has passed or is too far off. */
const expiryOf = (kind: keyof typeof kindIn, given: string | undefined, now: Date) => {
  if (given === undefined) return kind === 'candidate' ? new Date(now.getTime() + offerDays * dayMs) : null
  const at = new Date(given)
  if (at <= now) throw invalidField('/expiresAt', 'past', 'lies in the past.')
  if (at.getTime() > now.getTime() + mostDays * dayMs)
    throw invalidField('/expiresAt', 'too_late', `is more than ${mostDays} days off.`)
  return at
}

interface Put {
  terms: Terms
  text?: string | undefined
  expiresAt?: string | undefined
}

/**
 * Shared step: the next round, in the name of whoever acts, on a table that nothing open lies on. Of an offer the card
 * says by whom it is. Throws 400 for terms that do not fit. Returns its id.
 */
export const putOnTable = async (
  write: Write,
  actor: Actor,
  { thread, hand, latest }: Table,
  { terms, text = '', expiresAt }: Put,
) => {
  const { sql, now } = write
  checkTerms(thread.kind, terms, now)
  const expiry = expiryOf(thread.kind, expiresAt, now)
  const side = sideIn(actor)
  const message = await writeMessage(write, { thread, side, text })
  const id = newId()
  await sql
    .insertInto('proposal')
    .values({
      id,
      thread_id: thread.id,
      message_id: message.id,
      kind: kindIn[thread.kind]!,
      round: (latest?.round ?? 0) + 1,
      side,
      by_id: actor.id,
      by_role: actor.role,
      status: 'open',
      terms: JSON.stringify(terms),
      expires_at: expiry,
      created_at: now,
    })
    .execute()
  if (hand) {
    hand.draft.card.offer_by = side === 'candidate' ? 'candidate' : 'staff'
    hand.draft.card.offer_at = now
    renewCard(hand.draft.card)
    await hand.save()
  }
  return id
}
