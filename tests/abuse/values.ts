import fc, { type Arbitrary } from 'fast-check'
import { z } from 'zod'
import type { Ids } from './senders.ts'

/** A schema as JSON Schema writes it, as far as ours go. */
interface Node {
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  examples?: unknown[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  properties?: Record<string, Node>
  required?: string[]
  items?: Node
  maxItems?: number
  anyOf?: Node[]
}

/** What fits where the type alone does not tell: lists written with commas, numbers of phones. */
const words: Record<string, string> = {
  phone: '+49 30 901820',
  phoneNumber: '+49 30 901820',
  type: 'full_time,contract',
  stage: 'applied,screening',
  status: 'open,paused',
  role: 'client,recruiter',
  skills: 'go,rust',
}

const stringOf = ({ format, pattern, minLength = 0, maxLength = 50 }: Node, name: string, ids: Ids) => {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...Object.values(ids)), fc.uuid({ version: 7 }))
  if (format === 'date-time') return fc.constantFrom('2030-01-31T09:00:00Z', '2199-12-31T23:59:59.999+14:00')
  if (format === 'date') return fc.constantFrom('1999-12-31', '2028-02-29')
  if (format === 'email') return fc.constantFrom('someone@people.example', 'a.b+c@x.example')
  if (pattern) return fc.stringMatching(new RegExp(pattern))
  const known = words[name]
  if (known && minLength === 0) return fc.constant(known)
  const text = { minLength, maxLength: Math.min(maxLength, minLength + 40) }
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme', ...text }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', ...text }) },
    // Half a character, which JSON can write and a database cannot
    { weight: 1, arbitrary: fc.constantFrom('half \ud83d', '\udfff', '日'.repeat(maxLength)) },
  )
}

const numberOf = ({ minimum = 0, maximum = 100 }: Node) =>
  fc.oneof(fc.constantFrom(minimum, maximum), fc.integer({ min: minimum, max: Math.min(maximum, 1_000_000) }))

const objectOf = ({ properties = {}, required = [] }: Node, ids: Ids) =>
  fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, node]) => [name, valueOf(node, name, ids)] as const),
    ),
    { requiredKeys: required },
  )

const ofType: Record<string, (node: Node, name: string, ids: Ids) => Arbitrary<unknown>> = {
  object: (node, _name, ids) => objectOf(node, ids),
  array: ({ items, maxItems = 3 }, name, ids) =>
    fc.uniqueArray(valueOf(items!, name, ids), { maxLength: Math.min(maxItems, 3) }),
  string: stringOf,
  integer: numberOf,
  number: numberOf,
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
}

const valueOf = (node: Node, name: string, ids: Ids): Arbitrary<unknown> => {
  if (node.examples) return fc.constantFrom(...node.examples)
  if (node.const !== undefined) return fc.constant(node.const)
  if (node.enum) return fc.constantFrom(...node.enum)
  if (node.anyOf) return fc.oneof(...node.anyOf.map(each => valueOf(each, name, ids)))
  if (Array.isArray(node.type))
    return fc.oneof(...node.type.map(type => valueOf({ ...node, type }, name, ids)))
  const make = ofType[node.type ?? '']
  if (!make) throw new Error(`No values are known for ${name}: ${JSON.stringify(node)}`)
  return make(node, name, ids)
}

/** Inputs this schema takes, with these ids among those in them. */
export const validFor = (schema: z.ZodObject, ids: Ids) =>
  valueOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node, '', ids).filter(
    value => schema.safeParse(value).success,
  ) as Arbitrary<Record<string, unknown>>

/** The most bytes that an input of this schema may take: every text as long as it may be, each character an escape. */
export const mostBytes = (schema: z.ZodObject): number => {
  const ofNode = (node: Node): number => {
    if (node.properties)
      return Object.entries(node.properties).reduce(
        (sum, [name, inner]) => sum + name.length + 4 + ofNode(inner),
        2,
      )
    if (node.items) return (node.maxItems ?? 100) * (ofNode(node.items) + 1) + 2
    if (node.anyOf) return Math.max(...node.anyOf.map(ofNode))
    // Of those with a form of their own none is longer, nor needs an escape.
    if (node.type === 'string')
      return node.maxLength === undefined ? 60 : '\\ud83d'.length * node.maxLength + 2
    return String(Number.MAX_SAFE_INTEGER).length
  }
  return ofNode(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node)
}
