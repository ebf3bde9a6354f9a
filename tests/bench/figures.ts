/** The middle of these numbers; of an even count, the mean of the two in the middle. */
export const median = (numbers: number[]) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** `share` 0.99 is the 99th percentile. 0 of nothing. */
export const percentile = (numbers: number[], share: number) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** What one run gives: numbers by their names. */
export type Run = Record<string, number>

/** Runs of both sides that took turns. */
export interface Runs {
  ours: Run[]
  other: Run[]
}

export interface Compared {
  ours: number
  theirs: number
  /** The lowest and the highest run of the other side, as shares of its median: what a difference must exceed. */
  noise: [number, number]
}

/** Medians of one of the numbers that the runs gave. */
export const compare = (runs: Runs, name: string): Compared => {
  const others = runs.other.map(run => run[name]!)
  const middle = median(others)
  return {
    ours: median(runs.ours.map(run => run[name]!)),
    theirs: middle,
    noise: [Math.min(...others) / middle, Math.max(...others) / middle],
  }
}
