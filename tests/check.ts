import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What must hold before the tests, in order. A step that fails counts as one failure; the rest still runs. */
const steps = {
  'The format is prettier’s': ['prettier', '--check', '.'],
  'oxlint finds nothing': ['oxlint', '.'],
  'The types fit': ['tsc', '-p', '.'],
  'knip finds nothing unused': ['knip'],
}

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { name: string; status: string; message: string; assertionResults: { status: string }[] }[]
}

const root = path.resolve(import.meta.dirname, '..')
const bin = path.join(root, 'node_modules/.bin')
// The packages' own programs first, and with them their Node
const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` }

/** Runs a program to its end. Its output is shown as it comes, or given back. */
const run = ([program, ...args]: string[], { show = false } = {}) =>
  new Promise<{ ok: boolean; output: string }>((resolve, reject) => {
    const stdio = show ? 'inherit' : 'pipe'
    const child = spawn(program!, args, {
      cwd: root,
      env,
      stdio: ['ignore', stdio, stdio],
      shell: process.platform === 'win32',
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('error', reject)
    child.on('close', code => resolve({ ok: code === 0, output }))
  })

/** How many of the steps failed. */
const runSteps = async () => {
  let failed = 0
  for (const [claim, command] of Object.entries(steps)) {
    const began = performance.now()
    const { ok, output } = await run(command)
    const seconds = ((performance.now() - began) / 1_000).toFixed(1)
    console.log(`${ok ? '✓' : '✗'} ${claim} (${seconds} s)`)
    if (ok) continue
    failed += 1
    console.log(output)
  }
  return failed
}

/** The tests, counted from Vitest's own report. What fails outside of any test counts as one failure. */
const runTests = async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-check-'))
  const file = path.join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const { ok } = await run(['vitest', 'run', ...reporters], { show: true })
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    const brokenFiles = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some(result => result.status === 'failed'),
    )
    const failed = report.numFailedTests + brokenFiles.length
    return {
      passed: report.numPassedTests,
      failed: ok ? failed : Math.max(failed, 1),
      skipped: report.numPendingTests + report.numTodoTests,
    }
  } catch (error) {
    console.log(`The tests left no report: ${String(error)}`)
    return { passed: 0, failed: 1, skipped: 0 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const failedSteps = await runSteps()
const { passed, failed, skipped } = await runTests()
process.exitCode = failedSteps + failed ? 1 : 0
console.log(`\n${passed} passed, ${failedSteps + failed} failed, ${skipped} skipped`)
