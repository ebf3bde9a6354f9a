import { describe, expect, it } from 'vitest'
import { fault } from '../faults/fault.ts'
import { signedIn } from '../support/people.ts'
import { range } from '../support/range.ts'
import { until } from '../support/wait.ts'
import { abusedNode } from './abused-node.ts'
import { startNeighbour } from './neighbour.ts'
import { openTcp, upgradeRequest } from './tcp.ts'

/** Nobody holds a connection longer than this without what it is for, in ms. */
const longestMs = 8_000

type Tcp = Awaited<ReturnType<typeof openTcp>>

const drip = (tcp: Tcp, bytes: string, everyMs = 250) => {
  const timer = setInterval(() => {
    if (tcp.closedAt()) clearInterval(timer)
    else tcp.write(bytes)
  }, everyMs)
}
const post = ['POST /api/auth/sign-in/email HTTP/1.1', 'Host: x', 'Content-Type: application/json']
const socketPath = '/socket.io/?EIO=4&transport=websocket'
/** A frame of WebSocket with a mask of zeros, which leaves the text as it is. */
const frame = (text: string) =>
  Buffer.concat([Buffer.of(0x81, 0x80 | text.length), Buffer.alloc(4), Buffer.from(text)])

const upgraded = async (tcp: Tcp) => {
  tcp.write(upgradeRequest(socketPath))
  await until('the handshake', () => tcp.status() === 101 || tcp.closedAt())
}

/** What somebody does with a connection who wants nothing but to hold it. */
const kinds: Record<string, (tcp: Tcp) => unknown> = {
  'says nothing': () => {},
  'begins a request': tcp => tcp.write('GET / HTTP/1.1\r\nHost: x\r\n'),
  'sends headers slowly': tcp => {
    tcp.write('GET / HTTP/1.1\r\nHost: x\r\n')
    drip(tcp, 'X-Slow: 1\r\n')
  },
  'sends headers byte by byte': tcp => {
    tcp.write('GET / HTTP/1.1\r\nX-Slow: ')
    drip(tcp, 'x')
  },
  'announces a body': tcp => tcp.write([...post, 'Content-Length: 100', '', ''].join('\r\n')),
  'sends a body slowly': tcp => {
    tcp.write([...post, 'Content-Length: 1000', '', '{'].join('\r\n'))
    drip(tcp, ' ')
  },
  'sends chunks slowly': tcp => {
    tcp.write([...post, 'Transfer-Encoding: chunked', '', ''].join('\r\n'))
    drip(tcp, '1\r\n \r\n')
  },
  'sends a compressed body slowly': tcp => {
    tcp.write([...post, 'Content-Encoding: gzip', 'Transfer-Encoding: chunked', '', ''].join('\r\n'))
    drip(tcp, '1\r\n\x1f\r\n')
  },
  'expects to be told to go on': tcp =>
    tcp.write([...post, 'Expect: 100-continue', 'Content-Length: 100', '', ''].join('\r\n')),
  'asks for half a socket': tcp => tcp.write(upgradeRequest(socketPath).slice(0, -2)),
  'asks for a socket elsewhere': tcp => tcp.write(upgradeRequest('/elsewhere')),
  'opens a socket and says nothing': upgraded,
  'opens a socket and half a frame': async tcp => {
    await upgraded(tcp)
    tcp.write(frame('40{"token":"x"}').subarray(0, 9))
  },
  'opens a socket and only answers pings': async tcp => {
    await upgraded(tcp)
    drip(tcp, frame('3').toString('latin1'))
  },
  'enters a namespace that is none': async tcp => {
    await upgraded(tcp)
    drip(tcp, frame('40/none,').toString('latin1'))
  },
  'is refused, and does not hang up': async tcp => {
    await upgraded(tcp)
    tcp.write(frame('40{"token":"wrong"}'))
  },
  'is cut, and does not hang up': async tcp => {
    await upgraded(tcp)
    tcp.write(frame('nonsense'))
  },
}

describe(
  'A5: who holds a connection and does nothing with it',
  { timeout: 300_000, concurrent: true },
  () => {
    const node = abusedNode()

    it('is cut, and nobody else notices', () =>
      fault('A5-idlers', async ({ times, did, note }) => {
        const neighbour = await startNeighbour(node.url)
        const each = Math.ceil(times / Object.keys(kinds).length)
        const held = await Promise.all(
          Object.entries(kinds).flatMap(([kind, hold]) =>
            range(each).map(async () => {
              const tcp = await openTcp(node.port)
              await hold(tcp)
              return { kind, tcp }
            }),
          ),
        )
        did(held.length)
        await until('all are cut', () => held.every(({ tcp }) => tcp.closedAt()), 2 * longestMs).finally(
          () => {
            const left = held.filter(({ tcp }) => !tcp.closedAt()).map(({ kind }) => kind)
            expect([...new Set(left)], 'still there').toEqual([])
          },
        )
        for (const { tcp } of held) note('closed', tcp.closedAt()! - tcp.openedAt)
        const { failures, slowestMs } = neighbour.fared()
        expect(failures, 'what others did not get').toEqual([])
        note('others wait', slowestMs)
        await neighbour.leave()
      }))

    it('cuts who asks for much and reads nothing of it', async () => {
      const { token } = await signedIn('candidate')
      const tcp = await openTcp(node.port)
      const requests = 100
      tcp.socket.pause()
      tcp.write(
        `GET /api/openapi.json HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`.repeat(
          requests,
        ),
      )
      await until('the first of it is there', () => tcp.socket.bytesRead)
      // Not to read for so long is what is tried here: it takes them a second to write all that.
      await new Promise(resolve => setTimeout(resolve, longestMs + 2_000))
      tcp.socket.resume()
      await until('it was cut', () => tcp.closedAt())
      expect(tcp.received().split('HTTP/1.1 200').length - 1).toBeLessThan(requests)
    })

    it('takes no more headers than anybody has', async () => {
      const tcp = await openTcp(node.port)
      tcp.write(
        `GET / HTTP/1.1\r\nHost: x\r\n${range(5_000)
          .map(number => `X-${number}: ${number}\r\n`)
          .join('')}\r\n`,
      )
      await until('it is cut', () => tcp.closedAt())
      expect(tcp.status()).toBe(431)
    })
  },
)
