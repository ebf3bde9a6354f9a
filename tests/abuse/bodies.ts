import fc, { type Arbitrary } from 'fast-check'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { z } from 'zod'
import { brokenFrom } from './broken.ts'
import type { Ids } from './senders.ts'
import { validFor } from './values.ts'

/** A body with what says how to read it; `told` is what a failing test shows of it. */
export interface Body {
  headers: Record<string, string>
  body: Uint8Array
  told: string
}

export const json = { 'content-type': 'application/json' }
export const show = (value: unknown) => (JSON.stringify(value) ?? 'undefined').slice(0, 300)

const asJson = (text: string): Body => ({ headers: json, body: Buffer.from(text), told: text.slice(0, 300) })

/** JSON that its schema does not take. */
const wrong = (schema: z.ZodObject, ids: Ids): Arbitrary<Body> =>
  validFor(schema, ids)
    .chain(brokenFrom)
    .filter(value => !schema.safeParse(value ?? {}).success)
    .map(value => asJson(JSON.stringify(value)))

/** The same fields twice, first right and then wrong: the last one counts. */
const doubled = (schema: z.ZodObject, ids: Ids): Arbitrary<Body> =>
  validFor(schema, ids)
    .chain(good =>
      brokenFrom(good).map(bad => `${JSON.stringify(good).slice(0, -1)},${JSON.stringify(bad).slice(1)}`),
    )
    .filter(text => {
      try {
        return !schema.safeParse(JSON.parse(text)).success
      } catch {
        return true
      }
    })
    .map(asJson)

const tails = [',', '}', ']', 'NaN', '-', '// no', '/**/x', "'", '\0', '\u2028x', '+1', '01', 'undefined']
const noJson = [
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
  '['.repeat(30_000),
  '{"a":'.repeat(6_000),
  `${'['.repeat(15_000)}${']'.repeat(15_000)}1`,
]

const isUtf8Json = (raw: Uint8Array) => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw))
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

/** Bytes that are no JSON, some made from some that was. */
const garbage = (text: string): Arbitrary<Body> =>
  fc
    .oneof(
      fc
        .integer({ min: 1, max: Math.max(1, text.length - 1) })
        .map(length => Buffer.from(text.slice(0, length))),
      fc.constantFrom(...tails).map(tail => Buffer.from(text + tail)),
      fc.constantFrom(...noJson).map(other => Buffer.from(other)),
      fc.uint8Array({ minLength: 1, maxLength: 400 }),
      // A byte that begins no character, somewhere in the middle
      fc
        .tuple(fc.nat({ max: text.length }), fc.constantFrom(0x80, 0xc0, 0xff, 0xed))
        .map(([at, byte]) =>
          Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.of(byte), Buffer.from(text.slice(at))]),
        ),
      fc.constant(Buffer.from(`\ufeff${text}`, 'utf16le')),
    )
    .filter(raw => !isUtf8Json(raw))
    .map(body => ({ headers: json, body, told: Buffer.from(body.subarray(0, 200)).toString('latin1') }))

const bomb = gzipSync(Buffer.alloc(20_000_000, ' '))
const brotliBomb = brotliCompressSync(Buffer.alloc(20_000_000, ' '))

/** A body that would be right, in a wrapping that is not. */
const wrapped = (text: string): Arbitrary<Body> => {
  const packed = gzipSync(text)
  const as = (type: string) => ({ headers: { 'content-type': type }, body: Buffer.from(text) })
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
      { headers: {}, body: Buffer.from(text) },
      encoded('gzip', Buffer.from(text)),
      encoded('br', Buffer.from(text)),
      encoded('deflate', packed),
      encoded('gzip', packed.subarray(0, -9)),
      encoded('gzip, gzip', gzipSync(packed)),
      encoded('compress', Buffer.from(text)),
      encoded('constructor', Buffer.from(text)),
      encoded('gzip', bomb),
      encoded('br', brotliBomb),
    )
    .map(request => ({ ...request, told: show(request.headers) }))
}

/** A body that a route with this schema may not take. */
export const malformedBody = (schema: z.ZodObject, ids: Ids): Arbitrary<Body> => {
  const good = validFor(schema, ids).map(value => JSON.stringify(value))
  return fc.oneof(
    { weight: 5, arbitrary: wrong(schema, ids) },
    { weight: 1, arbitrary: doubled(schema, ids) },
    { weight: 2, arbitrary: good.chain(garbage) },
    { weight: 1, arbitrary: good.chain(wrapped) },
  )
}
