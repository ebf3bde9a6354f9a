import { parseArgs } from 'node:util'
import { faults, stillWorks, type Fault } from './faults.ts'
import { firstLine, judge } from './judge.ts'
import { plant } from './plant.ts'
import { makeScratch } from './scratch.ts'
import { runTests, stopTests } from './suite.ts'

interface Line {
  fault: string
  /** The test that turned red; otherwise why this fault does not count as caught. */
  caughtBy?: string
  because?: string
  seconds: number
  /** What the test said. */
  saw: string
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' } },
})
const unknown = positionals.filter(name => !faults.some(fault => fault.name === name))
if (options.help || unknown.length) {
  if (unknown.length) console.error(`There is no fault ${unknown.join(', ')}.`)
  console.error('npm run mutants -- ["fault" …]\nPlants each in a copy of the project; a test must find it:')
  for (const { name, breaks } of faults) console.error(`  ${name}: ${breaks}`)
  process.exit(unknown.length ? 1 : 0)
}
const chosen = faults.filter(({ name }) => !positionals.length || positionals.includes(name))

const secondsSince = (began: number) => (performance.now() - began) / 1_000
const began = performance.now()
const say = (line: string) => console.error(`${secondsSince(began).toFixed(0).padStart(4)} s  ${line}`)

const scratch = makeScratch()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    const leave = () => {
      scratch.remove()
      process.exit(1)
    }
    stopTests().then(leave, leave)
  })

/** The tests as they are when nothing is wrong: those that are red all the same prove nothing. */
const redWithout = async () => {
  const tests = [...chosen.map(({ caughtBy }) => caughtBy), stillWorks]
  const resultOf = await runTests(scratch.folder, tests)
  return tests.flatMap(test => {
    const { status, message } = resultOf(test)
    return status === 'passed' ? [] : [`${test.file}: ${test.test}: ${status}\n${message}`]
  })
}

const tryOut = async (fault: Fault): Promise<Line> => {
  const { name, caughtBy } = fault
  const begun = performance.now()
  const resultOf = await scratch.withFault(fault, () => runTests(scratch.folder, [caughtBy, stillWorks]))
  const finder = resultOf(caughtBy)
  const because = judge(finder, resultOf(stillWorks))
  return {
    fault: name,
    seconds: secondsSince(begun),
    ...(because ? { because } : { caughtBy: caughtBy.test }),
    saw: firstLine(finder.message),
  }
}

const tableOf = (lines: Line[]) =>
  [
    ['fault', 'caught by', 's'],
    ['---', '---', '--:'],
    ...lines.map(({ fault, caughtBy, because, seconds }) => [
      fault,
      caughtBy ?? `**nothing** (${because})`,
      seconds.toFixed(0),
    ]),
  ]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n')

try {
  // One that does not fit the code any more is told of at once.
  for (const fault of chosen) plant(scratch.folder, fault)
  say('the tests, with nothing wrong')
  const red = await redWithout()
  if (red.length) throw new Error(`These are red without any fault:\n${red.join('\n')}`)
  const lines: Line[] = []
  for (const fault of chosen) {
    say(`${fault.name}: ${fault.breaks}`)
    const line = await tryOut(fault)
    say(line.caughtBy ? `  caught: ${line.saw}` : `  NOT CAUGHT: ${line.because}`)
    lines.push(line)
  }
  const caught = lines.filter(({ caughtBy }) => caughtBy).length
  console.log(`\n${tableOf(lines)}\n\n${caught} of ${lines.length} caught`)
  process.exitCode = caught === lines.length ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  scratch.remove()
}
