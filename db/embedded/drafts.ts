import { randomBytes } from 'node:crypto'
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

// A folder is made as a draft next to its target and then renamed, so that it appears whole or not at all.
// Processes may race: the first rename wins and the others throw their draft away. No lock is needed.

const abandonedAfter = 10 * 60_000 // ms. The pid in a name may have been given to another process meanwhile.

/** @returns the name of a new draft of `target`, which says whose it is */
export const draftOf = (target: string) => `${target}.${randomBytes(4).toString('hex')}.${process.pid}.tmp`

/** Rename `draft` to `target`, unless another process was first: `isThere` tells. Nobody gets half of one. */
export const publish = (draft: string, target: string, isThere: () => boolean) => {
  try {
    renameSync(draft, target)
  } catch (cause) {
    if (!isThere()) throw new Error(`${target} is in the way: move it elsewhere.`, { cause })
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Remove what processes that were killed on the way left in `folder`. */
export const sweepDrafts = (folder: string, now = Date.now()) => {
  for (const name of readdirSync(folder)) {
    const pid = /^(?:pgdata|postgres-[^/]+)\.[0-9a-f]{8}\.(\d+)\.tmp$/.exec(name)?.[1]
    if (!pid) continue
    const draft = join(folder, name)
    const made = statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? now
    if (!isAlive(Number(pid)) || now - made > abandonedAfter) rmSync(draft, { recursive: true, force: true })
  }
}

export const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // another account's, but alive
  }
}
