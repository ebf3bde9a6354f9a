import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Fault } from './faults.ts'

type Test = Fault['caughtBy']

interface Report {
  testResults: {
    name: string
    message: string
    assertionResults: { title: string; fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

/** One test of a run, as it ended; `skipped` also for one that was never begun. */
export interface Result {
  status: 'passed' | 'failed' | 'skipped'
  message: string
}

/** A run that takes longer, in ms, is ended: a fault may well make something wait for ever. */
const patience = 180_000

/** How long the tests then have to put away what they started, their PostgreSQL first of all. */
const farewell = 10_000

let running: ChildProcess | undefined

const killGroup = ({ pid }: ChildProcess) => {
  try {
    process.kill(-pid!, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // else nobody was left
  }
}

/** Ends the tests under way, and the nodes that they started. */
export const stopTests = async () => {
  const child = running
  if (!child) return
  const gone = once(child, 'exit')
  const timer = setTimeout(killGroup, farewell, child)
  child.kill('SIGTERM')
  await gone
  clearTimeout(timer)
  killGroup(child)
}

const vitest = (folder: string, args: string[]) =>
  new Promise<string>((resolve, reject) => {
    const bin = path.join(folder, 'node_modules/.bin')
    const child = spawn(path.join(bin, 'vitest'), args, {
      cwd: folder,
      // The packages' own Node
      env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that it can be ended together with the nodes it starts
      detached: true,
    })
    running = child
    const timer = setTimeout(() => void stopTests(), patience)
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('error', reject)
    child.on('close', () => {
      clearTimeout(timer)
      running = undefined
      resolve(output)
    })
  })

/** Runs these tests and no others, in this copy of the project. Says how each of them ended. */
export const runTests = async (folder: string, tests: Test[]): Promise<(test: Test) => Result> => {
  const names = tests.map(({ test }) => test.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('|')
  const file = path.join(folder, 'report.json')
  const files = [...new Set(tests.map(test => test.file))]
  const output = await vitest(folder, [
    'run',
    ...files,
    '-t',
    names,
    '--reporter=json',
    `--outputFile=${file}`,
  ])
  if (!existsSync(file)) {
    const message = `the tests left no report\n${output.slice(-2_000)}`
    return () => ({ status: 'skipped', message })
  }
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report
  rmSync(file)
  return ({ file, test }) => {
    const ofFile = testResults.find(({ name }) => name.endsWith(`/${file}`))
    const found = ofFile?.assertionResults.find(({ title }) => title === test)
    if (!found) return { status: 'skipped', message: ofFile?.message || `${file} has no test of this name.` }
    const { status, failureMessages } = found
    return {
      status: status === 'passed' || status === 'failed' ? status : 'skipped',
      message: failureMessages[0] ?? ofFile?.message ?? '',
    }
  }
}
