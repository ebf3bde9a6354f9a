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

const received = (name: CommandName | SignalName, summary: string, who: readonly string[] | 'signed_in') => ({
  action: 'receive',
  channel: to('connection'),
  summary,
  description: `${who === 'signed_in' ? 'For everyone who is signed in.' : `For: ${who.join(', ')}.`} Errors: ${codes(errorsOf(name))}.`,
  tags: [{ name: who === 'signed_in' ? 'Rooms' : 'Commands' }],
  messages: [messageOf('connection', name)],
  reply: {
    channel: to('connection'),
    messages: [messageOf('connection', `${name}.done`), messageOf('connection', 'refused')],
  },
  'x-who': who,
  'x-errors': errorsOf(name),
})

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

/** What the server takes, each with its ack, and what it sends into each kind of room and to each connection. */
export const operations = () =>
  Object.fromEntries([
    ...Object.entries(signals).map(([name, { summary }]) => [
      operationIdOf(name),
      received(name as SignalName, summary, 'signed_in'),
    ]),
    ...Object.entries(commands).map(([name, { summary, who }]) => [
      operationIdOf(name),
      received(name as CommandName, summary, who),
    ]),
    ...roomKindNames.flatMap(kind => [
      [
        `${kind}Events`,
        sent(
          kind,
          `The durable events of a ${kind}`,
          'Numbered, kept, and replayed to whoever missed them.',
          eventsIn(kind),
        ),
      ],
      [
        `${kind}Passing`,
        sent(
          kind,
          `What is said in passing in the room of a ${kind}`,
          'Neither numbered nor kept.',
          passing('room'),
        ),
      ],
    ]),
    [
      'connectionPassing',
      sent(
        'connection',
        'What is said in passing to a connection',
        `Neither numbered nor kept. A \`problem\` has one of: ${codes(problemErrors)}.`,
        passing('connection'),
      ),
    ],
  ])
