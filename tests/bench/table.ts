import { compare, type Compared, type Runs } from './figures.ts'

/** What a figure must keep to: a ratio to the other side, or a number of ours. */
export interface Target {
  of: 'ratio' | 'ours'
  least?: number
  most?: number
}

/** One line of the table. */
export interface Figure {
  figure: string
  unit: string
  ours: number
  /** The other side, measured in the same run. */
  other?: { name: 'floor' | 'bare' } & Omit<Compared, 'ours'>
  targets?: Target[]
}

/** A row that could not be measured here. */
interface Unmeasured {
  figure: string
  why: string
}

export type Line = Figure | Unmeasured

/** The line for one of the numbers that both sides' runs gave. */
export const lineOf = (
  runs: Runs,
  number: string,
  { against, ...rest }: Pick<Figure, 'figure' | 'unit' | 'targets'> & { against: 'floor' | 'bare' },
): Figure => {
  const { ours, ...other } = compare(runs, number)
  return { ...rest, ours, other: { name: against, ...other } }
}

const write = (number: number) => {
  const digits = Math.abs(number) >= 100 ? 0 : Math.abs(number) >= 10 ? 1 : 2
  return number.toLocaleString('en-US', { maximumFractionDigits: digits })
}
const withUnit = (number: number, unit: string) =>
  unit === '' || unit.startsWith('/') ? `${write(number)}${unit}` : `${write(number)} ${unit}`

const holds = ({ least = -Infinity, most = Infinity }: Target, number: number) =>
  number >= least && number <= most

const wanted = ({ of, least, most }: Target, { unit, other }: Figure) => {
  const sign = least === undefined ? '≤' : '≥'
  const number = (least ?? most)!
  return of === 'ratio' ? `${sign} ${write(number)} × ${other!.name}` : `${sign} ${withUnit(number, unit)}`
}

const cells = (line: Line): string[] => {
  if ('why' in line) return [line.figure, '–', '–', '–', '–', line.why, '–']
  const { figure, unit, ours, other, targets = [] } = line
  const ratio = other && ours / other.theirs
  const met = targets.every(target => holds(target, target.of === 'ratio' ? ratio! : ours))
  return [
    figure,
    withUnit(ours, unit),
    other ? `${withUnit(other.theirs, unit)} (${other.name})` : '–',
    ratio === undefined ? '–' : ratio.toFixed(2),
    targets.map(target => wanted(target, line)).join(', ') || '–',
    targets.length ? (met ? 'yes' : '**no**') : '–',
    other ? other.noise.map(share => share.toFixed(2)).join('–') : '–',
  ]
}

/** All lines as one Markdown table. */
export const tableOf = (lines: Line[]) =>
  [
    ['figure', 'ours', 'the other', 'ratio', 'target', 'met', 'the other against itself'],
    ['---', '--:', '--:', '--:', '---', '---', '--:'],
    ...lines.map(cells),
  ]
    .map(row => `| ${row.join(' | ')} |`)
    .join('\n')
