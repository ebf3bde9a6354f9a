import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import type { oas31, ZodOpenApiOperationObject } from 'zod-openapi'
import type { Route } from '../route.ts'
import { problemAnswers } from './problem.ts'

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

const whoCalls = ({ who, guard }: Route) => {
  if (guard) return 'For a provider of ours, which shows a password by HTTP Basic.'
  if (who === 'everyone') return 'For everyone, signed in or not.'
  return who === 'signed_in' ? 'For everyone who is signed in.' : `For: ${who.join(', ')}.`
}

const answerOf = ({ status, answer, media = 'application/json' }: Route) => ({
  description: STATUS_CODES[status] ?? 'Success',
  ...(hasVersion(answer) && {
    headers: { ETag: { description: 'Its version.', schema: { type: 'string' as const } } },
  }),
  ...(status !== 204 && { content: { [media]: { schema: answer } } }),
})

const signedIn: oas31.SecurityRequirementObject[] = [{ session: [] }, { bearer: [] }]

/** One route as an operation of the document. */
export const operationOf = (route: Route): ZodOpenApiOperationObject => ({
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
