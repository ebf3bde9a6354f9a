import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cases, type Case, type CaseId } from './cases.ts'
import { isSound, makeTable, readRows, timesOf } from './table.ts'

const root = path.resolve(import.meta.dirname, '../..')
const bin = path.join(root, 'node_modules/.bin')
const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-faults-'))
const env = {
  ...process.env,
  PATH: `${bin}${path.delimiter}${process.env.PATH}`,
  FAULTS: process.env.FAULTS ?? 'full',
  FAULTS_REPORT: folder,
}

/** `npm run faults F7 A2` runs those alone. */
const asked = process.argv.slice(2)
const ids = (Object.keys(cases) as CaseId[]).filter(id => !asked.length || asked.includes(id))
const began = performance.now()
const elapsed = () => `${((performance.now() - began) / 1_000).toFixed(0).padStart(4)} s`

const shown = new Map<CaseId, number>()
/** Tells of each case as its line comes in, or a further part of it. */
const showProgress = () => {
  for (const [id, row] of readRows(folder)) {
    if (shown.get(id) === row.done) continue
    shown.set(id, row.done)
    console.log(
      `${elapsed()}  ${isSound(row) ? '✓' : '✗'} ${id}: ${cases[id].does}, ${timesOf(id, row.done)}`,
    )
  }
}

/** Runs the tests of these cases; what they print is only shown if one of them fails. */
const run = async (those: CaseId[], workers: number) => {
  if (!those.length) return true
  const files = [...new Set(those.map(id => cases[id].file))]
  console.log(`${elapsed()}  … ${those.join(', ')}`)
  const child = spawn('vitest', ['run', `--maxWorkers=${workers}`, ...files], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const looking = setInterval(showProgress, 1_000)
  const code = await new Promise(resolve => child.on('close', resolve))
  clearInterval(looking)
  showProgress()
  if (code !== 0) console.log(output)
  return code === 0
}

const alone = ids.filter(id => (cases[id] as Case).alone)
const passed = [
  await run(alone, 1),
  await run(
    ids.filter(id => !alone.includes(id)),
    2,
  ),
]
const table = makeTable(ids, readRows(folder))
console.log(`\n${table.text}\n`)
console.log(
  'L lost · D duplicated · G gaps · X seen by others. A figure is the worst of its samples unless it says p99.',
)
const ok = table.ok && passed.every(Boolean)
console.log(`${ok ? 'All as it must be' : 'Something is off'}, in ${elapsed().trim()}.`)
rmSync(folder, { recursive: true, force: true })
process.exitCode = ok ? 0 : 1
