import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Settings } from '../../env.ts'
import { findings, type Finding } from './finding.ts'

/** The oldest that runs TypeScript as it stands, and the one that all is tested on. */
const oldest = [22, 18] as const
const tested = 24

export const checkNode = (version = process.versions.node): Finding[] => {
  const { good, warning, wrong } = findings('Node')
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const mend = `Start it through npm (npm start, npm run …): that takes the Node ${tested} of the packages.`
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
    return wrong(`${version} is too old.`, mend)
  return major < tested ? warning(`${version}; everything is tested on ${tested}.`, mend) : good(version)
}

const megabyte = 1_024 * 1_024
const leastMegabytes = 200
const enoughMegabytes = 1_000

/** Room for the embedded database. A folder that is not there yet will be made on the disk of the one above. */
export const checkDisk = async ({ DATA_DIR, DATABASE_URL }: Settings): Promise<Finding[]> => {
  if (DATABASE_URL) return []
  const { good, warning, wrong } = findings('Disk')
  let folder = path.resolve(DATA_DIR)
  while (!existsSync(folder)) folder = path.dirname(folder)
  const { bavail, bsize } = await statfs(folder)
  const free = Math.floor((bavail * bsize) / megabyte)
  const found = `${free.toLocaleString('en')} MB free for DATA_DIR.`
  const mend = 'Make room, or let DATA_DIR name a folder on another disk.'
  if (free < leastMegabytes) return wrong(found, mend)
  return free < enoughMegabytes ? warning(found, mend) : good(found)
}
