import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { freePort } from '../../db/embedded/port.ts'
import { until } from './wait.ts'

/** Starts a Redis that keeps nothing, at a port of its own. `program` is what `available('redis-server')` found. */
export const ownRedis = async (program: string) => {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let child: ChildProcess
  const answers = async () => {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 })
    client.on('error', () => {})
    try {
      await client.connect()
      return (await client.ping()) === 'PONG'
    } catch {
      return false // not yet
    } finally {
      client.disconnect()
    }
  }
  const start = async () => {
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
    child = spawn(program, settings, { stdio: 'ignore' })
    await until('Redis answers', answers)
  }
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  await start()
  return {
    url,
    start,
    kill,
    /** SIGSTOP: it takes connections and answers nothing. */
    stop: () => void child.kill('SIGSTOP'),
    /** SIGCONT: and goes on. */
    resume: () => void child.kill('SIGCONT'),
  }
}

export type OwnRedis = Awaited<ReturnType<typeof ownRedis>>
