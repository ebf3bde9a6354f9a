import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded } from '../../db/embedded.ts'
import { demoPassword } from '../../db/seeds/accounts.ts'
import { startNode, type Node } from '../support/nodes.ts'
import { available } from '../support/require.ts'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')
const readme = readFileSync(path.join(root, 'README.md'), 'utf8')
const block = (fence: string) => new RegExp(`\`\`\`${fence}\n(.*?)\`\`\``, 's').exec(readme)![1]!
const curl = available('curl')

describe('the README, done as printed', () => {
  const folder = mkdtempSync(path.join('/var/tmp', 'hirewire-readme-'))
  chmodSync(folder, 0o755)
  let node: Node
  beforeAll(async () => {
    node = await startNode({
      databaseUrl: '',
      worker: true,
      env: { NODE_ENV: 'development', DATA_DIR: folder },
    })
  })
  afterAll(async () => {
    await node.stop()
    await (await startEmbedded(folder)).stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it.skipIf(!curl)('the API by hand', async () => {
    const script = block('sh demo').replace('http://localhost:3000', node.url)
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script])
    const answers = stdout
      .replaceAll('}{', '}\n{')
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>)
    const [me, moved, history, again, refused] = answers
    expect(me).toMatchObject({ email: 'recruiter@hirewire.example', role: 'recruiter' })
    expect(moved).toMatchObject({ stage: 'screening', version: 2 })
    expect(history!.data).toMatchObject([{ to: 'applied' }, { from: 'applied', to: 'screening' }])
    expect(again).toEqual(moved)
    expect(refused).toMatchObject({ code: 'invalid_transition', allowed: ['interview', 'rejected'] })
  })

  it('live, with the typed client', async () => {
    const sign = await fetch(`${node.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'recruiter2@hirewire.example', password: demoPassword }),
    })
    const { token } = (await sign.json()) as { token: string }
    const jobs = await fetch(`${node.url}/api/jobs?status=open`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const { data } = (await jobs.json()) as { data: { id: string }[] }
    // In the project's folder, as it says: there the package knows itself by its name.
    const file = path.join(root, `watch-${process.pid}.ts`)
    writeFileSync(file, block('ts example'))
    try {
      const { stdout } = await run(process.execPath, [file, node.url, token, data.at(-1)!.id], {
        timeout: 20_000,
      })
      expect(stdout).toMatch(/^snapshot applied \d+ · screening \d+/m)
      expect(stdout).toMatch(/^moved [0-9a-f-]{36} to screening$/m)
    } finally {
      rmSync(file)
    }
  })
})
