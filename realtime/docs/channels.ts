import { z } from 'zod'
import { exampleOf } from '../../server/docs/example.ts'
import { problemAnswer } from '../../server/problem-answer.ts'
import type { RoomKind } from '../../server/event-data.ts'
import { events, type EventName } from '../../server/events.ts'
import { envelope, passingMessages } from '../messages.ts'
import { commands, signals } from '../registry.ts'
import { eventData, eventsIn, heardIn, roomKinds } from './event-data.ts'
import type { Schemas } from './schemas.ts'

/** A message as AsyncAPI has it. `io` is input for what a client sends: then the example says only what it must. */
const message = (
  schemas: Schemas,
  name: string,
  summary: string,
  zod: z.ZodType,
  io: 'input' | 'output' = 'output',
) => {
  const payload = schemas.schemaOf(zod, io)
  const example = exampleOf(payload, { resolve: schemas.resolve, everything: io === 'output' })
  return { name, summary, payload, examples: [{ payload: example }] }
}

const passing = (schemas: Schemas, about: 'room' | 'connection') =>
  Object.entries(passingMessages)
    .filter(([, one]) => one.about === about)
    .map(([name, { summary, payload }]) => [name, message(schemas, name, summary, payload)] as const)

/** An event in its envelope, with the `data` that each audience of this kind of room gets. */
const eventMessage = (schemas: Schemas, kind: RoomKind, name: EventName) => {
  const cuts = heardIn(kind, name).map(([audience, data]) => data.meta({ title: audience }))
  const type = z.literal(name)
  const payload = envelope.extend({ type, v: z.literal(events[name].v), data: z.union(cuts) })
  return message(schemas, name, eventData[name].summary, payload)
}

/** A kind of room: all that is said in it. */
export const roomChannel = (kind: RoomKind, schemas: Schemas) => {
  const { summary, audiences } = roomKinds[kind]
  return {
    address: `${kind}:{id}`,
    summary,
    description: `Entered with \`room:join\` by those who may read it. Audiences: ${audiences.join(', ')}.`,
    parameters: { id: { description: `The id of the ${kind}.` } },
    messages: Object.fromEntries([
      ...eventsIn(kind).map(name => [name, eventMessage(schemas, kind, name)] as const),
      ...passing(schemas, 'room'),
    ]),
  }
}

const acked = (data: z.ZodType) => z.strictObject({ ok: z.literal(true), data })
const refusal = z.strictObject({ ok: z.literal(false), error: problemAnswer })

/** The connection itself: what is sent on it, each with its ack, and what is told to whoever holds it. */
export const connectionChannel = (schemas: Schemas) => ({
  address: '/',
  summary: 'The connection: Socket.IO’s main namespace',
  messages: Object.fromEntries([
    ...Object.entries({ ...signals, ...commands }).flatMap(([name, { summary, input, answer }]) => [
      [name, message(schemas, name, summary, input, 'input')] as const,
      [`${name}.done`, message(schemas, `${name}.done`, `The ack of ${name}`, acked(answer))] as const,
    ]),
    ['refused', message(schemas, 'refused', 'The ack of whatever was refused', refusal)],
    ...passing(schemas, 'connection'),
  ]),
})
