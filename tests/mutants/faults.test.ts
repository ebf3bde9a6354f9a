import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { faults, stillWorks } from './faults.ts'
import { judge } from './judge.ts'
import { plant } from './plant.ts'
import type { Result } from './suite.ts'

describe('the planted faults', () => {
  it('are the fourteen, each once', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(14)
  })

  it.each(faults)('fit the code as it is: $name', fault => {
    const files = [...plant('.', fault).values()]
    expect(files.length).toBeGreaterThan(0)
    for (const { sound, faulty } of files) expect(faulty).not.toBe(sound)
  })

  it.each([stillWorks, ...faults.map(({ caughtBy }) => caughtBy)])(
    'have their test: $test',
    ({ file, test }) => {
      expect(readFileSync(file, 'utf8')).toContain(`it('${test}'`)
    },
  )
})

describe('a fault counts as caught', () => {
  const green: Result = { status: 'passed', message: '' }
  const red = (message: string): Result => ({ status: 'failed', message })

  it('by what a test saw or waited for, and only if the rest works', () => {
    expect(judge(red('AssertionError: expected 1 to be 2'), green)).toBeUndefined()
    expect(judge(red('Error: Not within 10000 ms: somebody is put out'), green)).toBeUndefined()
    expect(judge(red('Error: Test timed out in 30000ms.'), green)).toBeUndefined()
  })

  it('not by a test that is green, never began or merely broke, nor if nothing works any more', () => {
    const seen = red('AssertionError: expected 1 to be 2')
    expect(judge(green, green)).toBe('the test is green')
    expect(judge({ status: 'skipped', message: 'SyntaxError: no' }, green)).toContain('SyntaxError')
    expect(judge(red('TypeError: x is not a function\n  at y'), green)).toContain('TypeError')
    expect(judge(seen, seen)).toContain('nothing works')
  })
})
