import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, findBinaries, spawnOptions } from './embedded/binaries.ts'
import { assertSameMajor, createCluster, readPassword, superuser } from './embedded/cluster.ts'
import { sweepDrafts } from './embedded/drafts.ts'
import { findCluster, findPlace, hasCluster, type Place } from './embedded/place.ts'
import { freePort } from './embedded/port.ts'
import { disownPidFile, findPostmaster, type Postmaster, serves } from './embedded/postmaster.ts'

/** Our database on the embedded server. */
export const databaseName = 'hirewire'

export interface Embedded {
  /** The address of one database on the server, with user and password. */
  url(database: string): string
  pid: number
  port: number
  /** True in the one process that started the server, false in those that attached to it. */
  started: boolean
  /** Shut the server down, whoever uses it (open transactions are rolled back), and wait until it is gone. */
  stop(): Promise<void>
}

interface Options {
  /** For tests: a crash of the machine may lose the data. Only heeded by the process that starts the server. */
  fast?: boolean
  /** Told in words about anything surprising, such as another place for the files. */
  log?: (line: string) => void
}

/**
 * Attach to, or start, the PostgreSQL whose data is under `home`.
 * Any number of processes may ask at once: one of them starts it. It is a process group of its own, so it
 * survives Ctrl-C and the death of the process that started it; the next one attaches.
 * @throws Error, in words, when it cannot run here or does not start
 */
export const startEmbedded = async (home: string, { fast = false, log }: Options = {}): Promise<Embedded> => {
  const place = findPlace(home, log ?? (() => {}))
  const running = findPostmaster(place.data)
  if (running?.ready) return attached(place, running, false)

  const binaries = await findBinaries(place)
  sweepDrafts(place.folder)
  if (!hasCluster(place.data)) await createCluster(place, binaries, fast)
  assertSameMajor(place.data, binaries.major)
  return attachOrStart(place, binaries, fast)
}

/** The PostgreSQL whose data is under `home`, if it runs. Starts nothing and makes nothing. */
export const findEmbedded = (home: string): Embedded | undefined => {
  const place = findCluster(home)
  if (!place) return undefined
  const running = findPostmaster(place.data)
  return running?.ready ? attached(place, running, false) : undefined
}

const attached = ({ data }: Place, { pid, port }: Postmaster, started: boolean): Embedded => {
  const password = readPassword(data)
  return {
    url: database => `postgres://${superuser}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    pid,
    port,
    started,
    stop: async () => {
      if (serves(pid, data)) shutDown(pid)
      while (serves(pid, data)) await sleep(20)
    },
  }
}

const shutDown = (pid: number) => {
  try {
    process.kill(pid, 'SIGINT') // PostgreSQL's "fast" shutdown
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // else it went by itself
  }
}

const patience = 60_000 // ms. Recovery after a crash takes a while.

const attachOrStart = async (place: Place, binaries: Binaries, fast: boolean): Promise<Embedded> => {
  const deadline = Date.now() + patience
  while (Date.now() < deadline) {
    const running = findPostmaster(place.data)
    if (running?.ready) return attached(place, running, false)
    // One that starts or stops for another process is waited for.
    const started = running ? undefined : await launch(place, binaries, fast, deadline)
    if (started) return started
    await sleep(50)
  }
  throw failure(place, `was not ready within ${patience / 1000} s`)
}

// Another process was first; or children of a crashed server are still on their way out; or the port went.
const willPass = /lock file|shared memory block|Address already in use/

/** @returns undefined when the attempt failed for a reason that will pass */
const launch = async (place: Place, binaries: Binaries, fast: boolean, deadline: number) => {
  disownPidFile(place)
  const port = await freePort()
  const log = openLog(place)
  const child = spawn(binaries.postgres, serverArguments(place.data, port, fast), {
    ...spawnOptions(place.account),
    detached: true,
    stdio: ['ignore', log.file, log.file],
  })
  closeSync(log.file)
  const over = ended(child)
  while (!over() && Date.now() < deadline) {
    const running = findPostmaster(place.data)
    if (running?.ready) return attached(place, running, running.pid === child.pid)
    await sleep(20)
  }
  const said = readFileSync(log.path).subarray(log.start).toString()
  const how = over()
  if (how && !willPass.test(said)) throw failure(place, how)
  return undefined
}

const serverArguments = (data: string, port: number, fast: boolean) => {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200']
  if (fast) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  return ['-D', data, '-p', String(port), ...settings.flatMap(setting => ['-c', setting])]
}

/** How the child ended, in words, or undefined while it runs. It does not keep this process alive. */
const ended = (child: ChildProcess) => {
  let how: string | undefined
  child.once('error', error => (how = `could not be run: ${error.message}`))
  child.once('exit', (code, signal) => (how = `ended with ${signal ?? `code ${code}`}`))
  child.unref()
  return () => how
}

const logPath = ({ folder }: Place) => join(folder, 'postgres.log')

const openLog = (place: Place) => {
  const path = logPath(place)
  const sizeOf = () => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (sizeOf() > 10_000_000) renameSync(path, `${path}.old`)
  return { path, start: sizeOf(), file: openSync(path, 'a', 0o600) }
}

const failure = (place: Place, what: string) => {
  const path = logPath(place)
  const tail = existsSync(path)
    ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-15)
    : ['(there is none)']
  return new Error(
    `PostgreSQL, with its data in ${place.data}, ${what}. The end of its log (${path}):\n  ` +
      `${tail.join('\n  ')}\nSet DATABASE_URL to use a server of your own instead.`,
  )
}
