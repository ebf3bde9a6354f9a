import { afterAll, beforeAll } from 'vitest'
import type { Role } from '../../db/entities/user.ts'
import { database } from '../../db/database.ts'
import { startWeb } from '../../server/web.ts'
import { copyDatabase } from './database.ts'
import { expectDeclaredAnswer } from './declared-answer.ts'
import { signedIn, type Person } from './people.ts'

export interface Answer<Body = any> {
  status: number
  headers: Headers
  body: Body
}

export const testOrigin = 'http://hirewire.test'

/** What every process under test runs with. */
export const testVariables = {
  NODE_ENV: 'test',
  PORT: '0',
  HOST: '127.0.0.1',
  PUBLIC_URL: testOrigin,
  AUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
  LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
}

/**
 * The product in this process, on a database of its own, with its front door open. Starts before the file's tests and
 * stops after them. `worker`: jobs are worked too.
 */
export const hirewire = ({
  worker = false,
  env = {},
}: { worker?: boolean; env?: Record<string, string> } = {}) => {
  const running = {} as {
    url: string
    web: Awaited<ReturnType<typeof startWeb>>
    close: () => Promise<void>
  }
  beforeAll(async () => {
    const copy = await copyDatabase()
    Object.assign(process.env, testVariables, env, { DATABASE_URL: copy.url })
    running.web = await startWeb({ worker })
    // What the clock starts in the product a test starts itself, when it likes
    if (worker) await database().pool.query('delete from pgboss.schedule')
    running.url = `http://127.0.0.1:${running.web.port}`
    running.close = async () => {
      await running.web.close({ spreadMs: 0 })
      await copy.drop()
    }
  })
  afterAll(() => running.close?.())

  /** One request as this person; null is a stranger. A success must be what its route declares, field by field. */
  const call = async <Body = any>(
    person: Pick<Person, 'token'> | null,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> => {
    const response = await fetch(`${running.url}/api${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(person && { authorization: `Bearer ${person.token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const answer = (isJson ? JSON.parse(text) : text) as Body
    if (response.ok && isJson) expectDeclaredAnswer(method, path, answer)
    return { status: response.status, headers: response.headers, body: answer }
  }

  return {
    call,
    get url() {
      return running.url
    },
    get web() {
      return running.web
    },
    sql: async <Row = Record<string, any>>(text: string, params: unknown[] = []) =>
      (await database().pool.query(text, params)).rows as Row[],
    person: (role: Role, companyId: string | null = null, name?: string) => signedIn(role, companyId, name),
  }
}
