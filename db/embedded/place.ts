import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

/** Who runs the server: an account for `spawn`, or nothing when it is simply us. */
export type Account = { uid?: number; gid?: number }

/** Where one server lives: `folder` holds the log and the drafts, `data` is the cluster itself. */
export interface Place {
  folder: string
  data: string
  account: Account
}

// The first that can be made is used. /var/tmp is for a root whose /var/lib is read-only.
const shelters = ['/var/lib/hirewire', '/var/tmp/hirewire']

/**
 * Decide where the server for `home` lives, and as whom.
 * An ordinary user gets `home` itself. PostgreSQL refuses to run as root, so root hands the server to an
 * unprivileged account, and if that account cannot enter `home` (a 0700 folder above it) the server lives
 * in a shelter named after `home`. A cluster that exists already stays where it is, with the owner it has.
 */
export const findPlace = (home: string, log: (line: string) => void): Place => {
  mkdirSync(home, { recursive: true })
  const folder = realpathSync(home)
  if (process.getuid?.() !== 0) return ownPlace(folder)

  const place = existingPlace(placesOf(folder)) ?? newPlace(folder, nameOf(folder))
  if (place.folder !== folder) {
    log(`The account that runs PostgreSQL cannot enter ${folder}: its files are in ${place.folder}`)
  }
  return place
}

/** The place of the cluster that `home` has, if it has one. Makes nothing. */
export const findCluster = (home: string): Place | undefined => {
  if (!existsSync(home)) return undefined
  const folder = realpathSync(home)
  if (process.getuid?.() === 0) return existingPlace(placesOf(folder))
  const place = ownPlace(folder)
  return hasCluster(place.data) ? place : undefined
}

const nameOf = (folder: string) => createHash('sha256').update(folder).digest('hex').slice(0, 16)

const placesOf = (folder: string) => [
  folder,
  ...shelters.filter(isTrusted).map(shelter => join(shelter, nameOf(folder))),
]

const at = (folder: string, account: Account): Place => ({ folder, data: join(folder, 'pgdata'), account })

export const hasCluster = (data: string) => existsSync(join(data, 'PG_VERSION'))

const ownPlace = (folder: string): Place => {
  const place = at(folder, {})
  const owner = lstatSync(place.data, { throwIfNoEntry: false })?.uid
  if (owner === undefined || owner === process.getuid?.() || process.platform === 'win32') return place
  throw new Error(
    `The database in ${place.data} belongs to another account (uid ${owner}). ` +
      'Run as that account or as root, choose another data folder, or set DATABASE_URL.',
  )
}

const existingPlace = (folders: string[]): Place | undefined => {
  const folder = folders.find(candidate => hasCluster(at(candidate, {}).data))
  if (!folder) return undefined
  const { uid, gid } = lstatSync(at(folder, {}).data)
  const place = at(folder, { uid, gid })
  if (uid === 0) throw new Error(`${place.data} belongs to root, and PostgreSQL refuses that: chown it.`)
  if (canEnter(place.data, place.account)) return place
  // Starting an empty one elsewhere would look as if the data were gone.
  throw new Error(
    `The owner of ${place.data} (uid ${uid}) can no longer enter it: allow that (chmod o+x above it).`,
  )
}

const newPlace = (folder: string, name: string): Place => {
  const account = unprivilegedAccount()
  if (canEnter(folder, account)) return at(folder, account)
  const shelter = join(claimFirst(shelters), name)
  claimFolder(shelter)
  if (!canEnter(shelter, account))
    throw new Error(`uid ${account.uid} can enter neither ${folder} nor ${shelter}.`)
  return at(shelter, account)
}

const unprivilegedAccount = (): Account => {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // No such account on this machine: try the next.
    }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is neither a "postgres" nor a "nobody" account to run it as. ' +
      'Run as an ordinary user, or set DATABASE_URL.',
  )
}

/** Asked of the system itself, since modes alone do not tell (groups, ACLs). */
const canEnter = (folder: string, account: Account) => {
  const options = { ...account, cwd: '/', stdio: 'ignore' } as const
  const { status, error } = spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], options)
  if (!error) return status === 0
  throw new Error(`PostgreSQL cannot be run as uid ${account.uid} here: ${error.message}`, { cause: error })
}

const claimFirst = (folders: string[]) => {
  const refusals: string[] = []
  for (const folder of folders) {
    try {
      claimFolder(folder)
      return folder
    } catch (error) {
      refusals.push((error as Error).message) // told below, if every one of them fails
    }
  }
  throw new Error(`There is no safe place for PostgreSQL's files. ${refusals.join(' ')}`)
}

/** Make a folder of ours that nobody else can write in. One that somebody else put there first is refused. */
export const claimFolder = (folder: string) => {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o755 })
  if (!isTrusted(folder)) {
    throw new Error(`${folder} is not ours alone (a link, another owner, or writable by others): remove it.`)
  }
  chmodSync(folder, 0o755) // a strict umask must not lock out the server's account
}

const isTrusted = (folder: string) => {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0
}
