import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../db/database.ts'
import { startEmbedded } from '../../db/embedded.ts'
import { migrate } from '../../db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A server of this run's own, as a url without its database. */
    serverUrl: string
  }
}

/** One PostgreSQL for the run, with a migrated database that every test file copies (some 20 ms each). */
export default async function setup(project: TestProject) {
  const home = mkdtempSync(path.join('/var/tmp', 'hirewire-tests-'))
  // As root the server runs under another account, which must be able to get in
  chmodSync(home, 0o755)
  const server = await startEmbedded(home, { fast: true })
  // A run that is told to end comes to no teardown.
  const cutOff = () => void server.stop()
  process.once('exit', cutOff)
  const admin = new pg.Client({ connectionString: server.url('postgres') })
  await admin.connect()
  await admin.query('create database template_hirewire')
  await admin.end()
  const onError = () => {}
  const database = await openDatabase(server.url('template_hirewire'), { onError })
  await migrate(database, onError)
  await database.close()
  project.provide('serverUrl', server.url(''))
  return async () => {
    process.off('exit', cutOff)
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
