import { database } from '../../db/database.ts'

/**
 * Claims an effect outside the database before it is tried. `claimed`: it was never tried. `unknown`: it was claimed
 * and never marked, so it may have happened. `done`: it has.
 */
export const claimEffect = async (key: string): Promise<'claimed' | 'unknown' | 'done'> => {
  const { rows } = await database().pool.query<{ first: boolean; done: boolean }>(
    `insert into effect (key, claimed_at) values ($1, now())
     on conflict (key) do update set claimed_at = excluded.claimed_at
     returning xmax = 0 as first, done_at is not null as done`,
    [key],
  )
  const { first, done } = rows[0]!
  if (done) return 'done'
  return first ? 'claimed' : 'unknown'
}

/** Marks an effect as done, with the provider's reference to it. */
export const settleEffect = async (key: string, ref: string) => {
  await database().pool.query('update effect set done_at = now(), ref = $2 where key = $1', [key, ref])
}
