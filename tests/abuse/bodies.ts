import fc, { type Arbitrary } from 'fast-check'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Route } from '../../server/route.ts'
import { routes } from '../../server/routes.ts'
import type { Ids } from './senders.ts'
import { anything, brokenFrom, fieldName } from './broken.ts'
import { validFor } from './values.ts'

/** A request as it goes out; `told` is what a failing test shows of it. */
export interface Malformed {
  route: Route
  path: string
  headers: Record<string, string>
  body: Uint8Array | undefined
  told: string
}

const nothing = z.strictObject({})
const json = { 'content-type': 'application/json' }
const bytes = (text: string) => Buffer.from(text)
const show = (value: unknown) => (JSON.stringify(value) ?? 'undefined').slice(0, 300)

/** What the schema takes no longer. */
const refusedBy = (schema: z.ZodObject, ids: Ids) =>
  validFor(schema, ids)
    .chain(brokenFrom)
    .filter(value => !schema.safeParse(value ?? {}).success)

const brokenBody = (schema: z.ZodObject, ids: Ids) =>
  refusedBy(schema, ids).map(value => ({
    headers: json,
    body: bytes(JSON.stringify(value)),
    told: show(value),
  }))

/** JSON that is none, made from some that is. */
const brokenText = (text: string): Arbitrary<string> =>
  fc.oneof(
    fc.integer({ min: 1, max: Math.max(1, text.length - 1) }).map(length => text.slice(0, length)),
    fc
      .constantFrom(
        ',',
        '}',
        ']',
        'NaN',
        '-',
        '// no',
        '/**/x',
        "'",
        '\0',
        '\u2028x',
        '+1',
        '01',
        'undefined',
      )
      .map(end => text + end),
    fc.constantFrom(
      '{"a":NaN}',
      '{"a":-Infinity}',
      '{"a":0x10}',
      "{'a':1}",
      '{a:1}',
      '{"a":1,}',
      '{"a":"\u0001"}',
      '{"a":"\\x41"}',
      '{"a":"\\ud8"}',
      '[',
      '{',
      '"text"',
      'null',
      'true',
      '1e999',
      '['.repeat(60_000),
      '{"a":'.repeat(10_000),
      `${'['.repeat(30_000)}${']'.repeat(30_000)}1`,
      // The last of two counts
      '{"role":"candidate","role":{}}',
    ),
  )

const isUtf8Json = (raw: Uint8Array) => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw))
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

const garbage = (text: string) =>
  fc
    .oneof(
      brokenText(text).map(bytes),
      fc.uint8Array({ minLength: 1, maxLength: 400 }),
      // A byte that begins no character, somewhere in the middle
      fc
        .tuple(fc.nat({ max: text.length }), fc.constantFrom(0x80, 0xc0, 0xff, 0xed))
        .map(([at, byte]) =>
          Buffer.concat([bytes(text.slice(0, at)), Buffer.of(byte), bytes(text.slice(at))]),
        ),
      fc.constant(Buffer.from(`\ufeff${text}`, 'utf16le')),
    )
    .filter(raw => !isUtf8Json(raw))
    .map(body => ({
      headers: json,
      body,
      told: `${body.length} bytes: ${Buffer.from(body).toString('latin1').slice(0, 200)}`,
    }))

const bomb = gzipSync(Buffer.alloc(20_000_000, ' '))
const brotliBomb = brotliCompressSync(Buffer.alloc(20_000_000, ' '))

/** A body that would be right, in a wrapping that is not. */
const wrapped = (text: string): Arbitrary<Pick<Malformed, 'headers' | 'body' | 'told'>> => {
  const packed = gzipSync(text)
  const as = (type: string) => ({ headers: { 'content-type': type }, body: bytes(text) })
  const encoded = (encoding: string, body: Uint8Array) => ({
    headers: { ...json, 'content-encoding': encoding },
    body,
  })
  return fc
    .constantFrom(
      as('text/plain'),
      as('application/x-www-form-urlencoded'),
      as('multipart/form-data; boundary=x'),
      as('application/jsonp'),
      as('application/json; charset=utf-16'),
      as('application/json; charset=latin1'),
      as('application/json; charset="bogus'),
      as(';;;'),
      { headers: {}, body: bytes(text) },
      encoded('gzip', bytes(text)),
      encoded('br', bytes(text)),
      encoded('deflate', packed),
      encoded('gzip', packed.subarray(0, -9)),
      encoded('gzip, gzip', gzipSync(packed)),
      encoded('compress', bytes(text)),
      encoded('constructor', bytes(text)),
      encoded('gzip', bomb),
      encoded('br', brotliBomb),
    )
    .map(request => ({ ...request, told: show(request.headers) }))
}

const brokenQuery = (schema: z.ZodObject | undefined, ids: Ids) => {
  const known = Object.keys((schema ?? nothing).shape)
  const own = known.length ? fc.constantFrom(...known) : fieldName()
  const pair = fc.tuple(fc.oneof(own, fieldName()), anything()).map(
    // What is no text would be none in an address either
    ([name, value]) => [name, typeof value === 'string' ? value.toWellFormed() : show(value)] as const,
  )
  return fc
    .array(pair, { minLength: 1, maxLength: 3 })
    .map(pairs => {
      const query = new URLSearchParams(
        pairs.map(([name, value]) => [name.toWellFormed(), value.slice(0, 2_000)]),
      )
      const valueOf = (name: string) => {
        const all = query.getAll(name)
        return all.length > 1 ? all : all[0]
      }
      const asRead = Object.fromEntries([...new Set(query.keys())].map(name => [name, valueOf(name)]))
      return { query: `?${query.toString()}`, asRead }
    })
    .filter(({ asRead }) => !(schema ?? nothing).safeParse(asRead).success)
    .map(({ query }) => query)
}

const wrongIds = [
  '7',
  'x',
  '%00',
  '%ff',
  '%c0%ae',
  '..%2f..',
  '%',
  '__proto__',
  'null',
  '[object%20Object]',
  'a'.repeat(3_000),
]

const headersOf = fc.constantFrom<Record<string, string>>(
  { 'idempotency-key': '\u00ff' },
  { 'idempotency-key': 'x'.repeat(256) },
)

const pathOf = ({ path }: Route, id: string) => path.replace(/\{\w+\}/g, id)
/** With a thing that exists, of the kind that the path is about. */
const ownPathOf = (route: Route, ids: Ids) =>
  pathOf(route, ids[route.path.split('/')[1] as keyof Ids] ?? ids.jobs)

/** Everything that can be wrong with a request to this route; each time one thing is. */
const malformedFor = (route: Route, ids: Ids): Arbitrary<Malformed> => {
  const schema = route.body ?? nothing
  const rest = { route, path: ownPathOf(route, ids), headers: json, body: undefined }
  const good = validFor(schema, ids).map(value => JSON.stringify(value))
  const inBody = fc.oneof(
    { weight: 5, arbitrary: brokenBody(schema, ids) },
    { weight: 2, arbitrary: good.chain(garbage) },
    { weight: 1, arbitrary: good.chain(wrapped) },
  )
  const kinds: { weight: number; arbitrary: Arbitrary<Malformed> }[] = [
    { weight: route.body ? 8 : 2, arbitrary: inBody.map(request => ({ ...rest, ...request })) },
    {
      weight: route.query ? 6 : 1,
      arbitrary: brokenQuery(route.query, ids).map(query => ({
        ...rest,
        path: rest.path + query,
        told: query,
      })),
    },
  ]
  if (route.params)
    kinds.push({
      weight: 1,
      arbitrary: fc.constantFrom(...wrongIds).map(id => ({ ...rest, path: pathOf(route, id), told: id })),
    })
  if (route.method === 'post')
    kinds.push({
      weight: 1,
      arbitrary: fc.tuple(good, headersOf).map(([text, headers]) => ({
        ...rest,
        headers: { ...json, ...headers },
        body: bytes(text),
        told: show(headers),
      })),
    })
  return fc.oneof(...kinds)
}

/** A request that no route of the product may take. */
export const malformedRequest = (ids: Ids): Arbitrary<Malformed> =>
  fc.oneof(...routes.map(route => malformedFor(route, ids))).map(request => ({
    ...request,
    // A failing test shows this, and not the megabytes of a bomb
    [fc.toStringMethod]: () => `${request.route.method} ${request.path.slice(0, 200)}: ${request.told}`,
  }))

/** Without those after which there would be nobody left to ask, or nothing to ask about. */
const staying = routes.filter(
  ({ method, path }) => method !== 'delete' && !/sign-out|deactivate|close/.test(path),
)

/** A request as its schemas want it, of whatever is the most, the least or the strangest of it. */
export const wellFormedRequest = (ids: Ids): Arbitrary<Malformed> =>
  fc.oneof(
    ...staying.map(route =>
      fc
        .tuple(validFor(route.query ?? nothing, ids), validFor(route.body ?? nothing, ids))
        .map(([query, body]) => {
          const search = new URLSearchParams(
            Object.entries(query).map(([name, value]) => [name, String(value)]),
          )
          const path = `${ownPathOf(route, ids)}?${search.toString()}`
          const text = JSON.stringify(body)
          const told = `${route.method} ${path.slice(0, 200)}: ${text.slice(0, 300)}`
          const sent = route.body ? bytes(text) : undefined
          return { route, path, headers: json, body: sent, told, [fc.toStringMethod]: () => told }
        })
        // A longer address never gets past Node: 431
        .filter(({ path }) => path.length < 8_000),
    ),
  )
