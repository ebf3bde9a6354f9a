import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
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

const running = new Set<ChildProcess>()

/** Ends the tests under way with all that they started. */
export const stopTests = () => {
  for (const { pid } of running) process.kill(-pid!, 'SIGTERM')
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
    running.add(child)
    const timer = setTimeout(() => process.kill(-child.pid!, 'SIGTERM'), patience)
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('error', reject)
    child.on('close', () => {
      clearTimeout(timer)
      running.delete(child)
      resolve(output)
    })
  })

const readReport = (file: string, output: string): Report => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch (error) {
    throw new Error(`The tests left no report.\n${output.slice(-2_000)}`, { cause: error })
  }
}

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
  const { testResults } = readReport(file, output)
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
