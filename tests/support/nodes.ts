import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { testVariables } from './hirewire.ts'

const root = path.resolve(import.meta.dirname, '../..')

export interface Node {
  url: string
  port: number
  child: ChildProcess
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>
  /** SIGTERM, and waits until it is gone. Resolves with its exit code. */
  stop(): Promise<number | null>
  /** Sends a message to whatever the node was loaded with. */
  tell(message: object): void
}

interface Starting {
  databaseUrl: string
  port?: number
  worker?: boolean
  /** A module loaded before the product, which makes it fail where the test wants it to. */
  preload?: string
  env?: Record<string, string>
}

/** A node of the product as a process of its own, on this database. Resolves once it takes requests. */
export const startNode = async ({ databaseUrl, port = 0, worker, preload, env }: Starting): Promise<Node> => {
  const child = fork(path.join(root, 'server/main.ts'), worker ? ['--worker'] : [], {
    cwd: root,
    env: { ...process.env, ...testVariables, ...env, DATABASE_URL: databaseUrl, PORT: String(port) },
    execArgv: preload ? ['--import', path.join(root, preload)] : [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (output += text.toString()))
  const exited = once(child, 'exit')
  const taken = await new Promise<number>((resolve, reject) => {
    child.on('message', message => {
      const { ready, port } = message as { ready?: boolean; port?: number }
      if (ready && port) resolve(port)
    })
    exited.then(
      ([code]) => reject(new Error(`The node ended with ${String(code)} before it was ready:\n${output}`)),
      reject,
    )
  })
  const gone = async () => {
    const [code] = (await exited) as [number | null]
    return code
  }
  return {
    url: `http://127.0.0.1:${taken}`,
    port: taken,
    child,
    kill: async () => {
      child.kill('SIGKILL')
      await gone()
    },
    stop: () => {
      child.kill('SIGTERM')
      return gone()
    },
    tell: message => void child.send(message),
  }
}
