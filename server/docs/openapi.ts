import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { createDocument, type oas31, type ZodOpenApiOperationObject } from 'zod-openapi'
import manifest from '../../package.json' with { type: 'json' }
import type { Route } from '../route.ts'
import { routes } from '../routes.ts'
import { problemAnswers } from './problem.ts'

const introduction = `
Everything that the product does, over HTTP. The same commands go over the sockets as well.

- **Who you are**: the session cookie of a browser, or \`Authorization: Bearer\` with a session token or a JWT.
- **Lists** are \`{ data, page: { nextCursor } }\`; ask with \`?cursor=\` for the next page until it is null.
- **Errors** are problem details (RFC 9457). Each \`code\` is explained [on its page](/api/docs/errors).
- **Versions**: what can be changed carries \`version\` and an \`ETag\`. Send back the one you saw; if it has moved on you get
  409 \`stale\` with the thing as it is now, and nothing was changed.
- **Sent twice, done once**: put an \`Idempotency-Key\` on a POST, and send it again as often as you need.
- Times are ISO 8601 in UTC, money is an integer of minor units with its currency. Unknown fields are refused.
`

const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .meta({
    description:
      'Your name for this command. Sent again within 24 hours, it gets the first answer and is not done again.',
    param: { id: 'IdempotencyKey', in: 'header', name: 'Idempotency-Key' },
  })
const ifMatch = z
  .string()
  .optional()
  .meta({
    description: 'The version you saw, as its `ETag` has it: stands in for `version` in the body.',
    examples: ['"3"'],
    param: { id: 'IfMatch', in: 'header', name: 'If-Match' },
  })

const hasVersion = (schema: z.ZodType | undefined) =>
  schema instanceof z.ZodObject && 'version' in schema.shape

/** `GET /applications/{id}/history` is `getApplicationsByIdHistory`. */
const operationIdOf = ({ method, path }: Route) =>
  method +
  path
    .replaceAll(/\{(\w+)\}/g, 'by-$1')
    .replaceAll(/[^a-z0-9]+([a-z0-9])/gi, (_match, letter: string) => letter.toUpperCase())

const whoCalls = ({ who }: Route) => {
  if (who === 'everyone') return 'For everyone, signed in or not.'
  return who === 'signed_in' ? 'For everyone who is signed in.' : `For: ${who.join(', ')}.`
}

const answerOf = ({ status, answer }: Route) => ({
  description: STATUS_CODES[status] ?? 'Success',
  ...(hasVersion(answer) && {
    headers: { ETag: { description: 'Its version.', schema: { type: 'string' as const } } },
  }),
  ...(status !== 204 && { content: { 'application/json': { schema: answer } } }),
})

const signedIn: oas31.SecurityRequirementObject[] = [{ session: [] }, { bearer: [] }]

const operationOf = (route: Route): ZodOpenApiOperationObject => ({
  operationId: operationIdOf(route),
  summary: route.summary,
  description: whoCalls(route),
  tags: [route.tag],
  security: route.who === 'everyone' ? [{}, ...signedIn] : signedIn,
  requestParams: {
    ...(route.params && { path: route.params }),
    ...(route.query && { query: route.query }),
  },
  parameters: [
    ...(route.method === 'post' ? [idempotencyKey] : []),
    ...(hasVersion(route.body) ? [ifMatch] : []),
  ],
  ...(route.body && {
    requestBody: {
      // What may be empty may be left out
      required: !route.body.safeParse({}).success,
      content: { 'application/json': { schema: route.body } },
    },
  }),
  responses: { [`${route.status}` as '200']: answerOf(route), ...problemAnswers(route) },
})

/** Every route as OpenAPI 3.1, made from the declarations that serve them. */
export const openApiDocument = () => {
  const byPath = Map.groupBy(routes, route => `/api${route.path}`)
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Hirewire',
        version: manifest.version,
        license: { name: 'MIT', identifier: 'MIT' },
        description: introduction,
      },
      servers: [{ url: '/' }],
      tags: [...new Set(routes.map(route => route.tag))].map(name => ({ name })),
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'hirewire.session_token' },
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description: 'A session token, or the JWT of /api/auth/token.',
          },
        },
      },
      paths: Object.fromEntries(
        [...byPath].map(([path, here]) => [
          path,
          Object.fromEntries(here.map(route => [route.method, operationOf(route)])),
        ]),
      ),
    },
    {
      override: ({ jsonSchema, io }) => {
        // `format` says it; the pattern of a UUID or an instant is a page long
        if (jsonSchema.format) delete jsonSchema.pattern
        // An answer may gain fields later, and no client should break over it
        if (io === 'output') delete jsonSchema.additionalProperties
      },
    },
  )
}
