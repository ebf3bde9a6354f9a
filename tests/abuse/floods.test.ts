import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../faults/fault.ts'
import { signedIn } from '../support/people.ts'
import { range } from '../support/range.ts'
import { until } from '../support/wait.ts'
import { makeWorld } from '../support/world.ts'
import { abusedNode } from './abused-node.ts'
import { makeSender, type Reply } from './http.ts'
import { openLine } from './line.ts'
import { startNeighbour, type Neighbour } from './neighbour.ts'
import { openTcp } from './tcp.ts'

const id = 'A5-floods'
const parts = 11
/** What may be asked for in a minute. */
const perMinute = { person: 2_400, stranger: 600 }
const from = (address: string) => ({ 'x-forwarded-for': address })
const json = { 'content-type': 'application/json' }

interface Flood {
  limited: (ms: number) => void
  did: (count?: number) => void
  times: number
}

describe('A5: too much at once', { timeout: 300_000 }, () => {
  // So that everybody here may come from an address of their own
  const node = abusedNode({ TRUST_PROXY: '1' })
  let world: Awaited<ReturnType<typeof makeWorld>>
  let neighbour: Neighbour
  beforeAll(async () => {
    world = await makeWorld()
  })
  beforeEach(async () => {
    neighbour = await startNeighbour(node.url, from('198.51.100.1'))
  })
  afterEach(() => neighbour.leave())

  /** One kind of it, beside which others are served. */
  const flood = (run: (flood: Flood) => Promise<unknown>) =>
    fault(
      id,
      async ({ note, did, times }) => {
        neighbour.fared()
        await run({ limited: ms => note('limited', ms), did, times })
        await until('others were served meanwhile', () => neighbour.served() > 2)
        const { failures, slowestMs } = neighbour.fared()
        expect(failures, 'what others did not get').toEqual([])
        note('others wait', slowestMs)
      },
      { parts },
    )

  /** Sends so many requests, 64 at a time; the longest that one was refused in, in ms. */
  const requests = async (
    most: number,
    count: number,
    send: (client: ReturnType<typeof makeSender>) => Promise<Reply>,
  ) => {
    const connections = 64
    const client = makeSender(node.url, { connections })
    const replies: { reply: Reply; ms: number }[] = []
    let begun = 0
    const sendOn = async () => {
      while (begun < count) {
        begun += 1
        const began = performance.now()
        const reply = await send(client)
        replies.push({ reply, ms: performance.now() - began })
      }
    }
    await Promise.all(range(connections).map(sendOn))
    client.close()
    const refused = replies.filter(({ reply }) => reply.status === 429)
    expect(count - refused.length, 'taken').toBeLessThanOrEqual(most)
    for (const { reply } of refused) {
      expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
      expect(reply.headers.ratelimit).toMatch(/^"api";r=0;t=\d+$/)
    }
    return Math.max(...refused.map(({ ms }) => ms))
  }

  it('requests of one person', () =>
    flood(async ({ did, limited, times }) => {
      const person = await signedIn('candidate')
      const headers = { authorization: `Bearer ${person.token}`, ...from('203.0.113.1') }
      const count = perMinute.person + times
      limited(
        await requests(perMinute.person, count, client =>
          client.send({ method: 'get', path: '/api/me', headers }),
        ),
      )
      did(count)
    }))

  it.for([
    ['pages', { method: 'get', path: '/jobs' }],
    ['broken bodies', { method: 'post', path: '/api/auth/sign-in/email', headers: json, body: '{' }],
    ['nothing', { method: 'get', path: '/api/nothing' }],
    ['wrong credentials', { method: 'get', path: '/api/me', headers: { authorization: 'Bearer wrong' } }],
  ] as const)('%s, for one stranger’s address', ([kind, request]) =>
    flood(async ({ did, limited, times }) => {
      const headers = {
        ...('headers' in request && request.headers),
        ...from(`203.0.113.${kind.length + 10}`),
      }
      const count = perMinute.stranger + times
      limited(await requests(perMinute.stranger, count, client => client.send({ ...request, headers })))
      did(count)
    }),
  )

  it('an address is what the nearest proxy says it is, and of IPv6 the network', async () => {
    const client = makeSender(node.url)
    const left = async (forwarded: string) => {
      const { headers } = await client.send({ method: 'get', path: '/api/jobs', headers: from(forwarded) })
      return Number(/r=(\d+)/.exec(headers.ratelimit as string)![1])
    }
    const sameEachTime = async (addresses: string[]) => {
      const first = await left(addresses[0]!)
      for (const [index, address] of addresses.slice(1).entries())
        expect([address, await left(address)]).toEqual([address, first - 1 - index])
    }
    await sameEachTime([
      '203.0.113.90',
      '198.51.100.7, 203.0.113.90',
      'x, ::1,203.0.113.90',
      '::ffff:203.0.113.90',
    ])
    await sameEachTime(['2001:db8:1:2:3:4:5:6', '2001:DB8:1:2::9', '2001:0db8:0001:0002:ffff::'])
    await sameEachTime(['2001:db8::1', '2001:db8:0:0:ffff:1:2:3', '2001:db8::'])
    expect(await left('2001:db8:1:3::9')).toBe(perMinute.stranger - 1)
    client.close()
  })

  it('messages on one socket: refused, and then it is cut', () =>
    flood(async ({ did, limited, times }) => {
      const { token } = await signedIn('candidate')
      const line = await openLine(node.url, token)
      const began = performance.now()
      for (const message of range(Math.max(times, 1_000)))
        line.send(`42${message}["room:leave",{"room":"job:${world.job}"}]`)
      await until('it is cut', () => line.closedAt(), 8_000)
      limited(line.closedAt()! - began)
      const refused = line.acks().filter(ack => !ack.ok && ack.error.code === 'too_many_requests')
      expect(line.acks().length - refused.length, 'taken').toBeLessThanOrEqual(40)
      did(times)
    }))

  it('rooms entered', () =>
    flood(async ({ did, limited, times }) => {
      const lines = await Promise.all(range(10).map(() => openLine(node.url, world.people.recruiter.token)))
      const began = performance.now()
      const answers = await Promise.all(
        lines.flatMap(line => range(30).map(() => line.ask(`["room:join",{"room":"job:${world.job}"}]`))),
      )
      limited(performance.now() - began)
      expect(answers.filter(answer => answer?.ok).length).toBeLessThanOrEqual(10 * lines.length)
      expect(answers.filter(answer => answer === undefined)).toEqual([])
      for (const line of lines) line.close()
      did(times)
    }))

  it('sockets of one person, opened again and again', () =>
    flood(async ({ did, limited, times }) => {
      const { token } = await signedIn('candidate')
      const began = performance.now()
      const lines = await Promise.all(range(Math.max(times / 4, 40)).map(() => openLine(node.url, token)))
      expect(lines.filter(line => line.isConnected())).toHaveLength(10)
      const others = lines.filter(line => !line.isConnected())
      for (const other of others)
        expect(other.refused()?.code ?? 'too_many_requests').toBe('too_many_requests')
      await until('the others are cut', () => others.every(other => other.closedAt()), 8_000)
      limited(performance.now() - began)
      for (const line of lines) line.close()
      did(times)
    }))

  it('guesses at a token: one to a connection, sixty to an address', () =>
    flood(async ({ did, limited, times }) => {
      const address = from('203.0.113.50')
      const first = await openLine(node.url, 'wrong', address)
      for (const guess of range(200)) first.send(`40{"token":"guess ${guess}"}`)
      await until('it is cut', () => first.closedAt(), 8_000)
      for (let guesses = 0; ; guesses++) {
        expect(guesses).toBeLessThanOrEqual(60)
        const began = performance.now()
        const line = await openLine(node.url, 'wrong', address)
        await until('it is cut', () => line.closedAt(), 8_000)
        if (line.refused()) continue
        limited(performance.now() - began)
        break
      }
      const { token } = await signedIn('candidate')
      const elsewhere = await openLine(node.url, token, from('203.0.113.51'))
      expect(elsewhere.isConnected()).toBe(true)
      elsewhere.close()
      did(times)
    }))

  it('bodies without an end, and bombs: answered at once, and then cut', () =>
    flood(async ({ did, limited, times }) => {
      const line = ['POST /api/auth/sign-in/email HTTP/1.1', 'Host: x', 'Content-Type: application/json']
      const chunk = `ffff\r\n${' '.repeat(0xffff)}\r\n`
      const endless = await openTcp(node.port)
      endless.write([...line, 'Transfer-Encoding: chunked', '', ''].join('\r\n'))
      const pour = () => {
        while (endless.socket.writable && endless.socket.write(chunk));
      }
      endless.socket.on('drain', pour)
      pour()
      await until('413', () => endless.status() === 413)
      limited(performance.now() - endless.openedAt)
      await until('it is cut', () => endless.closedAt(), 8_000)

      const announced = await openTcp(node.port)
      announced.write([...line, 'Content-Length: 9999999999', '', '{'].join('\r\n'))
      await until('413', () => announced.status() === 413)
      limited(performance.now() - announced.openedAt)
      announced.end()

      const client = makeSender(node.url)
      const bomb = gzipSync(Buffer.alloc(60_000_000, ' '))
      const headers = { ...json, 'content-encoding': 'gzip' }
      for (const _ of range(Math.min(times, 20))) {
        const began = performance.now()
        const path = '/api/auth/sign-in/email'
        expect((await client.send({ method: 'post', path, headers, body: bomb })).status).toBe(413)
        limited(performance.now() - began)
      }
      client.close()
      did(times)
    }))

  it('a frame that is too large', () =>
    flood(async ({ did, limited, times }) => {
      const { token } = await signedIn('candidate')
      const line = await openLine(node.url, token)
      const began = performance.now()
      line.send(`421["room:leave",${JSON.stringify('x'.repeat(10_000_000))}]`)
      await until('it is cut', () => line.closedAt(), 8_000)
      limited(performance.now() - began)
      did(times)
    }))
})

// A machine has many addresses of its own only on some systems.
describe.skipIf(process.platform === 'darwin')(
  'A5: connections from one address',
  { timeout: 300_000 },
  () => {
    const node = abusedNode()
    const most = 2_000

    it('past two thousand each is closed at once', async () => {
      const neighbour = await startNeighbour(node.url)
      let open = 0
      let closed = 0
      const connectOne = () => {
        const socket = connect({ port: node.port, host: '127.0.0.1', localAddress: '127.0.0.2' })
        socket.on('connect', () => (open += 1))
        socket.on('close', () => (closed += 1))
        socket.on('error', () => {})
        return socket
      }
      // In waves that fit in the system's queue of 511: what does not is tried again after seconds, by the system.
      const wave = 205
      const sockets = []
      for (const waves of range((most + 50) / wave)) {
        sockets.push(...range(wave).map(connectOne))
        await until('a wave is open, or was', () => open >= (waves + 1) * wave, 30_000)
      }
      await until('those past it are closed', () => closed >= 50, 30_000)
      expect(closed).toBe(50)
      await until('others were served meanwhile', () => neighbour.served() > 2)
      expect(neighbour.fared().failures).toEqual([])
      for (const socket of sockets) socket.destroy()
      await neighbour.leave()
    })
  },
)
