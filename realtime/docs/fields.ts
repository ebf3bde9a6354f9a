import type { JsonSchema } from '../../server/docs/json-schema.ts'
import { piecesOf, type Piece } from '../../server/docs/pieces.ts'

/** A field as the page lists it; one inside another is `candidate.name`, one of a list `people[].id`. */
export interface Field {
  name: string
  type: Piece[]
  optional: boolean
  description: Piece[]
}

const plain = (text: string): Piece => ({ text, isCode: false, href: null })
const code = (text: string): Piece => ({ text, isCode: true, href: null })
const between = (parts: Piece[][], word: string) =>
  parts.flatMap((part, index) => (index ? [plain(word), ...part] : part))

/** The name of what a `$ref` points to; the page has an anchor of that name. */
const nameOf = (ref: string) => ref.split('/').at(-1)!

const formats: Record<string, string> = { uuid: 'UUID', 'date-time': 'instant', email: 'e-mail address' }

const span = (least: number | undefined, most: number | undefined, of = '') => {
  if (least === undefined && most === undefined) return ''
  if (most === undefined) return least ? `, at least ${least}${of}` : ''
  return least === undefined ? `, at most ${most}${of}` : `, ${least} to ${most}${of}`
}

const simple = (type: string, schema: JsonSchema): string => {
  if (type === 'string')
    return (formats[schema.format ?? ''] ?? 'text') + span(schema.minLength, schema.maxLength, ' characters')
  if (type === 'integer' || type === 'number') return type + span(schema.minimum, schema.maximum)
  return type
}

/** A type in words. What has a shape of its own is a link to it. */
export const typeOf = (schema: JsonSchema): Piece[] => {
  if (schema.$ref) return [{ text: nameOf(schema.$ref), isCode: true, href: `#${nameOf(schema.$ref)}` }]
  if ('const' in schema) return [code(JSON.stringify(schema.const))]
  if (schema.enum)
    return between(
      schema.enum.map(value => [code(String(value))]),
      ' · ',
    )
  const several = schema.anyOf ?? schema.allOf
  if (several) return between(several.map(typeOf), ' or ')
  if (schema.type === 'array') return [plain('list of '), ...typeOf(schema.items ?? {})]
  return between(
    [schema.type ?? 'anything'].flat().map(type => [plain(simple(type, schema))]),
    ' or ',
  )
}

/** The object that lies in a field without a name of its own: as it is, in a list, or where it may be null. */
const inside = (schema: JsonSchema): JsonSchema | undefined => {
  if (schema.type === 'array') return schema.items && inside(schema.items)
  return schema.properties ? schema : schema.anyOf?.find(one => one.properties)
}

/** The fields of an object, those of nested ones among them. */
export const fieldsOf = ({ properties = {}, required = [] }: JsonSchema, under = ''): Field[] =>
  Object.entries(properties).flatMap(([name, schema]) => {
    const path = under + name
    const inner = inside(schema)
    const field = {
      name: path,
      type: typeOf(schema),
      optional: !required.includes(name),
      description: schema.description ? piecesOf(schema.description) : [],
    }
    // Of an object that is always there, its fields say all
    const speaks = schema.type !== 'object' || !inner || field.optional || schema.description
    return [
      ...(speaks ? [field] : []),
      ...(inner ? fieldsOf(inner, `${path}${schema.type === 'array' ? '[]' : ''}.`) : []),
    ]
  })
