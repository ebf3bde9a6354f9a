import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface Import {
  /** A file of the project, or a package. */
  of: string
  /** `import type`: gone before anything runs. */
  typeOnly: boolean
}

export interface Source {
  file: string
  text: string
  imports: Import[]
  /** The functions and values it exports. */
  exports: string[]
}

const root = path.resolve(import.meta.dirname, '../..')
const importLine =
  /^(?:import|export)(?<type> type)? (?:[\w*{][^'"=;()]*? from )?'(?<from>[^']+)'|\bimport\('(?<late>[^']+)'\)/gm
const exportLine = /^export (?:const|let|(?:async )?function\*?|class) (?<name>\w+)/gm

const readSource = (file: string): Source => {
  const text = readFileSync(path.join(root, file), 'utf8')
  const imports = [...text.matchAll(importLine)].map(({ groups }) => {
    const target = groups!.from ?? groups!.late!
    const of = target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : target
    return { of, typeOnly: groups!.type !== undefined }
  })
  return { file, text, imports, exports: [...text.matchAll(exportLine)].map(match => match.groups!.name!) }
}

/** Every TypeScript file of the product, tests apart, as text and as a place in the graph of imports. */
export const sources: Source[] = globSync('{server,realtime,jobs,db,templates}/**/*.ts', { cwd: root })
  .map(file => file.replaceAll(path.sep, '/'))
  .toSorted()
  .map(readSource)
export const sourceOf = new Map(sources.map(source => [source.file, source]))

export const filesWhere = (holds: (source: Source) => boolean) =>
  sources.filter(holds).map(({ file }) => file)

/** Every import between two files of the project that breaks `rule`, as `from → to`. */
export const breaches = (rule: (from: Source, to: Source, typeOnly: boolean) => boolean) =>
  sources.flatMap(from =>
    from.imports.flatMap(({ of, typeOnly }) => {
      const to = sourceOf.get(of)
      return to && !rule(from, to, typeOnly) ? [`${from.file} → ${of}`] : []
    }),
  )

/** The folder of the server it stands in; the frame's own files have none. */
export const featureOf = (file: string) => /^server\/([^/]+)\//.exec(file)?.[1]
export const nameOf = (file: string) => path.posix.basename(file, '.ts')
export const isCommand = ({ file, text }: Source) =>
  featureOf(file) !== undefined && /\btransaction\(/.test(text)
