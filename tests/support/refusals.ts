import { expect } from 'vitest'
import { newId } from '../../db/new-id.ts'
import type { hirewire } from './hirewire.ts'
import type { Person } from './people.ts'
import { unchanged } from './unchanged.ts'

type App = ReturnType<typeof hirewire>

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With the id of a thing that exists. */
  path: string
  body?: object
}

/** Each of these people is refused, with this status, and nothing changes; so is a stranger, with 401. */
export const expectRefused = async (
  app: App,
  { method, path, body }: Request,
  people: [Person | null, number][],
) => {
  await unchanged(async () => {
    for (const [person, status] of people) {
      const answer = await app.call(person, method, path, body)
      expect(answer.status, `${person?.name ?? 'a stranger'}: ${JSON.stringify(answer.body)}`).toBe(status)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
    }
  })
}

/** What you may not see answers, but for the request's own id, byte for byte like what does not exist. */
export const expectHidden = async (app: App, { method, path, body }: Request, people: Person[]) => {
  const nowhere = path.replace(/[0-9a-f-]{36}/, newId())
  for (const person of people) {
    const [hidden, missing] = [
      await app.call(person, method, path, body),
      await app.call(person, method, nowhere, body),
    ]
    expect(hidden.status, person.name).toBe(404)
    expect({ ...hidden.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' })
  }
}

const problem = async (
  app: App,
  person: Person,
  request: Request & { raw?: string; headers?: Record<string, string> },
) => {
  const answer = await app.call(
    person,
    request.method,
    request.path,
    request.raw ?? request.body,
    request.headers,
  )
  return {
    status: answer.status,
    code: answer.body.code as string,
    errors: answer.body.errors as { pointer: string }[],
  }
}

/** Input that no command takes, whatever it does: refused with its own code, and nothing changes. */
export const expectBadInputRefused = async (app: App, person: Person, { method, path, body = {} }: Request) =>
  unchanged(async () => {
    const unknown = await problem(app, person, { method, path, body: { ...body, surprise: true } })
    expect(unknown).toMatchObject({ status: 400, code: 'validation', errors: [{ pointer: '/surprise' }] })
    for (const raw of ['{', '"text"', '{"a": undefined}'])
      expect(await problem(app, person, { method, path, raw }), raw).toMatchObject({
        status: 400,
        code: 'malformed',
      })
    expect(await problem(app, person, { method, path, raw: '[]' })).toMatchObject({
      status: 400,
      code: 'validation',
    })
    const megabyte = JSON.stringify({ ...body, surprise: 'x'.repeat(1_000_000) })
    expect(await problem(app, person, { method, path, raw: megabyte })).toMatchObject({
      status: 413,
      code: 'too_large',
    })
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(await problem(app, person, { method, path, raw: 'a=1', headers: form })).toMatchObject({
      status: 415,
    })
    if (!/[0-9a-f-]{36}/.test(path)) return
    for (const id of ['7', 'not-a-uuid', '%00', `${newId()}x`]) {
      const malformed = await problem(app, person, { method, path: path.replace(/[0-9a-f-]{36}/, id), body })
      expect(malformed, id).toMatchObject({ status: 400, errors: [{ pointer: '/params/id' }] })
    }
  })

/** Each of these bodies is refused at this field, and nothing changes. */
export const expectFieldsRefused = async (
  app: App,
  person: Person,
  { method, path, body = {} }: Request,
  wrong: [pointer: string, fields: object][],
) =>
  unchanged(async () => {
    for (const [pointer, fields] of wrong) {
      const refused = await problem(app, person, { method, path, body: { ...body, ...fields } })
      expect(refused, JSON.stringify(fields)).toMatchObject({ status: 400, code: 'validation' })
      expect(refused.errors.map(error => error.pointer)).toContain(pointer)
    }
  })
