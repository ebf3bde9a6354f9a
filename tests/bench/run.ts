import { parseArgs } from 'node:util'
import type { Bench, Row } from './bench.ts'
import { startCluster } from './cluster.ts'
import { stopAll } from './process.ts'
import { back } from './rows/back.ts'
import { digests } from './rows/digests.ts'
import { fanout } from './rows/fan-out.ts'
import { hot, moves, socket } from './rows/moves.ts'
import { coldStart, memory } from './rows/process.ts'
import { application, board, jobs } from './rows/reads.ts'
import { redis } from './rows/redis.ts'
import { reminders } from './rows/reminders.ts'
import { deliveries, screen } from './rows/screen.ts'
import { thread } from './rows/thread.ts'
import { tableOf, type Line } from './table.ts'

const rows: Record<string, Row> = {
  moves,
  hot,
  socket,
  screen,
  deliveries,
  fanout,
  redis,
  board,
  application,
  jobs,
  thread,
  back,
  digests,
  reminders,
  memory,
  start: coldStart,
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, profile: { type: 'string' }, help: { type: 'boolean' } },
})
const unknown = positionals.filter(name => !(name in rows))
if (options.help || unknown.length) {
  if (unknown.length) console.error(`There is no row ${unknown.join(', ')}.`)
  console.error(
    `npm run bench -- [--quick] [--profile folder] [row …]\n` +
      `Rows: ${Object.keys(rows).join(' ')}; all of them if none is named.\n` +
      `--quick runs less and shorter, --profile leaves profiles of the product's processor time in a folder.`,
  )
  process.exit(unknown.length ? 1 : 0)
}

const began = performance.now()
const say = (line: string) => {
  const seconds = ((performance.now() - began) / 1_000).toFixed(0).padStart(4)
  console.error(`${seconds} s  ${line}`)
}

const measure = async (bench: Bench, name: string): Promise<Line[]> => {
  say(`${name}:`)
  try {
    return await rows[name]!(bench)
  } catch (error) {
    process.exitCode = 1
    say(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`)
    return [{ figure: name, why: `failed: ${String(error).split('\n', 1)[0]}` }]
  } finally {
    await stopAll()
  }
}

say('starting a PostgreSQL and filling a database')
const cluster = await startCluster()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(
    signal,
    () =>
      void stopAll()
        .then(cluster.stop)
        .then(() => process.exit(1)),
  )
try {
  const lengths = options.quick ? { rounds: 1, seconds: 1.5 } : { rounds: 4, seconds: 2.5 }
  const bench: Bench = {
    ...lengths,
    world: await cluster.fill(),
    cluster,
    profiles: options.profile,
    say,
  }
  const lines: Line[] = []
  for (const name of positionals.length ? positionals : Object.keys(rows))
    lines.push(...(await measure(bench, name)))
  say('done\n')
  console.log(tableOf(lines))
} finally {
  await stopAll()
  await cluster.stop()
}
