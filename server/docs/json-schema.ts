/** As much of JSON Schema as our documents hold. */
export interface JsonSchema {
  $ref?: string
  /** Several are one type, or null. */
  type?: string | string[]
  title?: string
  description?: string
  examples?: unknown[]
  const?: unknown
  enum?: unknown[]
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  minItems?: number
  anyOf?: JsonSchema[]
  allOf?: JsonSchema[]
}

/** Takes out of a schema what only costs its reader time: for `override` of whatever turns zod into JSON Schema. */
export const tidy = (
  schema: Pick<JsonSchema, 'format' | 'pattern' | 'minimum' | 'maximum'> & { additionalProperties?: unknown },
  io: 'input' | 'output',
) => {
  // `format` says it; the pattern of a UUID or an instant is a page long
  if (schema.format) delete schema.pattern
  // Every whole number of JavaScript lies between these
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  // An answer may gain fields later, and no client should break over it
  if (io === 'output' && schema.additionalProperties === false) delete schema.additionalProperties
}

/** What a `$ref` of a document means: `#/components/schemas/Card`. */
export const resolveIn = (document: object) => (ref: string) =>
  ref
    .split('/')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document) as JsonSchema
