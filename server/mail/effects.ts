import { database } from '../../db/database.ts'

export type Claim =
  | { state: 'first' }
  /** Claimed before and never marked: it may have happened. */
  | { state: 'unknown'; triedAt: Date }
  | { state: 'done' }

/** Claims an effect outside the database before it is tried; tells what became of an earlier claim. */
export const claimEffect = async (key: string): Promise<Claim> => {
  const { pool } = database()
  const claimed = await pool.query(
    'insert into effect (key, claimed_at) values ($1, now()) on conflict (key) do nothing',
    [key],
  )
  if (claimed.rowCount) return { state: 'first' }
  const { rows } = await pool.query<{ claimed_at: Date; done_at: Date | null }>(
    'select claimed_at, done_at from effect where key = $1',
    [key],
  )
  return rows[0]!.done_at ? { state: 'done' } : { state: 'unknown', triedAt: rows[0]!.claimed_at }
}

/** Puts on record that it is about to be tried once more. */
export const renewEffect = async (key: string) => {
  await database().pool.query('update effect set claimed_at = now() where key = $1', [key])
}

/** Gives a claim back: what was tried did not happen, and is tried afresh. */
export const releaseEffect = async (key: string) => {
  await database().pool.query('delete from effect where key = $1 and done_at is null', [key])
}

/** Puts on record that nobody can say whether it happened, and that it is not tried again: somebody has to look. */
export const leaveUnknown = async (key: string) => {
  await database().pool.query(
    'update effect set unknown_at = now() where key = $1 and done_at is null and unknown_at is null',
    [key],
  )
}

/** Marks an effect as done, with the provider's reference to it. */
export const settleEffect = async (key: string, ref: string) => {
  await database().pool.query('update effect set done_at = now(), ref = $2 where key = $1', [key, ref])
}
