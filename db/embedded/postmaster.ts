import { execFileSync } from 'node:child_process'
import { lchownSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { draftOf, isAlive } from './drafts.ts'
import type { Place } from './place.ts'

/** The server that runs on a cluster. Not `ready` while it starts, recovers or stops. */
export interface Postmaster {
  pid: number
  port: number
  ready: boolean
}

const pidFile = (data: string) => join(data, 'postmaster.pid')

const readPidFile = (data: string) => {
  try {
    return readFileSync(pidFile(data), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** What runs on the cluster in `data` right now, whoever started it. */
export const findPostmaster = (data: string): Postmaster | undefined => {
  // Lines: pid, data, start time, port, socket folder, address, shared memory key, state.
  const lines = readPidFile(data).split('\n')
  const pid = Number(lines[0])
  if (!pid || !serves(pid, data)) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/**
 * Is `pid` the server of the cluster in `data`? That a process has this pid proves nothing: after a crash
 * the number may belong to any other process, and a zombie keeps its pid too (but has no command line).
 */
export const serves = (pid: number, data: string) => {
  try {
    if (process.platform === 'win32') return process.kill(pid, 0)
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-wwo', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(
        `-D ${data} `,
      )
    }
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    // The folder tells about one that was started by hand. A root without ptrace rights cannot read it.
    return args.includes(data) || readlinkSync(`/proc/${pid}/cwd`) === data
  } catch {
    return false // no such process, or one that is not ours to look at
  }
}

// Above every pid that a system hands out, so never alive.
const nobodysPid = '2147483647'

/**
 * PostgreSQL refuses to start while the pid in a stale postmaster.pid is alive, even if it now belongs to some
 * other process. Only that number is replaced: the shared memory key stays, by which PostgreSQL recognises
 * children of the crashed server that still run. Call it when `findPostmaster` found nothing.
 */
export const disownPidFile = ({ data, account: { uid, gid } }: Place) => {
  const stale = readPidFile(data)
  const pid = stale.split('\n', 1)[0] ?? ''
  if (!pid || !isAlive(Number(pid)) || serves(Number(pid), data)) return
  const draft = draftOf(data)
  writeFileSync(draft, stale.replace(pid, nobodysPid), { mode: 0o600 })
  if (uid !== undefined && gid !== undefined) lchownSync(draft, uid, gid)
  const unchanged = readPidFile(data) === stale // otherwise another process has started a server since
  if (unchanged) renameSync(draft, pidFile(data))
  else rmSync(draft)
}
