import { z } from 'zod'
import { tidy, type JsonSchema } from '../../server/docs/json-schema.ts'

/** Where the shapes that have a name of their own are found from anywhere in the document. */
const place = '#/components/schemas/'

type Converted = JsonSchema & { $schema?: string; definitions?: Record<string, JsonSchema> }

const placed = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value).replaceAll('"#/definitions/', `"${place}`)) as Value

/**
 * Turns zod into JSON Schema (draft 7, which AsyncAPI speaks). What has a name of its own, `meta({ id })`, is collected
 * in `named` and referred to.
 */
export const makeSchemas = () => {
  const named: Record<string, JsonSchema> = {}
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'output'): JsonSchema => {
    const converted = placed(
      z.toJSONSchema(schema, {
        target: 'draft-07',
        io,
        override: ({ jsonSchema }) => tidy(jsonSchema, io),
      }) as Converted,
    )
    const { $schema: _, definitions, ...json } = converted
    Object.assign(named, definitions)
    return json
  }
  return { named, schemaOf, resolve: (ref: string) => named[ref.slice(place.length)]! }
}

export type Schemas = ReturnType<typeof makeSchemas>
