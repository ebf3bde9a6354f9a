import { duel, floorSide, productSide, startLoad, type Bench, type Row } from '../bench.ts'
import { compare } from '../figures.ts'
import type { Reading } from '../load/reads.ts'

/** Both sides asked for the same thing. */
const readBoth = async (bench: Bench, reading: Omit<Reading, 'port' | 'seconds'>) => {
  const [ours, other, load] = [await productSide(bench), await floorSide(bench), await startLoad()]
  const run = (port: number) => () => load.ask('read', { ...reading, port, seconds: bench.seconds / 2 })
  return duel(bench, { ours: run(ours.server.port), other: run(other.server.port) })
}

/** A board of 1,000 cards, asked for by one person after the other: how long it takes, and how large it is. */
export const board: Row = async bench => {
  const { thousand, recruiters } = bench.world
  const path = `/api/jobs/${thousand.job}/board`
  const runs = await readBoth(bench, { path, tokens: recruiters, connections: 1 })
  const { ours: ms, ...floor } = compare(runs.ours, runs.other, 'ms')
  const { ours: bytes, theirs } = compare(runs.ours, runs.other, 'bytes')
  return [
    {
      figure: 'board of 1,000 cards, time',
      unit: 'ms',
      ours: ms,
      other: { name: 'floor', ...floor },
      targets: [{ of: 'ratio', most: 2 }],
    },
    {
      figure: 'board of 1,000 cards, uncompressed',
      unit: 'KB',
      ours: bytes / 1_000,
      other: { name: 'floor', theirs: theirs / 1_000, noise: [1, 1] },
      targets: [{ of: 'ours', most: 90 }],
    },
  ]
}

const rateOf = async (
  bench: Bench,
  figure: string,
  { least, ...reading }: { path: string; tokens: string[]; least: number },
) => {
  const runs = await readBoth(bench, { ...reading, connections: 8 })
  const { ours, ...floor } = compare(runs.ours, runs.other, 'perSecond')
  const targets = [{ of: 'ratio' as const, least }]
  return [{ figure, unit: '/s', ours, other: { name: 'floor' as const, ...floor }, targets }]
}

/** One application, by staff. */
export const application: Row = bench => {
  const { boards, recruiters } = bench.world
  const path = `/api/applications/${boards[0]!.cards[0]!}`
  return rateOf(bench, 'one application', { path, tokens: recruiters, least: 0.35 })
}

/** The newest of 20,000 open jobs, by candidates. */
export const jobs: Row = bench =>
  rateOf(bench, 'job list, 20,000 open jobs', { path: '/api/jobs', tokens: bench.world.readers, least: 0.7 })
