import { demoPassword } from '../../db/seeds/accounts.ts'
import { env } from '../env.ts'
import { exampleOf } from './example.ts'
import { resolveIn, type JsonSchema } from './json-schema.ts'

interface Parameter {
  in: 'path' | 'query' | 'header'
  name: string
  description?: string
}
interface Operation {
  summary: string
  description: string
  tags: string[]
  security: object[]
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>
}
/** As much of an OpenAPI document as a collection is made from. */
export interface OpenApi {
  info: { title: string; description: string }
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
}

/** Fields of a sign-in that are variables of the collection. */
const fromVariables: Record<string, string> = { email: '{{email}}', password: '{{password}}' }

/** Keeps the token of a sign-in for all requests that follow. */
const keepToken = {
  listen: 'test',
  script: {
    type: 'text/javascript',
    exec: ["if (pm.response.code === 200) pm.collectionVariables.set('token', pm.response.json().token)"],
  },
}

const line = ({ name, description = '' }: Parameter, value = '') => ({ key: name, value, description })
const unused = (parameter: Parameter, value?: string) => ({ ...line(parameter, value), disabled: true })

const urlOf = (path: string, parameters: Parameter[]) => {
  const segments = path
    .slice(1)
    .replaceAll(/\{(\w+)\}/g, ':$1')
    .split('/')
  const inside = (place: Parameter['in']) => parameters.filter(parameter => parameter.in === place)
  return {
    raw: `{{baseUrl}}/${segments.join('/')}`,
    host: ['{{baseUrl}}'],
    path: segments,
    query: inside('query').map(parameter => unused(parameter)),
    // Postman takes all of a segment for the name of its variable: of `:id.ics` it is `id.ics`.
    variable: inside('path').map(parameter => {
      const segment = segments.find(each => each.split('.', 1)[0] === `:${parameter.name}`)
      return line({ ...parameter, name: segment!.slice(1) })
    }),
  }
}

const makeRequest = (document: OpenApi) => {
  const resolve = resolveIn(document)

  /** What must be in it; of a PATCH, where nothing must, everything that may. */
  const bodyOf = (method: string, { content }: NonNullable<Operation['requestBody']>, signsIn: boolean) => {
    const { schema } = content['application/json']!
    const example = exampleOf(schema, { resolve, everything: method === 'patch' }) as Record<string, unknown>
    if (signsIn) for (const name in fromVariables) if (name in example) example[name] = fromVariables[name]
    return {
      mode: 'raw',
      raw: JSON.stringify(example, undefined, 2),
      options: { raw: { language: 'json' } },
    }
  }

  return (path: string, method: string, operation: Operation) => {
    const { summary, description, parameters = [], requestBody, responses, security } = operation
    const known = parameters.map(one => ('$ref' in one ? (resolve(one.$ref) as unknown as Parameter) : one))
    const answer = responses['200']?.content?.['application/json']?.schema.$ref
    const signsIn = answer === '#/components/schemas/SignedIn'
    // Before a sign-in there is no token, or an old one that would be refused
    const forStrangers = method === 'post' && security.some(way => !Object.keys(way).length)
    return {
      name: summary,
      ...(signsIn && { event: [keepToken] }),
      request: {
        method: method.toUpperCase(),
        description,
        ...(forStrangers && { auth: { type: 'noauth' } }),
        header: [
          ...(requestBody ? [{ key: 'Content-Type', value: 'application/json' }] : []),
          ...known
            .filter(parameter => parameter.in === 'header')
            .map(parameter => unused(parameter, parameter.name === 'Idempotency-Key' ? '{{$guid}}' : '"1"')),
        ],
        url: urlOf(path, known),
        ...(requestBody && { body: bodyOf(method, requestBody, signsIn) }),
      },
      response: [],
    }
  }
}

/** The same routes as a collection for Postman (v2.1), a folder for each tag. Sign in once, and every request knows you. */
export const postmanCollection = (document: OpenApi) => {
  const request = makeRequest(document)
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags[0],
      item: request(path, method, operation),
    })),
  )
  const { PUBLIC_URL, demo } = env()
  const variable = {
    baseUrl: PUBLIC_URL,
    token: '',
    email: demo ? 'recruiter@hirewire.example' : '',
    password: demo ? demoPassword : '',
  }
  return {
    info: {
      name: document.info.title,
      description: document.info.description,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    variable: Object.entries(variable).map(([key, value]) => ({ key, value, type: 'string' })),
    item: document.tags.map(({ name }) => ({
      name,
      item: all.filter(({ tag }) => tag === name).map(({ item }) => item),
    })),
  }
}
