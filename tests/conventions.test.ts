import { describe, expect, it } from 'vitest'
import { breaches, filesWhere, isCommand, nameOf, sources } from './support/sources.ts'

const callers = /^server\/[^/]+\/([\w-]+-)?routes\.ts$|^realtime\/registry\.ts$|^jobs\/handlers\.ts$/

describe('commands', () => {
  const commands = sources.filter(isCommand)

  it('are one to a file, named by its verb', () => {
    const wrong = commands.filter(({ file, exports }) => {
      const verb = nameOf(file).replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase())
      return exports.length !== 1 || !exports[0]!.startsWith(verb)
    })
    expect(commands.length).toBeGreaterThan(5)
    expect(wrong.map(({ file, exports }) => `${file}: ${exports.join(', ')}`)).toEqual([])
  })

  it('are called by routes, sockets and jobs, never by each other', () => {
    expect(breaches((from, to, typeOnly) => typeOnly || !isCommand(to) || callers.test(from.file))).toEqual(
      [],
    )
  })

  it('write through transaction() alone', () => {
    const around = {
      'db/seeds/demo.ts': 'fills an empty database, where nobody is to hear of it',
      'server/snapshot.ts': 'reads only',
      'server/transaction.ts': 'is that function',
    }
    const writing = filesWhere(({ text }) => /\.transactional\(|\binTransaction\(/.test(text))
    expect(writing).toEqual(Object.keys(around))
  })
})

describe('files', () => {
  it('read the environment in server/env.ts alone', () => {
    expect(filesWhere(({ text }) => text.includes('process.env'))).toEqual(['server/env.ts'])
  })

  it('are named after what they do', () => {
    const vague = /(^|-)(utils?|helpers?|managers?|services?|index|common|misc)(-|$)/
    // Handlebars itself calls them helpers
    expect(filesWhere(({ file }) => vague.test(nameOf(file)))).toEqual(['templates/helpers.ts'])
  })

  it('export by name', () => {
    expect(
      filesWhere(({ file, text }) => !file.endsWith('.d.ts') && /^\s*export default\b/m.test(text)),
    ).toEqual([])
  })
})
