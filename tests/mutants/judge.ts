import type { Result } from './suite.ts'

/** What a test itself has seen, or waited for in vain. Whatever else fails may be the plant, which is no code at all. */
const isFinding =
  /^(AssertionError|Error: (Not within|Test timed out|Property failed|promise resolved .* instead of rejecting))/

export const firstLine = (text: string) => text.trim().split('\n', 1)[0]!

/** Why a fault does not count as caught, from how the test that should find it and the one it leaves alone have ended. */
export const judge = (finder: Result, works: Result): string | undefined => {
  if (finder.status === 'passed') return 'the test is green'
  if (finder.status === 'skipped') return `the test never began: ${firstLine(finder.message)}`
  if (!isFinding.test(finder.message)) return `the test broke and saw nothing: ${firstLine(finder.message)}`
  return works.status === 'passed' ? undefined : `nothing works any more: ${firstLine(works.message)}`
}
