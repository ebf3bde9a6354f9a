import { createDocument } from 'zod-openapi'
import manifest from '../../package.json' with { type: 'json' }
import { routes } from '../routes.ts'
import { tidy } from './json-schema.ts'
import { operationOf } from './operation.ts'

const introduction = `
Everything that the product does, over HTTP. The same commands go over the sockets as well.

- **Who you are**: the session cookie of a browser, or \`Authorization: Bearer\` with a session token or a JWT.
- **Lists** are \`{ data, page: { nextCursor } }\`; ask with \`?cursor=\` for the next page until it is null.
- **Errors** are problem details (RFC 9457). Each \`code\` is explained [on its page](/api/docs/errors).
- **Versions**: what can be changed carries \`version\` and an \`ETag\`. Send back the one you saw; if it has moved on you get
  409 \`stale\` with the thing as it is now, and nothing was changed.
- **Sent twice, done once**: put an \`Idempotency-Key\` on a POST, and send it again as often as you need.
- Times are ISO 8601 in UTC, money is an integer of minor units with its currency. Unknown fields are refused.
- **Live**: rooms, events and commands over sockets have [a page of their own](/api/docs/realtime), and AsyncAPI at
  [/api/asyncapi.json](/api/asyncapi.json).
- **Postman**: import [/api/postman.json](/api/postman.json), sign in once, and every request is made as you.
`

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
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'hirewire.session_token',
            description: 'Set by signing in. Over https its name begins with __Secure-.',
          },
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
      override: ({ jsonSchema, io }) => tidy(jsonSchema, io),
    },
  )
}
