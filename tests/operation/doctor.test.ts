import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../db/embedded/port.ts'
import { openQueue } from '../../jobs/queue.ts'
import { copyDatabase } from '../support/database.ts'
import { startFakePostmark } from '../support/fake-postmark.ts'
import { testVariables } from '../support/hirewire.ts'
import { startNode } from '../support/nodes.ts'
import { available } from '../support/require.ts'
import { startProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/wait.ts'

const password = 'a-password-nobody-may-read'

describe('npm run doctor', () => {
  let copy: Awaited<ReturnType<typeof copyDatabase>>
  let sql: pg.Client
  let postmark: Awaited<ReturnType<typeof startFakePostmark>>
  beforeAll(async () => {
    copy = await copyDatabase()
    sql = new pg.Client({ connectionString: copy.url })
    await sql.connect()
    postmark = await startFakePostmark({ token: 'the right token' })
  })
  afterAll(async () => {
    await postmark.close()
    await sql.end()
    await copy.drop()
  })

  /** Runs it as npm does. `line` is what it says about one thing. */
  const doctor = async (variables: Record<string, string> = {}) => {
    const env = {
      ...process.env,
      ...testVariables,
      DATABASE_URL: copy.url,
      POSTMARK_TOKEN: postmark.token,
      POSTMARK_HOST: postmark.host,
      MAIL_FROM: 'Jobs <jobs@company.test>',
      ...variables,
    }
    const began = performance.now()
    const { code, output } = await new Promise<{ code: number; output: string }>(resolve => {
      execFile(process.execPath, ['server/operation/doctor.ts'], { env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
      )
    })
    const lines = output.trim().split('\n')
    // However much is wrong: one line each, soon, and without a secret.
    for (const line of lines) expect(line).toMatch(/^[✓!✗·] [A-Z]/)
    expect(performance.now() - began).toBeLessThan(15_000)
    for (const secret of [password, postmark.token, testVariables.AUTH_SECRET, new URL(copy.url).password])
      expect(output).not.toContain(secret)
    return {
      code,
      lines,
      output,
      of: (about: string) => lines.filter(line => line.slice(2).startsWith(about)).join('\n'),
    }
  }
  const elsewhere = (change: (url: URL) => void) => {
    const url = new URL(copy.url)
    change(url)
    return { DATABASE_URL: url.href }
  }

  it('finds nothing to mend where all is well', async () => {
    const queue = await openQueue(copy.url, { work: true, supervise: false, onError: () => {} })
    await queue.supervise()
    await queue.stop({ graceful: false })
    const { code, lines, of } = await doctor()
    expect(lines.filter(line => /^[✗!]/.test(line))).toEqual([])
    expect(code).toBe(0)
    expect(of('Node')).toContain(process.versions.node)
    expect(of('Database')).toMatch(/^✓ Database +PostgreSQL 1\d/)
    for (const about of [
      'Rights',
      'Connections',
      'Migrations',
      'Clock',
      'Queues',
      'Worker',
      'Port',
      'PUBLIC_URL',
    ])
      expect(of(about), about).toMatch(/^✓/)
    expect(of('Mail')).toContain('Hirewire’s fake')
    expect(of('Redis')).toMatch(/^·/)
  })

  it('says that nothing listens, that there is no such host, that a port is silent', async () => {
    const unreachable = await doctor(elsewhere(url => Object.assign(url, { port: '1', password })))
    expect(unreachable.code).toBe(1)
    expect(unreachable.of('Database')).toMatch(
      /^✗ .*nothing listens at 127\.0\.0\.1:1\/\w+\. Start PostgreSQL/,
    )
    expect(unreachable.of('Migrations'), 'what cannot be known is left out').toBe('')

    const unknown = await doctor(elsewhere(url => void (url.hostname = 'nowhere.invalid')))
    expect(unknown.of('Database')).toMatch(/^✗ .*nowhere\.invalid.*Correct the host/)

    const proxy = await startProxy({ port: Number(new URL(copy.url).port) })
    proxy.blackHole()
    const silent = await doctor(elsewhere(url => void (url.port = String(proxy.port))))
    proxy.close()
    expect(silent.of('Database')).toMatch(/^✗ .*does not answer.*firewall/)
  })

  it('says that the password is refused, and that there is no such database', async () => {
    const refused = await doctor(elsewhere(url => void (url.password = password)))
    expect(refused.of('Database')).toMatch(/^✗ .*the password of "\w+" is refused/)
    expect(refused.code).toBe(1)
    const missing = await doctor(elsewhere(url => void (url.pathname = '/nothing')))
    expect(missing.of('Database')).toMatch(/^✗ .*no database .*createdb/)
  })

  it('says which rights are too few', async () => {
    const role = `few_${Date.now()}`
    await sql.query(`create role ${role} login password '${password}'`)
    const asRole = (url: URL) => Object.assign(url, { username: role, password })
    const closed = await doctor(elsewhere(asRole))
    expect(closed.code).toBe(1)
    expect(closed.of('Migrations')).toMatch(/^· .*see the rights/)
    expect(closed.of('Rights')).toMatch(
      /^✗ .*cannot use \d+ tables, such as pgboss\.\w+.*grant hirewire to "few_/,
    )

    const empty = await copyDatabase()
    const owner = new pg.Client({ connectionString: empty.url })
    await owner.connect()
    await owner.query('drop schema public, pgboss cascade; create schema public')
    const there = { DATABASE_URL: asRole(new URL(empty.url)).href }
    expect((await doctor(there)).of('Rights')).toMatch(
      /^✗ .*may make no tables.*grant create on schema public/,
    )
    await owner.query(`grant usage, create on schema public to ${role}`)
    const second = await doctor(there)
    expect(second.of('Rights')).toMatch(/^✗ .*may make no schema.*grant create on database/)
    expect(second.of('Migrations')).toMatch(/^✗ .*empty.*npm run migrate/)
    expect(second.of('Queues')).toMatch(/^✗ .*npm run migrate/)
    await owner.query(`grant create on database ${new URL(empty.url).pathname.slice(1)} to ${role}`)
    expect((await doctor(there)).of('Rights')).toMatch(/^✓/)
    await owner.query(`drop owned by ${role}`)
    await owner.end()
    await empty.drop()
    await sql.query(`drop owned by ${role}; drop role ${role}`)
  })

  it('says which migration is missing, and that the database is ahead', async () => {
    await sql.query(`update migration set name = 'of tomorrow' where name = '20261120-initial'`)
    const behind = await doctor()
    expect(behind.code).toBe(1)
    expect(behind.of('Migrations')).toMatch(/^✗ .*missing: 20261120-initial.*npm run migrate/)
    await sql.query(`insert into migration (name) values ('20261120-initial')`)
    const ahead = await doctor()
    expect(ahead.code, 'a warning does not fail').toBe(0)
    expect(ahead.of('Migrations')).toMatch(/^! .*of tomorrow/)
    await sql.query(`delete from migration where name = 'of tomorrow'`)
  })

  it('says that nobody works the queues, and what was given up', async () => {
    await sql.query(`update pgboss.queue set monitor_on = now() - interval '1 hour', failed_count = 0`)
    await sql.query(`update pgboss.queue set failed_count = 3 where name = 'notify'`)
    await sql.query(
      `insert into pgboss.job (name, start_after, policy) values ('deliver-email', now() - interval '20 minutes', 'standard')`,
    )
    await sql.query(`insert into effect (key, claimed_at) values ('cut-off', now() - interval '20 minutes')`)
    const { code, of } = await doctor()
    expect(code).toBe(0)
    expect(of('Worker')).toMatch(/^! .*for 60 min.*npm run worker/)
    expect(of('Queues')).toMatch(/^! .*deliver-email has been due for 20 min/m)
    expect(of('Queues')).toMatch(/^! .*given up in the last week: notify 3/m)
    expect(of('Mail')).toMatch(/^! .*1 mails may or may not/m)
    await sql.query(`update effect set unknown_at = now() where key = 'cut-off'`)
    expect((await doctor()).of('Mail')).toMatch(/^! .*nobody can say.*: cut-off\. See in Postmark/m)
    await sql.query(`delete from pgboss.queue where name = 'send-code'`)
    expect((await doctor()).of('Queues')).toMatch(/^✗ .*missing: send-code/)
  })

  it('says that Postmark does not know the token, or does not answer', async () => {
    const wrong = await doctor({ POSTMARK_TOKEN: 'not the right one' })
    expect(wrong.of('Mail')).toMatch(/✗ .*Postmark does not know POSTMARK_TOKEN.*Server API token/)
    expect(wrong.output).not.toContain('not the right one')
    expect(wrong.code).toBe(1)
    expect((await doctor({ POSTMARK_HOST: '127.0.0.1:1' })).of('Mail')).toMatch(/✗ .*does not answer/)
    expect((await doctor({ MAIL_FROM: '' })).of('Mail')).toMatch(/✗ .*MAIL_FROM/)
  })

  it('names every variable that is wrong, and does not guess about the rest', async () => {
    const { code, lines } = await doctor({
      NODE_ENV: 'production',
      PORT: 'abc',
      DATABASE_URL: `mysql://me:${password}@host/x`,
      REDIS_URL: `http://:${password}@host`,
      AUTH_SECRET: '',
    })
    expect(code).toBe(1)
    const wrong = lines.filter(line => line.startsWith('✗')).join('\n')
    for (const name of ['PORT', 'DATABASE_URL', 'REDIS_URL', 'AUTH_SECRET'])
      expect(wrong).toContain(`${name}: `)
    expect(lines.at(-1)).toMatch(/^· The rest/)
  })

  it('says what is odd about PUBLIC_URL', async () => {
    const of = async (PUBLIC_URL: string, more = {}) => {
      const { of } = await doctor({ NODE_ENV: 'production', PUBLIC_URL, ...more })
      return of('PUBLIC_URL')
    }
    expect(await of('https://hire.test/app')).toMatch(/^✗ .*Set it to https:\/\/hire\.test/)
    expect(await of('http://localhost:3000')).toMatch(/^✗ .*this machine/)
    expect(await of('http://hire.test')).toMatch(/^! .*not encrypted/)
    expect(await of('https://hire.test')).toMatch(/^! .*TRUST_PROXY/)
    expect(await of('https://hire.test', { TRUST_PROXY: '1' })).toMatch(/^✓/)
  })

  it('says who has the port', async () => {
    const other = createServer(socket => socket.destroy()).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    expect((await doctor({ PORT: String(port) })).of('Port')).toMatch(/^✗ .*taken by something else/)
    other.close()
    const node = await startNode({ databaseUrl: copy.url })
    expect((await doctor({ PORT: String(node.port) })).of('Port')).toMatch(/^✓ .*Hirewire runs/)
    await node.kill()
  })

  it('says that the clocks differ', async () => {
    const ahead = 'const now = Date.now; Date.now = () => now() + 10_000'
    const { code, of } = await doctor({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(ahead)}`,
    })
    expect(of('Clock')).toMatch(/^! .*(9,|10,)\d+ ms behind.*NTP/)
    expect(code).toBe(0)
  })

  const redis = available('redis-server')
  it.skipIf(!redis)('says which Redis there is, how far away, and whether it lets us in', async () => {
    const port = await freePort()
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--requirepass', password]
    const server = spawn(redis!, settings, { stdio: 'ignore' })
    try {
      const right = `redis://:${password}@127.0.0.1:${port}`
      const { of } = await until('it listens', async () => {
        const said = await doctor({ REDIS_URL: right })
        return said.code === 0 && said
      })
      expect(of('Redis')).toMatch(/^✓ Redis +[6-9]\.\S+, [\d.]+ ms away/)
      const wrong = await doctor({ REDIS_URL: `redis://:${password}x@127.0.0.1:${port}` })
      expect(wrong.of('Redis')).toMatch(/^✗ .*Correct user and password/)
    } finally {
      server.kill()
    }
  })

  it('says that Redis is not there', async () => {
    const { code, of } = await doctor({ REDIS_URL: `redis://:${password}@127.0.0.1:1` })
    expect(of('Redis')).toMatch(/^✗ .*does not answer.*Start Redis/)
    expect(code).toBe(1)
  })

  it('starts nothing and makes nothing: without a database it says so', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-doctor-'))
    const { code, of } = await doctor({
      DATABASE_URL: '',
      AUTH_SECRET: '',
      DATA_DIR: path.join(folder, 'data'),
    })
    expect(of('Database')).toMatch(/^· .*npm start/)
    expect(of('Disk')).toMatch(/^[✓!]/)
    expect(code).toBe(0)
    expect(readdirSync(folder)).toEqual([])
    rmSync(folder, { recursive: true })
  })
})
