import specs from '@asyncapi/specs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { heardIn, roomKinds } from '../../realtime/docs/event-data.ts'
import { errorsOf } from '../../realtime/docs/errors.ts'
import { passingMessages } from '../../realtime/messages.ts'
import { commands, signals, type CommandName } from '../../realtime/registry.ts'
import { resolveIn } from '../../server/docs/json-schema.ts'
import type { RoomKind } from '../../server/event-data.ts'
import { events, type EventName } from '../../server/events.ts'
import { hirewire } from '../support/hirewire.ts'
import { refsIn } from '../support/refs.ts'

interface Ref {
  $ref: string
}
interface Message {
  name: string
  summary: string
  payload: object
  examples: { payload: unknown }[]
}
interface Operation {
  action: 'send' | 'receive'
  channel: Ref
  messages: Ref[]
  reply?: { channel: Ref; messages: Ref[] }
  'x-who'?: unknown
  'x-errors'?: unknown
}
interface Document {
  asyncapi: string
  servers: { hirewire: { host: string; protocol: string } }
  channels: Record<string, { address: string; messages: Record<string, Message> }>
  operations: Record<string, Operation>
  components: { schemas: object }
}

const checker = () => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  return ajv
}
const kinds = Object.keys(roomKinds) as RoomKind[]
const sent = Object.entries({ ...signals, ...commands })

describe('asyncapi.json', () => {
  const app = hirewire()
  const read = async () => (await app.call<Document>(null, 'GET', '/asyncapi.json')).body
  const received = ({ operations }: Document, name: string) =>
    Object.values(operations).find(({ messages }) => messages[0]?.$ref.endsWith(`/${name}`))

  it('is AsyncAPI 3.0, for anybody, and fits its official schema', async () => {
    const answer = await app.call<Document>(null, 'GET', '/asyncapi.json')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.body.asyncapi).toBe('3.0.0')
    expect(answer.body.servers.hirewire).toMatchObject({ host: 'hirewire.test', protocol: 'ws' })
    const fits = checker().compile(specs.schemasWithoutId['3.0.0'])
    expect(fits(answer.body), JSON.stringify(fits.errors, undefined, 2)).toBe(true)
  })

  it('resolves every reference, and none in vain', async () => {
    const document = await read()
    const resolve = resolveIn(document)
    const refs = new Set(refsIn(document))
    expect([...refs].filter(ref => !ref.startsWith('#/') || resolve(ref) === undefined)).toEqual([])
    const unused = Object.keys(document.components.schemas).filter(
      name => !refs.has(`#/components/schemas/${name}`),
    )
    expect(unused).toEqual([])
  })

  it('has every message of the registry, with who may send it, its ack and its errors', async () => {
    const document = await read()
    for (const [name, { summary }] of sent) {
      const operation = received(document, name)
      expect(operation, name).toMatchObject({
        action: 'receive',
        summary,
        'x-who': name in commands ? commands[name as CommandName].who : 'signed_in',
        'x-errors': errorsOf(name as CommandName),
        reply: {
          messages: [
            { $ref: `#/channels/connection/messages/${name}.done` },
            { $ref: '#/channels/connection/messages/refused' },
          ],
        },
      })
    }
    const receives = Object.values(document.operations).filter(({ action }) => action === 'receive')
    expect(receives).toHaveLength(sent.length)
  })

  it('asks in its schema for what the registry asks, commandId and all', async () => {
    const { channels } = await read()
    for (const [name, { input }] of sent) {
      const { payload } = channels.connection!.messages[name]!
      expect(Object.keys((payload as { properties: object }).properties)).toEqual(Object.keys(input.shape))
      expect(payload).toMatchObject({ additionalProperties: false })
    }
  })

  it('has every event in each kind of room it is heard in, with the audiences by name', async () => {
    const { channels } = await read()
    for (const kind of kinds) {
      const { address, messages } = channels[kind]!
      expect(address).toBe(`${kind}:{id}`)
      for (const name of Object.keys(events) as EventName[]) {
        const audiences = heardIn(kind, name).map(([audience]) => audience)
        const payload = messages[name]?.payload as
          { properties: { type: object; data: { anyOf: { title: string }[] } } } | undefined
        expect(payload?.properties.type, name).toEqual(
          audiences.length ? { type: 'string', const: name } : undefined,
        )
        const titles = payload?.properties.data.anyOf.map(({ title }) => title) ?? []
        expect(titles, `${name} in ${kind}`).toEqual(audiences)
      }
    }
    const silent = (Object.keys(events) as EventName[]).filter(
      name => !kinds.some(kind => heardIn(kind, name).length),
    )
    expect(silent).toEqual(['job.deleted'])
  })

  it('has every passing message where it is said', async () => {
    const { channels } = await read()
    for (const [name, { about }] of Object.entries(passingMessages))
      for (const place of about === 'room' ? kinds : ['connection'])
        expect(channels[place]!.messages[name], `${name} in ${place}`).toMatchObject({ name })
  })

  it('names every message of a channel in an operation', async () => {
    const { channels, operations } = await read()
    const named = Object.values(operations).flatMap(({ messages, reply }) =>
      [...messages, ...(reply?.messages ?? [])].map(({ $ref }) => $ref),
    )
    const all = Object.entries(channels).flatMap(([channel, { messages }]) =>
      Object.keys(messages).map(name => `#/channels/${channel}/messages/${name}`),
    )
    expect([...new Set(named)].toSorted()).toEqual(all.toSorted())
  })

  it('shows examples that fit their schemas', async () => {
    const document = await read()
    const ajv = checker()
    for (const { messages } of Object.values(document.channels))
      for (const { name, payload, examples } of Object.values(messages)) {
        const fits = ajv.compile({ ...payload, components: document.components })
        expect(fits(examples[0]!.payload), `${name} ${JSON.stringify(fits.errors)}`).toBe(true)
      }
    for (const [name, { input }] of sent) {
      const [example] = document.channels.connection!.messages[name]!.examples
      expect(input.safeParse(example!.payload).error?.issues ?? [], name).toEqual([])
    }
  })
})
