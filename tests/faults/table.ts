import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cases, type Case, type CaseId, type Target } from './cases.ts'
import { nothingFound, type Findings, type Row } from './fault.ts'

const kinds = ['lost', 'duplicated', 'gaps', 'seen'] as const satisfies (keyof Findings)[]

/** The rows that tests left in the folder, one for each case: parts of one case are put together. */
export const readRows = (folder: string): Map<CaseId, Row> => {
  const rows = new Map<CaseId, Row>()
  for (const file of readdirSync(folder)) {
    const part = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Row
    const row = rows.get(part.id) ?? { ...part, done: 0, findings: nothingFound(), figures: {}, seconds: 0 }
    rows.set(part.id, row)
    row.done += part.done
    row.seconds += part.seconds
    if (part.broken) row.broken = part.broken
    for (const kind of kinds) row.findings[kind].push(...part.findings[kind])
    for (const [name, samples] of Object.entries(part.figures)) (row.figures[name] ??= []).push(...samples)
  }
  return rows
}

/** Of all samples the one that counts: the 99th of a hundred, or the worst. */
const decisive = (samples: number[], { of, least }: Target) => {
  const sorted = samples.toSorted((a, b) => a - b)
  if (of === 'p99') return sorted[Math.ceil(sorted.length * 0.99) - 1]
  return least === undefined ? sorted.at(-1) : sorted[0]
}

const number = (value: number) => Math.round(value).toLocaleString('en')

const judgeFigure = (name: string, target: Target, samples: number[] = []) => {
  const value = decisive(samples, target)
  const bound = target.least === undefined ? `≤ ${number(target.most!)}` : `≥ ${number(target.least)}`
  if (value === undefined) return { ok: false, text: `${name} was not taken (${bound} ${target.unit})` }
  const ok = value <= (target.most ?? Infinity) && value >= (target.least ?? 0)
  const p99 = target.of ? ' p99' : ''
  return {
    ok,
    text: `${ok ? '' : '✗ '}${name}${p99} ${number(value)} ${target.unit} (${bound})`.replace('  ', ' '),
  }
}

/** One line of the table, and whether all in it is as it must be. */
export const judge = (id: CaseId, row: Row | undefined) => {
  const { does, times, figures }: Case = cases[id]
  if (!row)
    return {
      ok: false,
      cells: ['✗', id, does, `0 of ${number(times.full)}`, '', '', '', '', 'left no figures', ''],
    }
  const judged = Object.entries(figures).map(([name, target]) => judgeFigure(name, target, row.figures[name]))
  const counts = kinds.map(kind => row.findings[kind].length)
  const ok = !row.broken && counts.every(count => count === 0) && judged.every(figure => figure.ok)
  const done = row.done < times.full ? `${number(row.done)} of ${number(times.full)}` : number(row.done)
  const remarks = [
    ...judged.map(({ text }) => text),
    ...(row.broken ? [`✗ ${row.broken.split('\n', 1)[0]}`] : []),
  ]
  return {
    ok,
    cells: [
      ok ? '✓' : '✗',
      id,
      does,
      done,
      ...counts.map(String),
      remarks.join(' · '),
      `${number(row.seconds)} s`,
    ],
  }
}

export const headings = ['', '', 'what was done', 'times', 'L', 'D', 'G', 'X', 'figures', 'took']

/** Cells in columns as wide as they need. */
export const layTable = (lines: string[][]) => {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map(cells => cells[column]!.length)))
  return lines
    .map(cells =>
      cells
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
