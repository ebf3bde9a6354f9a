import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Change, Fault } from './faults.ts'

const applyTo = (text: string, { name }: Fault, { file, from, to }: Change) => {
  const places = text.split(from).length - 1
  if (places === 1) return text.replace(from, () => to)
  throw new Error(
    `${name}: ${file} has ${places} places for it where there should be one. The code has changed: plant the fault anew in tests/mutants/faults.ts.\n${from}`,
  )
}

/** The files of this fault, below `root`, as they are and as they are with it. Throws where a change does not fit. */
export const plant = (root: string, fault: Fault) => {
  const files = new Map<string, { sound: string; faulty: string }>()
  for (const change of fault.changes) {
    const file = path.join(root, change.file)
    const { sound, faulty } = files.get(file) ?? twice(readFileSync(file, 'utf8'))
    files.set(file, { sound, faulty: applyTo(faulty, fault, change) })
  }
  return files
}

const twice = (text: string) => ({ sound: text, faulty: text })
