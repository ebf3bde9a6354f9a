import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../db/embedded/port.ts'
import { whenStopped } from './process.ts'

const listens = async (port: number) => {
  const socket = connect({ port, host: '127.0.0.1' })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false // not yet
  } finally {
    socket.destroy()
  }
}

/** A Redis that keeps nothing, for one row. Resolves with its address. */
export const startRedis = async (program: string) => {
  const port = await freePort()
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn(program, settings, { stdio: 'ignore' })
  const exited = once(child, 'exit')
  whenStopped(async () => {
    child.kill()
    await exited
  })
  for (const deadline = Date.now() + 5_000; !(await listens(port)); await sleep(20))
    if (Date.now() > deadline) throw new Error(`${program} did not start.`)
  return `redis://127.0.0.1:${port}`
}
