import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cases, type Case, type CaseId, type Target } from './cases.ts'
import { nothingFound, type Findings, type Row } from './fault.ts'

const kinds = ['lost', 'duplicated', 'gaps', 'seen'] as const satisfies (keyof Findings)[]

/** The rows that tests left in the folder, one for each case: parts of one case are put together. */
export const readRows = (folder: string): Map<CaseId, Row> => {
  const rows = new Map<CaseId, Row>()
  for (const file of readdirSync(folder).filter(name => name.endsWith('.json'))) {
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

/** Whether a case went through and nothing was found in it. Its figures are another question. */
export const isSound = ({ broken, findings }: Row) =>
  !broken && kinds.every(kind => findings[kind].length === 0)

export const timesOf = (id: CaseId, done: number) => {
  const { full } = cases[id].times
  return done < full ? `${number(done)} of ${number(full)}` : number(done)
}

/** One line of the table with a remark below it, and whether all in it is as it must be. */
const judge = (id: CaseId, row: Row | undefined) => {
  const { does, figures }: Case = cases[id]
  if (!row) return { ok: false, cells: ['✗', id, does, timesOf(id, 0)], remarks: ['left no figures'] }
  const judged = Object.entries(figures).map(([name, target]) => judgeFigure(name, target, row.figures[name]))
  const ok = isSound(row) && judged.every(figure => figure.ok)
  const counts = kinds.map(kind => number(row.findings[kind].length))
  const remarks = judged.map(({ text }) => text)
  if (row.broken) remarks.push(`✗ ${row.broken.split('\n', 1)[0]}`)
  const cells = [ok ? '✓' : '✗', id, does, timesOf(id, row.done), ...counts, `${number(row.seconds)} s`]
  return { ok, cells, remarks }
}

const headings = ['', '', 'what was done', 'times', 'L', 'D', 'G', 'X', 'took']

/** The table as text, and whether everything in it is as it must be. */
export const makeTable = (ids: CaseId[], rows: Map<CaseId, Row>) => {
  const lines = ids.map(id => judge(id, rows.get(id)))
  const all = [headings, ...lines.map(({ cells }) => cells)]
  const widths = headings.map((_, column) => Math.max(...all.map(cells => cells[column]?.length ?? 0)))
  const lay = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd()
  const below = ' '.repeat(widths[0]! + widths[1]! + 4)
  const text = lines.flatMap(({ cells, remarks }) => [
    lay(cells),
    ...(remarks.length ? [below + remarks.join(' · ')] : []),
  ])
  return { ok: lines.every(line => line.ok), text: [lay(headings), ...text].join('\n') }
}
