import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Fault } from './faults.ts'
import { plant } from './plant.ts'

const root = path.resolve(import.meta.dirname, '../..')
const leftOut = ['node_modules', '.git', '.data', 'coverage']

/** A copy of the working tree, to spoil. It shares the packages. */
export const makeScratch = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-mutants-'))
  cpSync(root, folder, {
    recursive: true,
    filter: source => !leftOut.includes(path.relative(root, source)),
  })
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction')
  return {
    folder,
    /** Runs `work` with this fault in the copy, and takes it out again. */
    withFault: async <Result>(fault: Fault, work: () => Promise<Result>): Promise<Result> => {
      const files = plant(folder, fault)
      for (const [file, { faulty }] of files) writeFileSync(file, faulty)
      try {
        return await work()
      } finally {
        for (const [file, { sound }] of files) writeFileSync(file, sound)
      }
    },
    // The link goes, not what it leads to.
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
