import path from 'node:path'
import pg from 'pg'
import { databaseName, findEmbedded } from '../../../db/embedded.ts'
import type { Settings } from '../../env.ts'
import { findings, type Finding } from './finding.ts'

/** For the connection, and for each answer: together less than a check may take. */
const patienceMs = 2_400

/** Runs `work` on a connection of its own to this database. */
export const connected = async <Result>(url: string, work: (client: pg.Client) => Promise<Result>) => {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
    application_name: 'hirewire doctor',
  })
  // A connection that breaks fails what is asked on it; it must not end the process besides.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    void client.end()
  }
}

/** By PostgreSQL's or the system's code: what it means, and what to do. `where` and `who` come from the address. */
const faults: Record<string, [found: string, mend: string]> = {
  ECONNREFUSED: [
    'nothing listens at {where}.',
    'Start PostgreSQL, or correct host and port in DATABASE_URL.',
  ],
  ENOTFOUND: ['there is no host of the name in {where}.', 'Correct the host in DATABASE_URL.'],
  EAI_AGAIN: [
    'the host in {where} cannot be looked up.',
    'Correct the host in DATABASE_URL, or this machine’s DNS.',
  ],
  '28P01': [
    'the password of {who} is refused.',
    'Correct user and password in DATABASE_URL; signs such as @ : / in it are written in percent (%40 %3A %2F).',
  ],
  '28000': [
    '{who} is not let in.',
    'Make the role, or let it in from this machine in pg_hba.conf; where only encrypted lines are let in, add ?sslmode=require.',
  ],
  '3D000': [
    'there is no database of the name in {where}.',
    'Create it (createdb), or correct the name in DATABASE_URL.',
  ],
  '42501': ['{who} may not connect.', 'As the owner of the database: grant connect on it.'],
  '53300': [
    '{where} has no connection left.',
    'Raise max_connections, lower DATABASE_POOL, or use a pooler.',
  ],
  '57P03': ['{where} is starting or stopping.', 'Wait a moment; its log says what it does.'],
}
const silent: [string, string] = [
  '{where} does not answer.',
  'Let this machine reach that port: a firewall or a security group may be in between.',
]

const explain = (url: string, error: unknown): Finding[] => {
  const { code = '', message } = error as { code?: string; message: string }
  const { username, hostname, port, pathname } = new URL(url)
  const known =
    faults[code] ??
    (/timeout|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/i.test(`${code} ${message}`) ? silent : undefined)
  const [found, mend] = known ?? [`${message} ({where}).`, 'Its log may say more.']
  const fill = (text: string) =>
    text.replace('{where}', `${hostname}:${port || 5432}${pathname}`).replace('{who}', `"${username}"`)
  return findings('Database').wrong(fill(found), mend)
}

/** The address of the database, if it can be reached; what was found, if not. */
export const reachDatabase = async (settings: Settings): Promise<{ url?: string; found: Finding[] }> => {
  const { DATABASE_URL, DATA_DIR } = settings
  const url = DATABASE_URL ?? findEmbedded(path.resolve(DATA_DIR))?.url(databaseName)
  if (!url)
    return {
      found: findings('Database').note(
        'DATABASE_URL is not set, and the embedded one does not run: npm start starts it.',
      ),
    }
  try {
    await connected(url, client => client.query('select 1'))
    return { url, found: [] }
  } catch (error) {
    return { found: explain(url, error) }
  }
}
