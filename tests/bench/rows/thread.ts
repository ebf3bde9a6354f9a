import { duel, floorSide, productSide, startLoad, type Bench, type Row, type Side } from '../bench.ts'
import type { Reading } from '../load/reads.ts'
import { lineOf, type Line } from '../table.ts'
import { metered } from './metered.ts'
import { expectSameAnswer } from './same-answer.ts'

type Asking = Pick<Reading, 'path' | 'body'> & { least: number }

const measure = async (bench: Bench, sides: Side[], figure: string, { least, ...asking }: Asking) => {
  const load = await startLoad()
  const tokens = bench.world.recruiters.slice(0, 60)
  const run =
    ({ server }: Side) =>
    async () => {
      const { result, processor } = await metered([server], () =>
        load.ask('read', {
          ...asking,
          tokens,
          connections: 8,
          port: server.port,
          seconds: bench.seconds / 2,
        }),
      )
      return { perSecond: result.perSecond, processor: processor / result.reads }
    }
  const [ours, floor] = sides as [Side, Side]
  const runs = await duel(bench, { ours: run(ours), other: run(floor) })
  return [
    lineOf(runs, 'perSecond', { figure, unit: '/s', against: 'floor', targets: [{ of: 'ratio', least }] }),
    lineOf(runs, 'processor', { figure: `${figure}: the node's processor`, unit: 'µs', against: 'floor' }),
  ]
}

/** A thread of 10,000 messages: its end, a page in the middle, a search, and what is said in it. */
export const thread: Row = async bench => {
  const sides = [await productSide(bench), await floorSide(bench)] as const
  const path = `/api/threads/${bench.world.thread}/messages`
  const [token] = bench.world.recruiters
  for (const query of ['', '?before=5000', '?q=guarantee'])
    await expectSameAnswer(sides[0].server, sides[1].server, { path: path + query, token: token!, part: /./ })

  const figure = 'thread of 10,000 messages'
  const lines: Line[] = []
  for (const [what, asking] of [
    ['last page', { path, least: 0.35 }],
    ['a page in the middle', { path: `${path}?before=5000`, least: 0.35 }],
    ['a search', { path: `${path}?q=guarantee`, least: 0.35 }],
    ['replies, 8 at once', { path, body: { text: 'So be it.' }, least: 0.35 }],
  ] as [string, Asking][])
    lines.push(...(await measure(bench, [...sides], `${figure}: ${what}`, asking)))
  return lines
}
