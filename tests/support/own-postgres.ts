import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { findBinaries, spawnOptions } from '../../db/embedded/binaries.ts'
import { createCluster, readPassword, superuser } from '../../db/embedded/cluster.ts'
import { findPlace } from '../../db/embedded/place.ts'
import { freePort } from '../../db/embedded/port.ts'
import { findPostmaster, serves } from '../../db/embedded/postmaster.ts'
import { until } from './wait.ts'

/**
 * A PostgreSQL of one test's own, which may do with it what it likes, always on the same port. What it has acknowledged
 * it keeps: only its machine is expected not to crash.
 */
export const startOwnPostgres = async () => {
  const home = mkdtempSync(path.join('/var/tmp', 'hirewire-faults-'))
  // As root the server runs under another account, which must be able to get in
  chmodSync(home, 0o755)
  const place = findPlace(home, () => {})
  const binaries = await findBinaries(place)
  await createCluster(place, binaries, true)
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'fsync=off',
  ]
  const settingArguments = settings.flatMap(setting => ['-c', setting])

  const signal = async (name: 'SIGQUIT' | 'SIGINT') => {
    const running = findPostmaster(place.data)
    if (!running) return
    process.kill(running.pid, name)
    await until('PostgreSQL is gone', () => !serves(running.pid, place.data), 30_000)
  }
  /** Resolves once it takes connections; recovery from a crash comes first. */
  const start = async () => {
    spawn(binaries.postgres, ['-D', place.data, '-p', String(port), ...settingArguments], {
      ...spawnOptions(place.account),
      stdio: 'ignore',
    }).unref()
    await until('PostgreSQL takes connections', () => findPostmaster(place.data)?.ready, 30_000)
  }
  await start()
  return {
    url: `postgres://${superuser}:${readPassword(place.data)}@127.0.0.1:${port}/postgres`,
    start,
    /** `pg_ctl stop -m immediate`: every connection is dropped at once, nothing is written down. */
    stopImmediately: () => signal('SIGQUIT'),
    remove: async () => {
      await signal('SIGINT')
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
