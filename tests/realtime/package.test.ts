import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { apply, connectHirewire, type BoardState } from 'hirewire/client'
import { afterAll, describe, expect, it } from 'vitest'
import * as client from '../../realtime/client.ts'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')
const example = /```ts example\n(.*?)```/s.exec(readFileSync(path.join(root, 'README.md'), 'utf8'))![1]!

/** Resolves with what it said, whether it went well or not. */
const said = (program: string, args: string[], cwd: string) =>
  run(program, args, { cwd }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  )

describe('hirewire/client', () => {
  it('is the typed client, by name, inside this folder', () => {
    expect(connectHirewire).toBe(client.connectHirewire)
    const board = { columns: [{ stage: 'applied', count: 0, cards: [] }] } as unknown as BoardState
    const card = { id: 'x', stage: 'applied', since: '2027-01-15T09:00:00.000Z', candidate: { name: 'Ann' } }
    expect(apply(board, { data: { card } }).columns[0]).toMatchObject({ count: 1, cards: [{ id: 'x' }] })
  })

  describe('in another folder', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-link-'))
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    const modules = path.join(folder, 'node_modules')
    const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text)
    mkdirSync(modules)
    // As `npm link` does it; and the types of Node, which a project has of its own
    symlinkSync(root, path.join(modules, 'hirewire'), 'junction')
    symlinkSync(path.join(root, 'node_modules/@types'), path.join(modules, '@types'), 'junction')
    write('package.json', '{ "type": "module" }')
    write('tsconfig.json', '{ "extends": "hirewire/tsconfig.json", "include": ["*.ts"] }')

    it('runs when it is linked', async () => {
      write(
        'offline.ts',
        `import { apply, connectHirewire, type Status } from 'hirewire/client'
         const hirewire = connectHirewire({ url: 'http://127.0.0.1:1' })
         const status: Status = hirewire.status()
         console.log(status, typeof apply)
         hirewire.close()`,
      )
      expect(await said(process.execPath, ['offline.ts'], folder)).toBe('offline function\n')
    })

    it('has its types: the example of the README fits, a misspelt command does not', async () => {
      write('right.ts', example)
      write('wrong.ts', example.replace("to: 'screening'", "to: 'screenin'"))
      const findings = await said(path.join(root, 'node_modules/.bin/tsc'), ['-p', '.'], folder)
      expect(findings.trim().split('\n')).toEqual([
        expect.stringMatching(/^wrong\.ts.*"screenin".*"screening"/),
      ])
    })

    it('does not run as a copy: Node strips no types below node_modules', async () => {
      const copy = path.join(folder, 'copied/node_modules/hirewire')
      for (const part of ['package.json', 'realtime', 'server/applications'])
        cpSync(path.join(root, part), path.join(copy, part), { recursive: true })
      cpSync(path.join(folder, 'offline.ts'), path.join(folder, 'copied/offline.ts'))
      expect(await said(process.execPath, ['copied/offline.ts'], folder)).toContain(
        'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
      )
    })
  })
})
