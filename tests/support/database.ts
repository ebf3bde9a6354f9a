import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** A database of this test file's own, migrated and empty. */
export const copyDatabase = async () => {
  const serverUrl = inject('serverUrl')
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: `${serverUrl}postgres` })
  await admin.connect()
  // Two files copying at once would find the template in use.
  await admin.query('select pg_advisory_lock(1)')
  await admin.query(`create database ${name} template template_hirewire`)
  await admin.end()
  return {
    url: `${serverUrl}${name}`,
    drop: async () => {
      const client = new pg.Client({ connectionString: `${serverUrl}postgres` })
      await client.connect()
      await client.query(`drop database if exists ${name} with (force)`)
      await client.end()
    },
  }
}
