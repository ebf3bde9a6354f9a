import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../db/database.ts'
import { startEmbedded } from '../../db/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import { fillWorld, type World } from './world.ts'

/** `track_commit_timestamp` tells when a change became true; the statements are counted where a row asks for it. */
const settings = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'none',
  track_commit_timestamp: 'on',
}
const template = 'bench_template'

const within = async <Result>(url: string, work: (client: pg.Client) => Promise<Result>) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A database of one side of one row, and a connection that looks into it beside what is measured. */
export interface Copy {
  url: string
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  drop(): Promise<void>
}

/**
 * A PostgreSQL of the bench's own, as the product starts it by itself and as it keeps data: every commit is on the disk
 * when it is answered. It holds one filled database, of which every side of every row gets a copy.
 */
export const startCluster = async () => {
  const home = mkdtempSync(path.join('/var/tmp', 'hirewire-bench-'))
  // As root the server runs under another account, which must be able to get in
  chmodSync(home, 0o755)
  const first = await startEmbedded(home)
  await within(first.url('postgres'), async client => {
    for (const [name, value] of Object.entries(settings))
      await client.query(`alter system set ${name} = '${value}'`)
  })
  await first.stop()
  const server = await startEmbedded(home)
  const admin = <Result>(work: (client: pg.Client) => Promise<Result>) => within(server.url('postgres'), work)

  const fill = async (): Promise<World> => {
    await admin(client => client.query(`create database ${template}`))
    const url = server.url(template)
    const onError = () => {}
    const database = await openDatabase(url, { onError })
    await migrate(database, onError)
    await database.close()
    return within(url, async client => {
      const world = await fillWorld(client)
      await client.query('create extension pg_stat_statements')
      await client.query('vacuum analyze')
      return world
    })
  }
  let copies = 0

  return {
    fill,
    /** `counted`: pg_stat_statements looks at what is asked in it. */
    copy: async ({ counted = false } = {}): Promise<Copy> => {
      copies += 1
      const name = `bench_${copies}`
      await admin(async client => {
        await client.query(`create database ${name} template ${template}`)
        if (counted) await client.query(`alter database ${name} set pg_stat_statements.track = 'all'`)
      })
      const url = server.url(name)
      const beside = new pg.Client({ connectionString: url, options: '-c pg_stat_statements.track=none' })
      // It ends with the server when a row fails.
      beside.on('error', () => {})
      await beside.connect()
      return {
        url,
        sql: async <Row>(text: string, values: unknown[] = []) =>
          (await beside.query(text, values)).rows as Row[],
        drop: async () => {
          await beside.end()
          await admin(client => client.query(`drop database ${name} with (force)`))
        },
      }
    },
    stop: async () => {
      await server.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

export type Cluster = Awaited<ReturnType<typeof startCluster>>
