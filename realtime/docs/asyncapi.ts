import manifest from '../../package.json' with { type: 'json' }
import { env } from '../../server/env.ts'
import { limits } from '../limits.ts'
import { connectionChannel, roomChannel } from './channels.ts'
import { roomKindNames } from './event-data.ts'
import { operations } from './operations.ts'
import { makeSchemas } from './schemas.ts'

const introduction = `
Everything that Hirewire does over sockets, from the server's side: it **receives** commands and **sends** events. The same for
people, with how to join and to resume, is [the page about it](/api/docs/realtime); HTTP is at [/api/docs](/api/docs).

- **Transport**: Socket.IO 4 over WebSocket alone, so no sticky sessions. The channels are Socket.IO rooms on one connection.
- **Who you are**: the session cookie, a bearer header, or \`auth: { token }\` in the handshake.
- **Commands** each need an acknowledgement callback, which gets \`{ ok: true, data }\` or \`{ ok: false, error }\`. Their \`commandId\` is
  yours: sent twice under one, a command is done once and answered alike.
- **Rooms** are entered with \`room:join\`. Each audience of a room has a stream of its own: what you get is cut for you.
- **Durable events** come under their own name in an envelope, numbered by \`seq\` without a gap within room, audience and \`epoch\`. Apply
  the one after yours, drop what you have, join again with your position on a gap or under another epoch.
- **In one frame**: with \`auth: { frames: true }\` in the handshake, several events of a room, such as those committed together, may come
  as one message \`events\`.
- **Limits**: ${limits.messagesPerSecond} messages a second (${limits.burst} at once), ${limits.joinsPerSecond} joins a second, ${limits.typingPerSecond} times typing a second, ${limits.roomsPerSocket} rooms a connection,
  ${limits.socketsPerPerson} connections a person, ${limits.frameBytes / 1_024} KiB a message.
`

const server = () => {
  const { host, protocol } = new URL(env().PUBLIC_URL)
  return {
    host,
    pathname: '/socket.io/',
    protocol: protocol === 'https:' ? 'wss' : 'ws',
    title: 'This server',
    summary: 'Socket.IO 4 (protocol 5, Engine.IO 4), WebSocket only',
    security: [
      { $ref: '#/components/securitySchemes/session' },
      { $ref: '#/components/securitySchemes/bearer' },
    ],
  }
}

const securitySchemes = {
  session: {
    type: 'httpApiKey',
    in: 'cookie',
    name: 'hirewire.session_token',
    description: 'Set by signing in. Over https its name begins with __Secure-. Needs an allowed Origin.',
  },
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A session token, or the JWT of /api/auth/token: as the header, or as `auth: { token }` in the handshake.',
  },
}

/** Every command, event and passing message as AsyncAPI 3, made from the declarations that serve them. */
export const asyncApiDocument = () => {
  const schemas = makeSchemas()
  const channels = {
    connection: connectionChannel(schemas),
    ...Object.fromEntries(roomKindNames.map(kind => [kind, roomChannel(kind, schemas)])),
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Hirewire',
      version: manifest.version,
      license: { name: 'MIT' },
      description: introduction,
    },
    defaultContentType: 'application/json',
    servers: { hirewire: server() },
    channels,
    operations: operations(),
    components: { schemas: schemas.named, securitySchemes },
  }
}
