import path from 'node:path'
import type { Cluster, Copy } from './cluster.ts'
import type { Run, Runs } from './figures.ts'
import { start, type Process } from './process.ts'
import type { Line } from './table.ts'
import type { World } from './world.ts'

/** How long a bench takes. */
export interface Lengths {
  /** Measured runs of each side; medians are taken of them. */
  rounds: number
  /** Of one run. */
  seconds: number
}

export interface Bench extends Lengths {
  world: World
  cluster: Cluster
  /** A folder for profiles of the product's nodes. */
  profiles?: string | undefined
  say(line: string): void
}

/** One row of the bench: it starts what it needs, and what it started is stopped after it. */
export type Row = (bench: Bench) => Promise<Line[]>

/** A server under load, and its database if it has one. */
export interface Side {
  server: Process
  copy: Copy
}

const product = {
  AUTH_SECRET: 'only-for-the-bench-only-for-the-bench',
  PUBLIC_URL: 'https://bench.example',
  LOG_LEVEL: 'warn',
}

/** A node of the product, on this database. */
export const startProduct = ({ profiles }: Bench, url: string, env: Record<string, string> = {}) =>
  start({ file: 'server/main.ts', env: { ...product, ...env, DATABASE_URL: url }, profile: profiles })

const file = (name: string) => path.join('tests/bench', name)

export const startFloor = (url: string) =>
  start({ file: file('servers/floor.ts'), env: { DATABASE_URL: url } })
/** `room`: where it sends what it is asked for. */
export const startBare = (room: string, env: Record<string, string> = {}) =>
  start({ file: file('servers/bare.ts'), env: { ...env, ROOM: room } })
/** What a worker does by the clock, in a process with the product's settings. */
export const startWorking = (url: string) =>
  start({ file: file('load.ts'), env: { ...product, DATABASE_URL: url } })
export const startLoad = () => start({ file: file('load.ts') })

/** The product on a database of its own. */
export const productSide = async (bench: Bench): Promise<Side> => {
  const copy = await bench.cluster.copy()
  return { copy, server: await startProduct(bench, copy.url) }
}

/** The floor on another. */
export const floorSide = async ({ cluster }: Bench): Promise<Side> => {
  const copy = await cluster.copy()
  return { copy, server: await startFloor(copy.url) }
}

const written = (run: Run) =>
  Object.entries(run)
    .map(([name, value]) => `${name} ${value.toLocaleString('en-US', { maximumFractionDigits: 2 })}`)
    .join(', ')

/**
 * Runs both sides in turns, beginning and ending with the other one, so that what the machine does beside meets both; the
 * first run of each only warms up.
 */
export const duel = async (
  { rounds, say }: Bench,
  { ours, other }: { ours: () => Promise<Run>; other: () => Promise<Run> },
): Promise<Runs> => {
  const runs: Runs = { ours: [], other: [] }
  await other()
  await ours()
  const runOther = async () => {
    const run = await other()
    say(`other: ${written(run)}`)
    runs.other.push(run)
  }
  for (let round = 0; round < rounds; round++) {
    await runOther()
    const run = await ours()
    say(` ours: ${written(run)}`)
    runs.ours.push(run)
  }
  await runOther()
  return runs
}
