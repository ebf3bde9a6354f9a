import { describe, expect, it } from 'vitest'
import { resolveIn } from '../../server/docs/json-schema.ts'
import { errorCodes } from '../../server/errors.ts'
import { routes } from '../../server/routes.ts'
import { hirewire } from '../support/hirewire.ts'
import { refsIn } from '../support/refs.ts'

interface Operation {
  operationId: string
  tags: string[]
  security: object[]
  parameters?: { $ref?: string; in: string; name: string; required?: boolean }[]
  requestBody?: { required: boolean; content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}
interface Document {
  openapi: string
  tags: { name: string }[]
  components: { securitySchemes: object }
  paths: Record<string, Record<string, Operation>>
}

describe('openapi.json', () => {
  const app = hirewire()
  const read = async () => (await app.call<Document>(null, 'GET', '/openapi.json')).body
  const operations = (document: Document) =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )

  it('is OpenAPI 3.1, for anybody', async () => {
    const answer = await app.call<Document>(null, 'GET', '/openapi.json')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.body.openapi).toBe('3.1.0')
  })

  it('has every route there is, and no other', async () => {
    const documented = operations(await read()).map(({ path, method }) => `${method} ${path}`)
    expect(documented.toSorted()).toEqual(
      routes.map(({ method, path }) => `${method} /api${path}`).toSorted(),
    )
  })

  it('gives every operation a name of its own and a tag that is listed', async () => {
    const document = await read()
    const names = operations(document).map(({ operation }) => operation.operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z][A-Za-z0-9]+$/)
    const tags = document.tags.map(({ name }) => name)
    for (const { operation } of operations(document)) expect(tags).toContain(operation.tags[0])
  })

  it('resolves every reference', async () => {
    const document = await read()
    const refs = refsIn(document)
    expect(refs.length).toBeGreaterThan(0)
    expect(refs.filter(ref => !ref.startsWith('#/') || resolveIn(document)(ref) === undefined)).toEqual([])
  })

  it('declares each parameter of a path, and no parameter twice', async () => {
    const document = await read()
    const resolve = resolveIn(document)
    for (const { path, method, operation } of operations(document)) {
      const parameters = (operation.parameters ?? []).map(parameter =>
        parameter.$ref ? (resolve(parameter.$ref) as typeof parameter) : parameter,
      )
      const inPath = parameters.filter(parameter => parameter.in === 'path')
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1])
      expect(inPath.map(({ name }) => name).toSorted(), `${method} ${path}`).toEqual(named.toSorted())
      expect(inPath.every(({ required }) => required)).toBe(true)
      const keys = parameters.map(parameter => `${parameter.in} ${parameter.name}`)
      expect(new Set(keys).size, `${method} ${path}`).toBe(keys.length)
    }
  })

  it('offers an Idempotency-Key on every POST and nowhere else', async () => {
    for (const { path, method, operation } of operations(await read())) {
      const offers = refsIn(operation.parameters).includes('#/components/parameters/IdempotencyKey')
      expect(offers, `${method} ${path}`).toBe(method === 'post')
    }
  })

  it('documents a success and every error as a problem', async () => {
    const document = await read()
    for (const { operation } of operations(document)) {
      const statuses = Object.keys(operation.responses).map(Number)
      expect(statuses.filter(status => status < 300)).toHaveLength(1)
      expect(statuses).toEqual(expect.arrayContaining([400, 401, 429, 500, 503]))
      for (const [status, response] of Object.entries(operation.responses))
        if (Number(status) >= 400)
          expect(response.content).toEqual({
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          })
    }
  })

  it('names the errors that a route has of its own', async () => {
    const { paths } = await read()
    for (const { method, path, errors } of routes)
      for (const code of errors) {
        const { responses } = paths[`/api${path}`]![method]!
        expect(responses[errorCodes[code][0]]?.description).toContain(`\`${code}\``)
      }
  })

  it('asks for a sign-in where the route does', async () => {
    const { paths, components } = await read()
    expect(Object.keys(components.securitySchemes)).toEqual(['session', 'bearer'])
    for (const { method, path, who } of routes) {
      const { security } = paths[`/api${path}`]![method]!
      expect(
        security.some(way => Object.keys(way).length === 0),
        `${method} ${path}`,
      ).toBe(who === 'everyone')
    }
  })
})
