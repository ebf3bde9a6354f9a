import { database } from '../../db/database.ts'
import { clockAheadMs, setClockAhead } from '../clock.ts'

/** Where the demo's clock stands: the furthest that any process has moved it. */
const readAhead = async () => {
  const { rows } = await database().pool.query<{ ahead_ms: string }>('select ahead_ms from demo_clock')
  return Number(rows[0]?.ahead_ms ?? 0)
}

/** Moves this process's clock to where the others' stand. */
export const catchUp = async () => setClockAhead(Math.max(await readAhead(), clockAheadMs()))

/** Moves the clock of all processes, this one first. */
export const moveTo = async (aheadMs: number) => {
  setClockAhead(aheadMs)
  await database().pool.query(
    `insert into demo_clock (ahead_ms) values ($1)
     on conflict (one) do update set ahead_ms = greatest(demo_clock.ahead_ms, excluded.ahead_ms)`,
    [aheadMs],
  )
}
