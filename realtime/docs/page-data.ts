import type { z } from 'zod'
import { env } from '../../server/env.ts'
import { errorCodes, type ErrorCode } from '../../server/errors.ts'
import { exampleOf } from '../../server/docs/example.ts'
import type { JsonSchema } from '../../server/docs/json-schema.ts'
import { piecesOf } from '../../server/docs/pieces.ts'
import { events, type EventName } from '../../server/events.ts'
import { longestTail } from '../../server/snapshot.ts'
import { limits } from '../limits.ts'
import { enteredRoom, envelope, passingMessages } from '../messages.ts'
import { commands, signals } from '../registry.ts'
import { always, commanded, problemErrors } from './errors.ts'
import { eventData, heardIn, roomKindNames, roomKinds } from './event-data.ts'
import { fieldsOf, typeOf } from './fields.ts'
import { makeSchemas, type Schemas } from './schemas.ts'

const shown = (value: unknown) => JSON.stringify(value, undefined, 2)
const codesOf = (codes: readonly ErrorCode[]) => codes.map(code => ({ code, status: errorCodes[code][0] }))

/** The object behind a schema, when it has a name of its own. */
const opened = (schemas: Schemas, schema: JsonSchema) => (schema.$ref ? schemas.resolve(schema.$ref) : schema)

interface Sendable {
  summary: string
  who?: readonly string[]
  input: z.ZodType
  answer: z.ZodType
  errors: readonly ErrorCode[]
}

const sendable =
  (schemas: Schemas) =>
  ([name, { summary, who, input, answer, errors }]: [string, Sendable]) => {
    const schema = schemas.schemaOf(input, 'input')
    const example = exampleOf(schema, { resolve: schemas.resolve })
    return {
      name,
      summary,
      who: who?.join(', ') ?? 'everyone who is signed in',
      fields: fieldsOf(schema),
      example: `await socket.emitWithAck('${name}', ${shown(example)})`,
      answer: typeOf(schemas.schemaOf(answer)),
      errors: codesOf(errors),
    }
  }

/** Who hears of an event, and what it carries to them: one shape or, as a new name goes to many places, one of several. */
const heardRows = (schemas: Schemas, name: EventName) =>
  roomKindNames.flatMap(kind =>
    heardIn(kind, name).map(([audience, data]) => {
      const schema = schemas.schemaOf(data)
      const cuts = schema.anyOf ?? [schema]
      return {
        room: `${kind}:{id}`,
        audience,
        cuts: cuts.map(cut => fieldsOf(cut).map(field => ({ name: field.name, type: field.type }))),
      }
    }),
  )

/** All that the page shows, in the order of its template, made from the declarations that serve it. */
export const pageData = () => {
  const schemas = makeSchemas()
  const example = (schema: JsonSchema) =>
    shown(exampleOf(schema, { resolve: schemas.resolve, everything: true }))
  const join = schemas.schemaOf(enteredRoom)
  const anEnvelope = schemas.schemaOf(envelope)
  const data = {
    origin: env().PUBLIC_URL,
    limits: { ...limits, frameKiB: limits.frameBytes / 1_024, longestTail },
    signals: Object.entries<Sendable>(signals).map(sendable(schemas)),
    commands: Object.entries<Sendable>(commands).map(sendable(schemas)),
    joined: fieldsOf(opened(schemas, join)),
    envelope: { fields: fieldsOf(opened(schemas, anEnvelope)), example: example(anEnvelope) },
    rooms: roomKindNames.map(kind => ({
      address: `${kind}:{id}`,
      summary: roomKinds[kind].summary,
      audiences: roomKinds[kind].audiences.join(', '),
    })),
    events: (Object.keys(events) as EventName[]).map(name => ({
      name,
      version: events[name].v,
      summary: piecesOf(eventData[name].summary),
      heard: heardRows(schemas, name),
    })),
    passing: Object.entries(passingMessages).map(([name, { summary, payload }]) => ({
      name,
      // `events` is the anchor of their section
      anchor: name === 'events' ? 'events-message' : name,
      summary: piecesOf(summary),
      fields: fieldsOf(opened(schemas, schemas.schemaOf(payload))),
    })),
    errors: {
      always: codesOf(always),
      commanded: codesOf(commanded),
      problem: codesOf(problemErrors),
    },
  }
  const shapes = Object.entries(schemas.named)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]) => ({ name, fields: fieldsOf(schema) }))
  return { ...data, shapes }
}
