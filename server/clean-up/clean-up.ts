import { sql } from 'kysely'
import { env } from '../env.ts'
import { logger } from '../logger.ts'
import { transaction } from '../transaction.ts'
import { clearEvents } from './clear-events.ts'
import { clearRows } from './clear-rows.ts'
import { clearSignUps } from './clear-sign-ups.ts'
import type { Piece } from './piece.ts'

const dayMs = 24 * 60 * 60 * 1000
/** How long we know what we sent out, and what came in, in days: longer than any provider tries again. */
const keptDays = 60
const signUpDays = 30

const piece: Piece = work => transaction(null, work)

/**
 * What each part clears away, piece by piece. Ids of commands, sessions, codes and sign-ups live by the
 * machine's clock, as they were written by it; the rest by ours.
 */
const parts = (now: Date, machine: Date): Record<string, () => Promise<number>> => {
  const before = (at: Date, days: number) => new Date(at.getTime() - days * dayMs)
  return {
    events: () => clearEvents(piece, before(now, env().EVENT_RETENTION_DAYS)),
    commands: () => clearRows(piece, 'command', sql`created_at < ${before(machine, 1)}`),
    codes: () => clearRows(piece, 'verification', sql`expires_at < ${machine}`),
    sessions: () => clearRows(piece, 'session', sql`expires_at < ${machine}`),
    signUps: () => clearSignUps(piece, before(machine, signUpDays)),
    // What is open, or nobody can tell of, stays until it is settled.
    effects: () => clearRows(piece, 'effect', sql`done_at < ${before(machine, keptDays)}`),
    outbox: () => clearRows(piece, 'dev_mail', sql`created_at < ${before(machine, keptDays)}`),
    webhooks: () => clearRows(piece, 'webhook_receipt', sql`at < ${before(now, keptDays)}`),
    inbound: () => clearRows(piece, 'inbound_mail', sql`at < ${before(now, keptDays)}`),
  }
}

/**
 * The nightly `clean-up` job: what nobody needs any more. Safe beside live traffic, beside a second one, and to be broken
 * off; jobs that are done pg-boss clears itself. A part that fails keeps no other from its turn. Returns how much of each;
 * throws what failed.
 */
export const cleanUp = async (now: Date) => {
  const cleared: Record<string, number> = {}
  const failures: unknown[] = []
  for (const [name, clear] of Object.entries(parts(now, new Date())))
    await clear().then(
      count => void (cleared[name] = count),
      (error: unknown) => failures.push(error),
    )
  logger().info({ cleared }, 'cleaned up')
  if (failures.length) throw new AggregateError(failures, `${failures.length} kinds could not be cleared.`)
  return cleared
}
