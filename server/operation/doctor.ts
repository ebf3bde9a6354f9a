import type { Settings } from '../env.ts'
import { checkClock } from './checks/clock.ts'
import { reachDatabase } from './checks/connection.ts'
import { checkDatabase, checkMigrations } from './checks/database.ts'
import { run, type Finding, type Mark } from './checks/finding.ts'
import { checkDisk, checkNode } from './checks/machine.ts'
import { checkPort } from './checks/port.ts'
import { checkPostmark } from './checks/postmark.ts'
import { checkQueues } from './checks/queues.ts'
import { checkRedis } from './checks/redis.ts'
import { checkPublicUrl, checkSettings } from './checks/settings.ts'

const signs: Record<Mark, string> = { good: '✓', warning: '!', wrong: '✗', note: '·' }

const lineOf = ({ mark, about, found, mend }: Finding) =>
  `${signs[mark]} ${about.padEnd(12)} ${found}${mend ? ` ${mend}` : ''}\n`

/** Everything about the database; what needs it is left out where it cannot be reached. */
const checkAllOfDatabase = async (settings: Settings) => {
  const { url, found } = await reachDatabase(settings)
  if (!url) return found
  const checks = {
    Database: () => checkDatabase(url, settings),
    Migrations: () => checkMigrations(url),
    Clock: () => checkClock(url),
    Queues: () => checkQueues(url),
  }
  return (await Promise.all(Object.entries(checks).map(([about, check]) => run(about, check)))).flat()
}

/** Looks at everything the product stands on, and changes nothing. */
const examine = async (): Promise<Finding[]> => {
  const { settings, found } = checkSettings()
  const first = [...checkNode(), ...found]
  if (!settings)
    return [
      ...first,
      { mark: 'note', about: 'The rest', found: 'is looked at once the environment can be read.' },
    ]
  const rest = await Promise.all([
    run('PUBLIC_URL', async () => checkPublicUrl(settings)),
    run('Port', () => checkPort(settings)),
    run('Disk', () => checkDisk(settings)),
    checkAllOfDatabase(settings),
    run('Redis', () => checkRedis(settings)),
    run('Mail', () => checkPostmark(settings)),
  ])
  return [...first, ...rest.flat()]
}

/** `npm run doctor`: what is as it should be, what is not, and how to mend it. Ends with 1 if something has to be mended. */
const main = async () => {
  const findings = await examine()
  const text = findings.map(lineOf).join('')
  const isWrong = findings.some(({ mark }) => mark === 'wrong')
  // Whatever still waits for an answer must not keep us.
  process.stdout.write(text, () => process.exit(isWrong ? 1 : 0))
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
