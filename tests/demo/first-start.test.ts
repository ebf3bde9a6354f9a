import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmbedded } from '../../db/embedded.ts'
import { demoAccounts, demoPassword } from '../../db/seeds/accounts.ts'
import { startNode, type Node } from '../support/nodes.ts'

const folder = mkdtempSync(path.join('/var/tmp', 'hirewire-demo-'))
// As root the server runs under another account, which must be able to get in
chmodSync(folder, 0o755)

/** A node as `npm start` starts it: nothing set, but for where the data is. */
const start = (options: { worker: boolean }) =>
  startNode({ databaseUrl: '', ...options, env: { NODE_ENV: 'development', DATA_DIR: folder } })

const rows = async (text: string) => {
  const embedded = await startEmbedded(folder)
  const client = new pg.Client({ connectionString: embedded.url('hirewire') })
  await client.connect()
  const result = await client.query(text)
  await client.end()
  return result.rows as unknown[]
}
const counts = `select (select count(*)::int from users) as users, (select count(*)::int from account) as accounts,
  (select count(*)::int from company) as companies, (select count(*)::int from application) as applications`
const whole = [{ users: 48, accounts: 10, companies: 4, applications: 41 }]

let nodes: Node[] = []
beforeAll(async () => {
  nodes = await Promise.all([start({ worker: false }), start({ worker: true })])
})
afterAll(async () => {
  await Promise.all(nodes.map(node => node.stop()))
  const embedded = await startEmbedded(folder)
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

it('fills an empty database once, though two processes start at once', async () => {
  expect(await rows(counts)).toEqual(whole)
})

it('lets everybody in at a click', async () => {
  for (const { url } of nodes) {
    const page = await (await fetch(`${url}/sign-in`)).text()
    for (const { email } of demoAccounts) expect(page).toContain(email)
    const response = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'client@hirewire.example', password: demoPassword }),
    })
    expect(await response.json()).toMatchObject({ user: { name: 'Clara Brandt' } })
  }
})

it('leaves alone what it finds when it starts again', async () => {
  await rows(`update users set name = 'Jonas Weber-Okafor' where email = 'candidate@hirewire.example'`)
  await Promise.all(nodes.map(node => node.stop()))
  nodes = [await start({ worker: false })]
  expect(await rows(counts)).toEqual(whole)
  expect(await rows(`select email from users where name = 'Jonas Weber-Okafor'`)).toHaveLength(1)
})
