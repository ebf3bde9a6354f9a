import { duel, floorSide, productSide, startLoad, type Row, type Side } from '../bench.ts'
import { percentile } from '../figures.ts'
import { lineOf, type Figure } from '../table.ts'
import { rewind, together } from './moving.ts'
import { bringWatchers, received } from './watching.ts'
import { setTimeout as sleep } from 'node:timers/promises'

const watchers = 50
const perSecond = 20

/** From the instant that the database gave a commit until each of the screens has its event. */
const lags = async ({ copy }: Side, stream: string, arrivals: { seq: number; at: number }[]) => {
  const rows = await copy.sql<{ seq: string; at: number }>(
    `select seq, extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as at from event where stream_id = $1`,
    [stream],
  )
  const committed = new Map(rows.map(({ seq, at }) => [Number(seq), at]))
  return arrivals.map(({ seq, at }) => at - committed.get(seq)!)
}

/** How long a change takes to 50 screens, at a pace that keeps nothing busy. */
export const screen: Row = async bench => {
  const { world } = bench
  const board = world.boards[0]!
  const movers = [{ cards: board.cards, tokens: world.recruiters }]
  const run = async (side: Side) => {
    const load = await startLoad()
    await bringWatchers(load, [side.server], world, { sockets: watchers, job: board.job, timed: true })
    return async () => {
      await rewind(side)
      await load.ask('takeArrivals')
      await load.ask('move', { port: side.server.port, movers, perSecond, seconds: bench.seconds * 2.5 })
      await sleep(1_200)
      const all = await lags(side, `job:${board.job}:staff`, await load.ask('takeArrivals'))
      return { p50: percentile(all, 0.5), p99: percentile(all, 0.99), deliveries: all.length }
    }
  }
  const runs = await duel(bench, {
    ours: await run(await productSide(bench)),
    other: await run(await floorSide(bench)),
  })
  const figure = (name: string, targets: Figure['targets'] = []) =>
    lineOf(runs, name, {
      figure: `commit to screen, ${watchers} watchers, ${perSecond} moves/s, ${name}`,
      unit: 'ms',
      against: 'floor',
      targets,
    })
  return [figure('p50'), figure('p99', [{ of: 'ratio', most: 2 }])]
}

/** 50 people watch one board, on which 16 others move as fast as they can. */
export const deliveries: Row = async bench => {
  const { world } = bench
  const movers = together(world, world.hot)
  const load = await startLoad()
  const run = async (side: Side) => {
    const watching = await startLoad()
    await bringWatchers(watching, [side.server], world, { sockets: watchers, job: world.hot.job })
    return async () => {
      await rewind(side)
      const { port } = side.server
      return received(watching, () => load.ask('move', { port, movers, seconds: bench.seconds }))
    }
  }
  const runs = await duel(bench, {
    ours: await run(await productSide(bench)),
    other: await run(await floorSide(bench)),
  })
  const figure = `deliveries, ${watchers} watchers, 16 movers`
  const targets: Figure['targets'] = [{ of: 'ratio', least: 1 }]
  return [lineOf(runs, 'perSecond', { figure, unit: '/s', against: 'floor', targets })]
}
