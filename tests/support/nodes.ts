import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { testVariables } from './hirewire.ts'
import type { Order } from './moments.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** A process of the product. */
export interface Running {
  child: ChildProcess
  /** What it wrote so far, to either stream. */
  output(): string
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>
  /** SIGTERM, and waits until it is gone. Resolves with its exit code. */
  stop(): Promise<number | null>
  /** Tells a process that was loaded with `moments.ts` what is to happen to it. */
  tell(order: Order): void
}

export interface Node extends Running {
  url: string
  port: number
}

interface Starting {
  databaseUrl: string
  /** A module loaded before the product, which makes it fail where the test wants it to. */
  preload?: string
  env?: Record<string, string>
}

const startProcess = async (
  file: string,
  args: string[],
  { databaseUrl, preload, env }: Starting,
): Promise<Running & { port: number }> => {
  const child = fork(path.join(root, file), args, {
    cwd: root,
    env: {
      ...process.env,
      ...testVariables,
      // A third less time to start, for tests that start hundreds
      NODE_COMPILE_CACHE: path.join(tmpdir(), 'hirewire-tests-compiled'),
      ...env,
      DATABASE_URL: databaseUrl,
    },
    // As `npm run web` starts it
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      ...(preload ? ['--import', path.join(root, preload)] : []),
    ],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (output += text.toString()))
  const exited = once(child, 'exit')
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', message => {
      const { ready, port } = message as { ready?: boolean; port?: number }
      if (ready) resolve(port ?? 0)
    })
    exited.then(
      ([code]) => reject(new Error(`The process ended with ${String(code)} before it was ready:\n${output}`)),
      reject,
    )
  })
  const gone = async () => {
    const [code] = (await exited) as [number | null]
    return code
  }
  return {
    port,
    child,
    output: () => output,
    kill: async () => {
      child.kill('SIGKILL')
      await gone()
    },
    stop: () => {
      child.kill('SIGTERM')
      return gone()
    },
    tell: order => void child.send(order),
  }
}

/** A web process of its own, on this database; with `worker` it works the queues too. Resolves once it takes requests. */
export const startNode = async ({
  port = 0,
  worker,
  ...starting
}: Starting & { port?: number; worker?: boolean }): Promise<Node> => {
  const env = { ...starting.env, PORT: String(port) }
  const running = await startProcess('server/main.ts', worker ? ['--worker'] : [], { ...starting, env })
  return { ...running, url: `http://127.0.0.1:${running.port}` }
}

/** A process of so many issuers of invoices, which begins with the first order it is told, and ends when all are issued. */
export const startIssuers = (
  starting: Starting & { issuers: number; backwards: boolean },
): Promise<Running> => {
  const { issuers, backwards } = starting
  const env = {
    ISSUERS: String(issuers),
    DATABASE_POOL: String(issuers + 1),
    ...(backwards && { BACKWARDS: 'yes' }),
  }
  return startProcess('tests/support/issuer.ts', [], {
    ...starting,
    env,
    preload: 'tests/support/moments.ts',
  })
}

/** A worker process of its own, on this database. Resolves once it works the queues. */
export const startWorker = (starting: Starting): Promise<Running> =>
  startProcess('jobs/main.ts', [], starting)
