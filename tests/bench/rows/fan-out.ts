import { duel, productSide, startBare, startLoad, type Bench, type Row } from '../bench.ts'
import { median, type Run } from '../figures.ts'
import type { Process } from '../process.ts'
import { lineOf, type Line } from '../table.ts'
import { metered } from './metered.ts'
import { rewind, together } from './moving.ts'
import { bringWatchers, received } from './watching.ts'

const watchers = 500
/** Commits a second at which processor time is measured: nothing is busy, so nothing waits for anything. */
const pace = 60

/** One or two servers that share a room; moves come in by the first. */
interface Servers {
  nodes: Process[]
  rewind(): Promise<void>
}

/** Makes the runs of one side: at a pace, with nobody there and with everybody, and then as fast as it goes. */
export const prepare = async (bench: Bench, { nodes, rewind }: Servers) => {
  const { world, seconds } = bench
  const [moving, watching] = [await startLoad(), await startLoad()]
  const { port } = nodes[0]!
  const movers = together(world, world.hot)
  const paced = async () => {
    await rewind()
    const { result, processor } = await metered(nodes, () =>
      moving.ask('move', { port, movers, seconds, perSecond: pace }),
    )
    return { processor, moves: result.moves }
  }
  await rewind()
  await moving.ask('move', { port, movers, seconds })
  const alone: number[] = []
  for (let times = 0; times < 3; times++) {
    const { processor, moves } = await paced()
    alone.push(processor / moves)
  }
  await bringWatchers(watching, nodes, world, { sockets: watchers, job: world.hot.job })
  const processorPerDelivery = async (): Promise<Run> => {
    let spent = { processor: 0, moves: 0 }
    const { events, gaps } = await received(watching, async () => {
      spent = await paced()
    })
    const withMoves = spent.processor / events
    return { net: withMoves - median(alone) * (spent.moves / events), withMoves, gaps }
  }
  const saturated = async (): Promise<Run> => {
    await rewind()
    return received(watching, () => moving.ask('move', { port, movers, seconds }))
  }
  return { processorPerDelivery, saturated }
}

type Prepared = Awaited<ReturnType<typeof prepare>>

export const perDelivery = async (
  bench: Bench,
  sides: { ours: Prepared; other: Prepared },
  { where, most }: { where: string; most: number },
): Promise<Line[]> => {
  const runs = await duel(bench, {
    ours: sides.ours.processorPerDelivery,
    other: sides.other.processorPerDelivery,
  })
  return [
    lineOf(runs, 'net', {
      figure: `processor per delivery, ${where}`,
      unit: 'µs',
      against: 'bare',
      targets: [{ of: 'ratio', most }],
    }),
    lineOf(runs, 'withMoves', {
      figure: `the same with its share of the move itself, ${where}`,
      unit: 'µs',
      against: 'bare',
    }),
  ]
}

/** One room of 500 on one node. */
export const fanout: Row = async bench => {
  const ours = await productSide(bench)
  const bare = await startBare(`job:${bench.world.hot.job}`)
  const sides = {
    ours: await prepare(bench, { nodes: [ours.server], rewind: () => rewind(ours) }),
    other: await prepare(bench, { nodes: [bare], rewind: async () => {} }),
  }
  const lines = await perDelivery(bench, sides, { where: 'one room of 500', most: 1 / 0.9 })
  const runs = await duel(bench, { ours: sides.ours.saturated, other: sides.other.saturated })
  return [
    lineOf(runs, 'perSecond', {
      figure: 'fan-out to one room of 500, as fast as it goes',
      unit: '/s',
      against: 'bare',
      targets: [{ of: 'ratio', least: 0.9 }],
    }),
    ...lines,
  ]
}
