import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** Programs that some suites need, under the names they go by. */
const programs = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  'redis-server': ['redis-server', 'valkey-server'],
  curl: ['curl'],
}

const isProgram = (file: string) => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The path of a program that a suite needs: `describe.skipIf(!available('chromium'))`. Where it is not installed the
 * suite is skipped and says why; with REQUIRE_ALL, as in CI, that is an error.
 */
export const available = (name: keyof typeof programs): string | undefined => {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const found = programs[name].flatMap(file => folders.map(folder => path.join(folder, file))).find(isProgram)
  if (found) return found
  if (process.env.REQUIRE_ALL) throw new Error(`REQUIRE_ALL is set, and there is no ${name} on this machine.`)
  console.warn(`Skipped: there is no ${name} on this machine.`)
  return undefined
}
