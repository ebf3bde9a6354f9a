import { randomBytes } from 'node:crypto'
import { execFile } from 'node:child_process'
import { lchownSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Binaries, spawnOptions } from './binaries.ts'
import { draftOf, publish } from './drafts.ts'
import { type Account, hasCluster, type Place } from './place.ts'

export const superuser = 'hirewire'

// glibc's C.UTF-8 as the libc locale: with plain C, pg_trgm would drop every letter outside ASCII.
const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'

/** Make the cluster of `place`, with a password of its own. Another process may win: then theirs stays. */
export const createCluster = async ({ data, account }: Place, { initdb }: Binaries, fast: boolean) => {
  const draft = draftOf(data)
  const cluster = join(draft, 'data')
  const password = join(draft, 'password')
  mkdirSync(draft, { mode: 0o700 })
  try {
    mkdirSync(cluster, { mode: 0o700 })
    writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
    for (const path of [cluster, password, draft]) give(path, account)
    const args = [
      '-D',
      cluster,
      '-U',
      superuser,
      `--pwfile=${password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
    ]
    args.push(
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      `--locale=${locale}`,
      '--no-instructions',
    )
    if (fast) args.push('--no-sync')
    await promisify(execFile)(initdb, args, spawnOptions(account))
    renameSync(password, passwordFile(cluster)) // inside, so that it appears in one step with the cluster
    publish(cluster, data, () => hasCluster(data))
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

const give = (path: string, { uid, gid }: Account) => {
  if (uid !== undefined && gid !== undefined) lchownSync(path, uid, gid)
}

const passwordFile = (data: string) => join(data, 'hirewire.password')

export const readPassword = (data: string) => readFileSync(passwordFile(data), 'utf8')

export const assertSameMajor = (data: string, major: string) => {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (made === major) return
  throw new Error(
    `The database in ${data} was made by PostgreSQL ${made}, and Hirewire now comes with PostgreSQL ${major}. ` +
      'Start the earlier release, save the data with pg_dump and restore it here; ' +
      'or move the folder away to begin with an empty database.',
  )
}
