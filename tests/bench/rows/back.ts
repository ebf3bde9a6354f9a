import { setTimeout as sleep } from 'node:timers/promises'
import { startBare, startLoad, startProduct, type Bench, type Row } from '../bench.ts'
import { median, type Runs } from '../figures.ts'
import type { Gathering } from '../load/returning.ts'
import type { Process } from '../process.ts'
import { lineOf, type Line } from '../table.ts'
import type { Board, World } from '../world.ts'
import { countStatements, missed, missEvents } from './missed.ts'

const clients = 1_000
const patienceMs = 60_000
const socketsPerPerson = 5

const wallClock = () => performance.timeOrigin + performance.now()

const gathering = ({ recruiters }: World, boards: Board[], port: number): Gathering => ({
  url: `http://127.0.0.1:${port}`,
  clients: Array.from({ length: clients }, (_each, index) => ({
    token: recruiters[Math.floor(index / socketsPerPerson)]!,
    room: `job:${boards[index % boards.length]!.job}`,
  })),
})

/** A server that is killed and started again on its port, and its clients. */
const victim = (first: Process, load: Process, restart: (port: number) => Promise<Process>) => {
  const { port, startedInMs } = first
  let server = first
  return {
    /** `meanwhile` runs while it is away. */
    loseAndReturn: async (meanwhile: (startedInMs: number) => Promise<Record<string, number>>) => {
      await load.ask('expectLoss')
      const killed = wallClock()
      await server.kill()
      const heads = await meanwhile(startedInMs)
      server = await restart(port)
      const ready = wallClock()
      const { at, ...counts } = await load.ask('awaitReturn', { heads, withinMs: patienceMs })
      const seconds = { fromKill: (at - killed) / 1_000, fromReady: (at - ready) / 1_000 }
      return { ...seconds, away: (ready - killed) / 1_000, ...counts }
    },
  }
}

const figures = (name: string, runs: Runs): Line[] => {
  const own = (figure: string, of: string, most?: number): Line => ({
    figure: `${name}: ${figure}`,
    unit: of === 'fromKill' ? 's' : '',
    ours: median(runs.ours.map(run => run[of]!)),
    ...(most !== undefined && { targets: [{ of: 'ours', most }] }),
  })
  return [
    own('all in sync, from the kill on', 'fromKill', 8),
    lineOf(runs, 'fromReady', {
      figure: `${name}: all in sync, from the restart on`,
      unit: 's',
      against: 'bare',
      targets: [{ of: 'ratio', most: 3 }],
    }),
    own('replay queries per board', 'replaysPerBoard', 1),
    own('statements per client', 'statementsPerClient'),
    own(`gaps, and events lost of ${clients * missed}`, 'lost', 0),
  ]
}

/** Clients whose node is killed, while 200 events of each of their boards are written elsewhere. */
const comeBack = async (bench: Bench, name: string, boards: Board[]) => {
  const { world, cluster, say } = bench
  const copy = await cluster.copy({ counted: true })
  const [load, bareLoad] = [await startLoad(), await startLoad()]
  const node = await startProduct(bench, copy.url)
  const bare = await startBare('room')
  await load.ask('gather', gathering(world, boards, node.port))
  await bareLoad.ask('gather', gathering(world, boards, bare.port))
  const ours = victim(node, load, port => startProduct(bench, copy.url, { PORT: String(port) }))
  const other = victim(bare, bareLoad, port => startBare('room', { PORT: String(port) }))
  const runs: Runs = { ours: [], other: [] }
  let received = 0
  for (let round = 0; round < Math.ceil(bench.rounds / 2); round++) {
    await copy.sql('select pg_stat_statements_reset()')
    const back = await ours.loseAndReturn(() => missEvents(copy, boards))
    const { replays, all } = await countStatements(copy)
    const lost = clients * missed - (back.received - received) + back.gaps
    received = back.received
    runs.ours.push({
      ...back,
      lost,
      replaysPerBoard: replays / boards.length,
      statementsPerClient: all / clients,
    })
    say(` ours: ${JSON.stringify(runs.ours.at(-1))}`)
    // The other one is away for as long: how far apart the clients' attempts are depends on it
    runs.other.push(
      await other.loseAndReturn(async startedInMs => {
        await sleep(Math.max(0, back.away * 1_000 - startedInMs))
        return {}
      }),
    )
    say(`other: ${JSON.stringify(runs.other.at(-1))}`)
  }
  return figures(name, runs)
}

export const back: Row = async bench => [
  ...(await comeBack(bench, '1,000 clients of 20 boards back', bench.world.boards.slice(0, 20))),
  ...(await comeBack(bench, '1,000 clients of one board back', bench.world.boards.slice(20, 21))),
]
