import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { cases, type Case, type CaseId } from './cases.ts'

/** What was found, in words, one entry for each: lost, duplicated, gaps, seen by others. */
export interface Findings {
  lost: string[]
  duplicated: string[]
  gaps: string[]
  seen: string[]
}
export const nothingFound = (): Findings => ({ lost: [], duplicated: [], gaps: [], seen: [] })

/** One line of the table, as a test leaves it in the folder named by FAULTS_REPORT. */
export interface Row {
  id: CaseId
  done: number
  findings: Findings
  figures: Record<string, number[]>
  seconds: number
  /** Why it did not come to its end. */
  broken?: string
}

interface Running<Id extends CaseId> {
  /** How often, in this run. */
  times: number
  /** One more was done. */
  did(count?: number): void
  /** A sample for one of the case's figures. */
  note(figure: keyof (typeof cases)[Id]['figures'] & string, value: number): void
  /** Something that is to be 0. */
  found(findings: Partial<Findings>): void
}

const isFull = process.env.FAULTS === 'full'
const timesOf = (id: CaseId, parts: number) => Math.ceil(cases[id].times[isFull ? 'full' : 'short'] / parts)

const leave = (row: Row) => {
  const folder = process.env.FAULTS_REPORT
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${row.id}-${process.hrtime.bigint()}`)
  writeFileSync(file, JSON.stringify(row))
  // It appears in one step: the runner looks while we write
  renameSync(file, `${file}.json`)
}

/**
 * Runs a case and leaves its line of the table. Whatever was lost, doubled, missing or seen fails the test; the other
 * figures are judged in the table alone, since an ordinary test run shares its processors. `parts`: the case is made of so
 * many tests, each of which does its share.
 */
export const fault = async <Id extends CaseId>(
  id: Id,
  run: (running: Running<Id>) => Promise<void>,
  { parts = 1 } = {},
) => {
  const began = performance.now()
  const row: Row = { id, done: 0, findings: nothingFound(), figures: {}, seconds: 0 }
  try {
    await run({
      times: timesOf(id, parts),
      did: (count = 1) => void (row.done += count),
      note: (figure, value) => void (row.figures[figure] ??= []).push(value),
      found: findings => {
        for (const [kind, what] of Object.entries(findings))
          row.findings[kind as keyof Findings].push(...what)
      },
    })
  } catch (error) {
    row.broken = error instanceof Error ? error.message : String(error)
    throw error
  } finally {
    row.seconds = (performance.now() - began) / 1_000
    leave(row)
  }
  expect(row.findings).toEqual(nothingFound())
  const { figures } = cases[id] as Case
  expect(Object.keys(row.figures).toSorted(), 'every figure was taken').toEqual(
    Object.keys(figures).toSorted(),
  )
}
