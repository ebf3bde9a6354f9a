import { duel, floorSide, productSide, startLoad, type Bench, type Row, type Side } from '../bench.ts'
import { median } from '../figures.ts'
import type { Moving } from '../load/movers.ts'
import { lineOf, type Target } from '../table.ts'
import { metered } from './metered.ts'
import { rewind, spread, together } from './moving.ts'
import { expectSameRows } from './same-rows.ts'

const measure = async (bench: Bench, figure: string, movers: Moving['movers'], targets: Target[]) => {
  const [ours, other, load] = [await productSide(bench), await floorSide(bench), await startLoad()]
  await expectSameRows(bench.world, ours, other)
  const run = (side: Side) => async () => {
    const { server } = side
    await rewind(side)
    const { result, processor } = await metered([server], () =>
      load.ask('move', { port: server.port, movers, seconds: bench.seconds }),
    )
    const { moves, perSecond, p50, p99 } = result
    return { perSecond, p50, p99, processor: processor / moves }
  }
  const runs = await duel(bench, { ours: run(ours), other: run(other) })
  return [
    lineOf(runs, 'perSecond', { figure, unit: '/s', against: 'floor', targets }),
    lineOf(runs, 'processor', {
      figure: `${figure}: the node's processor`,
      unit: 'µs',
      against: 'floor',
    }),
  ]
}

/** Moves over HTTP, every mover on boards of its own. */
export const moves: Row = bench =>
  measure(bench, 'moves over HTTP, 16 movers, spread boards', spread(bench.world), [
    { of: 'ratio', least: 0.6 },
  ])

/** The same on one board, where every commit waits for the board's number. */
export const hot: Row = bench =>
  measure(bench, 'moves over HTTP, 16 movers, one hot board', together(bench.world, bench.world.hot), [
    { of: 'ours', least: 500 },
  ])

/** Moves as the page sends them: over sockets, under a command id. The floor has no such thing. */
export const socket: Row = async bench => {
  const [ours, load] = [await productSide(bench), await startLoad()]
  const movers = spread(bench.world)
  const run = async () => {
    await rewind(ours)
    const { port } = ours.server
    return load.ask('move', { port, movers, seconds: bench.seconds, bySocket: true })
  }
  await run()
  const rates: number[] = []
  for (let round = 0; round < bench.rounds; round++) {
    const { perSecond } = await run()
    bench.say(` ours: perSecond ${perSecond.toFixed(0)}`)
    rates.push(perSecond)
  }
  return [{ figure: 'moves over sockets, 16 movers, spread boards', unit: '/s', ours: median(rates) }]
}
