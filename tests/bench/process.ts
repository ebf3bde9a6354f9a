import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { makeCalls } from './calls.ts'
import type { Input, Result, Task } from './load.ts'
import type { Usage } from './measure.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** A process of the bench: a node of the product, a server to compare it with, or a generator of load. */
export interface Process {
  port: number
  /** From its start until it said that it is ready, in ms. */
  startedInMs: number
  usage(options?: { collect?: boolean }): Promise<Usage>
  /** Has a generator of load do one of its tasks, and resolves with the result. */
  ask<Name extends Task>(
    ...task: undefined extends Input<Name> ? [name: Name] : [name: Name, input: Input<Name>]
  ): Promise<Result<Name>>
  /** SIGTERM, and waits until it is gone. */
  stop(): Promise<void>
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>
}

interface Starting {
  /** Below the root of the project. */
  file: string
  env?: Record<string, string>
  /** Where a profile of its processor time is left when it stops. */
  profile?: string | undefined
}

const running = new Set<() => Promise<unknown>>()

/** Has `end` called at the end of the row. */
export const whenStopped = (end: () => Promise<unknown>) => void running.add(end)

/** Stops whatever still runs. */
export const stopAll = async () => {
  const ends = [...running]
  running.clear()
  await Promise.all(ends.map(end => end()))
}

const forkFile = ({ file, env, profile }: Starting) =>
  fork(path.join(root, file), [], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', ...env },
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--expose-gc',
      '--import',
      path.join(import.meta.dirname, 'measure.ts'),
      ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []),
    ],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })

/** The end of what a process says, for the error should it end too early. */
const listenTo = ({ stdout, stderr }: ChildProcess) => {
  let output = ''
  for (const stream of [stdout, stderr])
    stream?.on('data', (text: Buffer) => (output = (output + text.toString()).slice(-4_000)))
  return () => output
}

/** Starts a process and resolves when it is ready. Rejects, with what it said, if it ends before that. */
export const start = async (starting: Starting): Promise<Process> => {
  const { file, profile } = starting
  const began = performance.now()
  const child = forkFile(starting)
  const said = listenTo(child)
  const { call, failAll } = makeCalls(child, file)
  const exited = once(child, 'exit').then(([code, signal]) => {
    const error = new Error(`${file} ended (${String(code ?? signal)}):\n${said()}`)
    failAll(error)
    return error
  })
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    running.delete(finish)
    child.kill(signal)
    await exited
  }
  // A profile is written by a process that ends by itself.
  const finish = () => end(profile ? 'SIGTERM' : 'SIGKILL')
  whenStopped(finish)
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', message => {
      const { ready, port = 0 } = message as { ready?: boolean; port?: number }
      if (ready) resolve(port)
    })
    void exited.then(reject)
  })
  return {
    port,
    startedInMs: performance.now() - began,
    usage: ({ collect = false } = {}) => call(usage => ({ usage, collect })),
    ask: (...[task, input]) => call(id => ({ ask: id, task, input })),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}
