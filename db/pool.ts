import { Socket } from 'node:net'
import pg from 'pg'

/**
 * A connection's socket that gives up after so long (ms) without a byte. A line that is cut without a word (a firewall, a
 * machine that is gone) would otherwise keep its statement waiting, and its place in the pool taken, for ever.
 */
export const impatientSocket = (silenceMs: number) => () => {
  const socket = new Socket()
  return socket.setTimeout(silenceMs, () => socket.destroy(new Error('Connection terminated: no answer')))
}

/**
 * The one pool, shared by MikroORM, better-auth and our own statements. Never the other way round: MikroORM's own pool
 * parses timestamps as strings, with which better-auth accepted expired sessions.
 *
 * The timeouts (ms) free a room's row from a node that was cut off while it held the lock. Whatever the server does is
 * over before the socket loses its patience, and the pool closes what is idle by then.
 */
export const makePool = (
  url: string,
  { max = 10, onError }: { max?: number; onError: (error: Error) => void },
) => {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    // A transaction may send several statements at once: see inTransaction.
    pipeline: true,
    lock_timeout: 3_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 5_000,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 10_000,
    stream: impatientSocket(12_000),
  })
  // A connection that breaks must not end the process, be it idle or, when the pool does not listen to it, in use.
  pool.on('connect', client => client.on('error', onError))
  pool.on('error', () => {})
  return pool
}
