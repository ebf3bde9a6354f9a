import fc, { type Arbitrary } from 'fast-check'
import { commands, signals } from '../../realtime/registry.ts'
import type { Route } from '../../server/route.ts'
import { anything, brokenFrom, fieldName } from './broken.ts'
import type { Ids } from './senders.ts'
import { validFor } from './values.ts'

const events = Object.entries({
  ...commands,
  ...Object.fromEntries(
    Object.entries(signals).map(([name, signal]) => [name, { ...signal, who: 'signed_in' }]),
  ),
})

export interface MalformedEvent {
  /** Whom the event lets in. */
  who: Route['who']
  /** The array that is an event, as text. */
  event: string
}

/** An event as Socket.IO takes it, whose ack must come, with an input that no schema takes. */
export const malformedEvent = (ids: Ids): Arbitrary<MalformedEvent> => {
  const broken = events.map(([name, { who, input }]) =>
    fc
      .oneof(
        validFor(input, ids)
          .chain(brokenFrom)
          .filter(value => !input.safeParse(value).success)
          .map(value => [name, value]),
        fc.constant([name]),
        fc.tuple(anything(), anything()).map(extra => [name, null, ...extra]),
      )
      .map(event => ({ who: who as Route['who'], event: JSON.stringify(event) })),
  )
  const reserved = [
    'connect',
    'connect_error',
    'disconnect',
    'disconnecting',
    'newListener',
    'removeListener',
  ]
  const unknown = fc
    .tuple(
      fc.oneof(fieldName(), fc.constantFrom('error', 'message', 'close', 'room:joined'), fc.integer()),
      anything(),
    )
    .filter(([name]) => !reserved.includes(String(name)))
    .map(([name, value]) => ({ who: 'signed_in' as const, event: JSON.stringify([name, value]) }))
  return fc.oneof({ weight: 9, arbitrary: fc.oneof(...broken) }, { weight: 1, arbitrary: unknown })
}

const event = '["room:leave",{"room":"job:01890a5d-ac96-774b-bcce-b302099a8057"}]'

const packets = [
  '',
  '1',
  '2',
  '2probe',
  '3',
  '5',
  '6',
  '7',
  'b',
  'bAAEC',
  '4',
  '40',
  '40{}',
  '40[]',
  '40null',
  '40{"token":{"a":1}}',
  '40{"__proto__":{"token":"x"}}',
  '40/admin,',
  '40/__proto__,{}',
  `40/${'x'.repeat(5_000)},`,
  '41',
  '41/other,',
  '42',
  '42[]',
  '42[null]',
  '42[{}]',
  '42[[]]',
  '42{"0":"room:leave"}',
  '42"room:leave"',
  '42["connect"]',
  '42["disconnect",1]',
  '42["newListener","x"]',
  '42["error",{}]',
  '42["error"]',
  '42[0]',
  `42/other,1${event}`,
  `42/constructor,1${event}`,
  `42999999999999999999999999${event}`,
  `42-1${event}`,
  `421e5${event}`,
  `42 1${event}`,
  '421["room:leave"',
  `421["room:leave",${'['.repeat(20_000)}${']'.repeat(20_000)}]`,
  '43',
  '431',
  '431[]',
  '43999[{"ok":true}]',
  '44"no"',
  '44{"message":"no"}',
  '45',
  '450-["x"]',
  '451-["x",{"_placeholder":true,"num":0}]',
  '451-["x",{"_placeholder":true,"num":7}]',
  '451-["x",{"_placeholder":true,"num":"__proto__"}]',
  '4599999-["x"]',
  '45-1-["x"]',
  '451e1-["x"]',
  '461-1[{"_placeholder":true,"num":0}]',
  '47[]',
  '4\0',
  '\ud800',
]

/** Text and bytes that are no packets, or not here: one after the other on one connection. */
export const rawPackets = (): Arbitrary<(string | Uint8Array)[]> => {
  const good = [`421${event}`, '40{"token":"x"}', '2probe']
  const bitten = fc
    .tuple(fc.constantFrom(...good), fc.nat(), fc.string({ maxLength: 4 }))
    .map(([text, at, other]) => {
      const place = at % text.length
      return text.slice(0, place) + other + text.slice(place + 1)
    })
  return fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...packets) },
      { weight: 3, arbitrary: bitten },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
      { weight: 2, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    ),
    { minLength: 1, maxLength: 3 },
  )
}

const header = (first: number, length: number, masked = true) => {
  const mask = masked ? 0x80 : 0
  if (length < 126) return Buffer.of(first, mask | length)
  const long = Buffer.alloc(10)
  long.writeUInt16BE((first << 8) | mask | 127)
  long.writeBigUInt64BE(BigInt(length), 2)
  return long
}
const frame = (first: number, content: Uint8Array, { masked = true, length = content.length } = {}) =>
  // A mask of zeros leaves the content as it is
  Buffer.concat([header(first, length, masked), masked ? Buffer.alloc(4) : Buffer.alloc(0), content])

const text = Buffer.from('2')
const lines = [
  frame(0x81, text, { masked: false }),
  frame(0xc1, text),
  frame(0xf1, text),
  frame(0x83, text),
  frame(0x8b, text),
  frame(0x80, text),
  frame(0x01, text),
  Buffer.concat([frame(0x01, text), frame(0x81, text)]),
  Buffer.concat(Array.from({ length: 200 }, () => frame(0x00, Buffer.alloc(0)))),
  frame(0x81, Buffer.of(0xff, 0xfe)),
  frame(0x81, text, { length: 2 ** 40 }),
  frame(0x81, text, { length: Number.MAX_SAFE_INTEGER }),
  frame(0x81, Buffer.alloc(100_000, '4')),
  frame(0x89, Buffer.alloc(126)),
  frame(0x09, text),
  frame(0x88, Buffer.of(3)),
  frame(0x88, Buffer.of(0, 0)),
  frame(0x88, Buffer.of(0xff, 0xff, 0xff)),
]

/** Bytes behind a WebSocket's handshake that are no WebSocket. */
export const rawBytes = (): Arbitrary<Uint8Array> =>
  fc.oneof(fc.constantFrom(...lines), fc.uint8Array({ minLength: 1, maxLength: 300 }))

/** What is no token, nor can be sent as one. */
export const tokens: unknown[] = [
  '',
  ' ',
  'a b',
  'a\0b',
  'half \ud83d',
  'a\r\nx-more: 1',
  'x.y.z',
  'é',
  '日',
  'x'.repeat(50_000),
  null,
  7,
  ['x'],
  { toString: 'x' },
]

/** Requests for a socket that get none. */
export const upgrades: { path: string; headers?: Record<string, string> }[] = [
  { path: '/socket.io/?EIO=3&transport=websocket' },
  { path: '/socket.io/?EIO=4&transport=polling' },
  { path: '/socket.io/?EIO=4&transport=webtransport' },
  { path: '/socket.io/?EIO=4&transport=__proto__' },
  { path: '/socket.io/?EIO=4&transport=websocket&transport=polling' },
  { path: '/socket.io/?EIO=4&transport=websocket&sid=__proto__' },
  { path: '/socket.io/?EIO=4&transport=websocket&sid=x&sid=y' },
  { path: '/elsewhere' },
  { path: '//[' },
  { path: '/socket.io/?EIO=4&transport=websocket', headers: { 'Sec-WebSocket-Version': '12' } },
  { path: '/socket.io/?EIO=4&transport=websocket', headers: { 'Sec-WebSocket-Key': 'x' } },
  { path: '/socket.io/?EIO=4&transport=websocket', headers: { Upgrade: 'h2c' } },
  { path: '/socket.io/?EIO=4&transport=websocket', headers: { Origin: 'http://a\u0001b' } },
  { path: '/socket.io/?EIO=4&transport=websocket', headers: { 'Sec-WebSocket-Protocol': ',,' } },
]
