import type { RoomKind } from '../../server/event-data.ts'
import { passingMessages } from '../messages.ts'
import { commands, signals, type CommandName, type SignalName } from '../registry.ts'
import { errorsOf, problemErrors } from './errors.ts'
import { eventsIn, roomKindNames } from './event-data.ts'

/** `application:move` is `applicationMove`. */
const operationIdOf = (name: string) =>
  name.replaceAll(/[^a-z]+([a-z])/g, (_match, letter: string) => letter.toUpperCase())

const to = (channel: string) => ({ $ref: `#/channels/${channel}` })
const messageOf = (channel: string, name: string) => ({ $ref: `#/channels/${channel}/messages/${name}` })
const codes = (list: string[]) => list.map(code => `\`${code}\``).join(', ')

/** One that a client sends, with both of its acks. */
const received = (name: CommandName | SignalName, summary: string, who?: readonly string[]) => {
  const errors = errorsOf(name)
  const whoSends = who ? `For: ${who.join(', ')}.` : 'For everyone who is signed in.'
  return {
    action: 'receive',
    channel: to('connection'),
    summary,
    description: `${whoSends} Errors: ${codes(errors)}.`,
    tags: [{ name: who ? 'Commands' : 'Rooms' }],
    messages: [messageOf('connection', name)],
    reply: {
      channel: to('connection'),
      messages: [messageOf('connection', `${name}.done`), messageOf('connection', 'refused')],
    },
    'x-who': who ?? 'signed_in',
    'x-errors': errors,
  }
}

const sent = (channel: string, summary: string, description: string, names: string[]) => ({
  action: 'send',
  channel: to(channel),
  summary,
  description,
  tags: [{ name: 'Events' }],
  messages: names.map(name => messageOf(channel, name)),
})

const passing = (about: 'room' | 'connection') =>
  Object.entries(passingMessages).flatMap(([name, one]) => (one.about === about ? [name] : []))

const eventsOf = (kind: RoomKind) =>
  sent(
    kind,
    `The durable events of a ${kind}`,
    'Numbered, kept, and replayed to whoever missed them.',
    eventsIn(kind),
  )
const passingOf = (kind: RoomKind) =>
  sent(
    kind,
    `What is said in passing in the room of a ${kind}`,
    'Neither numbered nor kept.',
    passing('room'),
  )
const toConnection = () =>
  sent(
    'connection',
    'What is said in passing to a connection',
    `Neither numbered nor kept. A \`problem\` has one of: ${codes(problemErrors)}.`,
    passing('connection'),
  )

/** What the server takes, each with its ack, and what it sends into each kind of room and to each connection. */
export const operations = () => {
  const all: [string, object][] = [
    ...Object.entries(signals).map(([name, { summary }]): [string, object] => [
      operationIdOf(name),
      received(name as SignalName, summary),
    ]),
    ...Object.entries(commands).map(([name, { summary, who }]): [string, object] => [
      operationIdOf(name),
      received(name as CommandName, summary, who),
    ]),
    ...roomKindNames.flatMap((kind): [string, object][] => [
      [`${kind}Events`, eventsOf(kind)],
      [`${kind}Passing`, passingOf(kind)],
    ]),
    ['connectionPassing', toConnection()],
  ]
  return Object.fromEntries(all)
}
