import { duel, floorSide, productSide, startLoad, type Bench, type Row, type Side } from '../bench.ts'
import { compare } from '../figures.ts'
import type { Reading } from '../load/reads.ts'
import { lineOf, type Line } from '../table.ts'
import { metered } from './metered.ts'
import { expectSameAnswer } from './same-answer.ts'

/** So few that each of them comes again and again, as people do, and enough for the limit of each. */
const regulars = (tokens: string[]) => tokens.slice(0, 60)

/** Both sides asked for the same thing. */
const readBoth = async (
  bench: Bench,
  { part, ...reading }: Omit<Reading, 'port' | 'seconds'> & { part: RegExp },
) => {
  const [ours, other, load] = [await productSide(bench), await floorSide(bench), await startLoad()]
  const { path, tokens } = reading
  await expectSameAnswer(ours.server, other.server, { path, token: tokens[0]!, part })
  const run =
    ({ server }: Side) =>
    async () => {
      const { result, processor } = await metered([server], () =>
        load.ask('read', { ...reading, port: server.port, seconds: bench.seconds / 2 }),
      )
      const { reads, ...rest } = result
      return { ...rest, processor: processor / reads }
    }
  return duel(bench, { ours: run(ours), other: run(other) })
}

/** A board of 1,000 cards, asked for by one person after the other: how long it takes, and how large it is. */
export const board: Row = async bench => {
  const { thousand, recruiters } = bench.world
  const path = `/api/jobs/${thousand.job}/board`
  const runs = await readBoth(bench, {
    path,
    tokens: regulars(recruiters),
    connections: 1,
    part: /^.columns/,
  })
  const { ours, theirs } = compare(runs, 'bytes')
  const figure = 'board of 1,000 cards'
  return [
    lineOf(runs, 'ms', {
      figure: `${figure}, time`,
      unit: 'ms',
      against: 'floor',
      targets: [{ of: 'ratio', most: 2 }],
    }),
    lineOf(runs, 'processor', { figure: `${figure}: the node's processor`, unit: 'µs', against: 'floor' }),
    {
      figure: `${figure}, uncompressed`,
      unit: 'KB',
      ours: ours / 1_000,
      other: { name: 'floor', theirs: theirs / 1_000, noise: [1, 1] },
      targets: [{ of: 'ours', most: 90 }],
    },
  ]
}

const ratesOf = async (
  bench: Bench,
  figure: string,
  { least, ...reading }: Pick<Reading, 'path' | 'tokens'> & { part: RegExp; least: number },
): Promise<Line[]> => {
  const runs = await readBoth(bench, { ...reading, connections: 8 })
  return [
    lineOf(runs, 'perSecond', { figure, unit: '/s', against: 'floor', targets: [{ of: 'ratio', least }] }),
    lineOf(runs, 'processor', { figure: `${figure}: the node's processor`, unit: 'µs', against: 'floor' }),
  ]
}

/** One application, by staff. */
export const application: Row = bench => {
  const { boards, recruiters } = bench.world
  const path = `/api/applications/${boards[0]!.cards[0]!}`
  return ratesOf(bench, 'one application', { path, tokens: regulars(recruiters), part: /./, least: 0.35 })
}

/** The newest of 20,000 open jobs, by candidates. */
export const jobs: Row = bench =>
  ratesOf(bench, 'job list, 20,000 open jobs', {
    path: '/api/jobs',
    tokens: regulars(bench.world.readers),
    part: /^.data/,
    least: 0.7,
  })
