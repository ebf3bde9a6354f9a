import pg from 'pg'

/**
 * The one pool, shared by MikroORM, better-auth and our own statements. Never the other way round: MikroORM's own pool
 * parses timestamps as strings, with which better-auth accepted expired sessions.
 *
 * The timeouts (ms) free a room's row from a node that was cut off while it held the lock.
 */
export const makePool = (
  url: string,
  { max = 10, onError }: { max?: number; onError: (error: Error) => void },
) => {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    lock_timeout: 3_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 5_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  // Without a listener a connection that breaks while idle would end the process.
  pool.on('error', onError)
  return pool
}
