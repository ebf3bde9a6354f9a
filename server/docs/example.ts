import type { JsonSchema } from './json-schema.ts'

interface Asked {
  resolve(ref: string): JsonSchema
  /** Optional fields and items of lists too; otherwise only what must be there. */
  everything?: boolean
}

const formats: Record<string, string> = {
  email: 'you@company.example',
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  'date-time': '2027-01-15T09:00:00.000Z',
  date: '2027-01-15',
}

/** `coverLetter` is “Cover letter”. */
const wordsOf = (name: string) => {
  const words = name.replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const textFor = ({ format, minLength = 0, maxLength = Infinity }: JsonSchema, name: string) => {
  if (format && formats[format]) return formats[format]
  const words = wordsOf(name) || 'Text'
  return words.repeat(Math.ceil(minLength / words.length) || 1).slice(0, maxLength)
}

const numberFor = ({ minimum = 1, maximum = Infinity }: JsonSchema) => Math.min(Math.max(minimum, 1), maximum)

const objectFor = ({ properties = {}, required = [], additionalProperties }: JsonSchema, asked: Asked) => {
  const names = new Set([...(asked.everything ? Object.keys(properties) : []), ...required])
  const others = typeof additionalProperties === 'object' ? additionalProperties : {}
  return Object.fromEntries(
    [...names].map(name => [name, exampleOf(properties[name] ?? others, asked, name)]),
  )
}

const listFor = ({ items = {}, minItems = 0 }: JsonSchema, asked: Asked, name: string) =>
  Array.from({ length: Math.max(minItems, asked.everything ? 1 : 0) }, () => exampleOf(items, asked, name))

/** A made-up value that fits a schema, the same each time. Says a schema's own `examples` where it has them. */
export const exampleOf = (schema: JsonSchema, asked: Asked, name = ''): unknown => {
  if (schema.$ref) return exampleOf(asked.resolve(schema.$ref), asked, name)
  if (schema.examples) return schema.examples[0]
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  const one = schema.anyOf?.[0] ?? schema.allOf?.[0]
  if (one) return exampleOf(one, asked, name)
  const [type] = [schema.type].flat()
  if (type === 'object') return objectFor(schema, asked)
  if (type === 'array') return listFor(schema, asked, name)
  if (type === 'integer' || type === 'number') return numberFor(schema)
  if (type === 'string') return textFor(schema, name)
  return type === 'boolean' ? false : null
}
