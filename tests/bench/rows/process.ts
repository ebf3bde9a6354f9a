import {
  floorSide,
  productSide,
  startBare,
  startFloor,
  startLoad,
  startProduct,
  type Bench,
  type Row,
} from '../bench.ts'
import type { Run, Runs } from '../figures.ts'
import type { Process } from '../process.ts'
import { lineOf } from '../table.ts'
import { bringWatchers } from './watching.ts'

const sockets = 2_000

/** Bytes of the server's memory for each socket that stands in a room and hears nothing. */
const perSocket = async ({ world }: Bench, server: Process): Promise<Run> => {
  const load = await startLoad()
  const before = await server.usage({ collect: true })
  await bringWatchers(load, [server], world, { sockets, job: world.small.job })
  const after = await server.usage({ collect: true })
  await load.stop()
  await server.stop()
  return { kilobytes: (after.memory - before.memory) / sockets / 1_000 }
}

/** Memory of an idle socket. Each run is of a fresh process: one that has had sockets keeps memory for more. */
export const memory: Row = async bench => {
  const copy = await bench.cluster.copy()
  const runs: Runs = { ours: [], other: [] }
  const runOther = async () =>
    runs.other.push(await perSocket(bench, await startBare(`job:${bench.world.small.job}`)))
  for (let round = 0; round < Math.ceil(bench.rounds / 2); round++) {
    await runOther()
    runs.ours.push(await perSocket(bench, await startProduct(bench, copy.url)))
    bench.say(
      ` ours: ${runs.ours.at(-1)!.kilobytes!.toFixed(1)} KB, other ${runs.other.at(-1)!.kilobytes!.toFixed(1)} KB`,
    )
  }
  await runOther()
  return [
    lineOf(runs, 'kilobytes', {
      figure: 'memory per idle socket, 2,000 in one room',
      unit: 'KB',
      against: 'bare',
      targets: [{ of: 'ratio', most: 1.5 }],
    }),
  ]
}

/** From the start of the process until it takes requests; its database is there and migrated. */
export const coldStart: Row = async bench => {
  const [ours, floor] = [await productSide(bench), await floorSide(bench)]
  await Promise.all([ours.server.stop(), floor.server.stop()])
  const runs: Runs = { ours: [], other: [] }
  const started = async (server: Process): Promise<Run> => {
    await server.stop()
    return { seconds: server.startedInMs / 1_000 }
  }
  for (let round = 0; round < bench.rounds; round++) {
    runs.other.push(await started(await startFloor(floor.copy.url)))
    runs.ours.push(await started(await startProduct(bench, ours.copy.url)))
  }
  runs.other.push(await started(await startFloor(floor.copy.url)))
  return [
    lineOf(runs, 'seconds', {
      figure: 'cold start, database warm',
      unit: 's',
      against: 'floor',
      targets: [{ of: 'ours', most: 2.5 }],
    }),
  ]
}
