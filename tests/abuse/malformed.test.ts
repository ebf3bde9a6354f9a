import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { fault } from '../faults/fault.ts'
import { signedIn, type Person } from '../support/people.ts'
import { range } from '../support/range.ts'
import { unchanged } from '../support/unchanged.ts'
import { until } from '../support/wait.ts'
import { abusedNode, full } from './abused-node.ts'
import { malformedRequest, wellFormedRequest, type Attempt } from './requests.ts'
import { malformedEvent, rawBytes, rawPackets, tokens, upgrades } from './frames.ts'
import { makeSender } from './http.ts'
import { openLine, type Line } from './line.ts'
import { makeSenders, type Senders } from './senders.ts'
import { openTcp, upgradeRequest } from './tcp.ts'

/** What a socket sends at most before the next one is taken: more would be refused for being too much, unread. */
const eventsPerSocket = 35
const password = 'of-the-webhooks-only'
const anyRoom = '["room:leave",{"room":"job:01890a5d-ac96-774b-bcce-b302099a8057"}]'

describe('A4: what no schema takes', { timeout: 1_200_000 }, () => {
  const node = abusedNode({ POSTMARK_WEBHOOK_PASSWORD: password })
  let senders: Senders
  let client: ReturnType<typeof makeSender>
  beforeAll(async () => {
    senders = await makeSenders()
    client = makeSender(node.url)
    return () => client.close()
  })
  const ask = ({ route, path, headers, body }: Attempt) =>
    client.send({
      method: route.method,
      path: `/api${path}`,
      headers: {
        ...headers,
        authorization: route.guard
          ? `Basic ${Buffer.from(`postmark:${password}`).toString('base64')}`
          : `Bearer ${senders.sender(route.who).token}`,
      },
      body,
    })

  it('bodies, queries and paths: each is refused, and nothing changes', () =>
    fault(
      'A4',
      async ({ times, did, note }) => {
        let faults = 0
        const refused = fc.asyncProperty(malformedRequest(senders.ids), async request => {
          const { status, text } = await ask(request)
          did()
          if (status === undefined || status >= 500) faults += 1
          // What is refused for being too much was not looked at: 429 does not count.
          expect(status === 429 || !status || status < 400 || status >= 500, `${status} ${text}`).toBe(false)
        })
        await unchanged(() => fc.assert(refused, { numRuns: times }))
        note('exits', node.isAlive() ? 0 : 1)
        note('5xx', faults)
      },
      { parts: 2 },
    ))

  it('frames: each is refused, what asked for an ack has it, and nothing changes', () =>
    fault(
      'A4',
      async ({ times, did, note }) => {
        let faults = 0
        const lines = new Map<Person, { line: Line; left: number }>()
        const lineOf = async (person: Person) => {
          const known = lines.get(person)
          if (known?.left) {
            known.left -= 1
            return known.line
          }
          known?.line.close()
          const line = await openLine(node.url, person.token)
          expect(line.isConnected(), JSON.stringify(line.refused())).toBe(true)
          lines.set(person, { line, left: eventsPerSocket - 1 })
          return line
        }
        const answered = fc.asyncProperty(malformedEvent(senders.ids), async ({ who, event }) => {
          const line = await lineOf(senders.sender(who))
          const ack = await line.ask(event)
          did()
          expect(ack, 'an ack').toMatchObject({ ok: false, error: { status: expect.any(Number) } })
          const { status } = (ack as { error: { status: number } }).error
          if (status >= 500) faults += 1
          expect(status === 429 || status < 400 || status >= 500, JSON.stringify(ack)).toBe(false)
        })

        const crowd = await Promise.all(range(60).map(() => signedIn('candidate')))
        let turn = 0
        const survived = fc.asyncProperty(rawPackets(), async sent => {
          const line = await openLine(node.url, crowd[(turn += 1) % crowd.length]!.token)
          expect(line.isConnected(), JSON.stringify(line.refused())).toBe(true)
          for (const packet of sent) line.send(packet)
          did()
          // Either it was cut for what it sent, or it is as good as any other.
          await line.ask(anyRoom)
          const wrong = line.problems.filter(({ status }) => status >= 500)
          faults += wrong.length
          expect(wrong).toEqual([])
          line.close()
        })
        const cut = fc.asyncProperty(rawBytes(), async bytes => {
          const tcp = await openTcp(node.port)
          tcp.write(upgradeRequest('/socket.io/?EIO=4&transport=websocket'))
          await until('the handshake', () => tcp.status() === 101)
          tcp.write(bytes)
          did()
          tcp.socket.end()
          await until('it is over', () => tcp.closedAt())
        })

        await unchanged(async () => {
          await fc.assert(answered, { numRuns: Math.ceil(times * 0.6) })
          await fc.assert(survived, { numRuns: Math.ceil(times * 0.3) })
          await fc.assert(cut, { numRuns: Math.ceil(times * 0.1) })
        })
        for (const { line } of lines.values()) line.close()
        note('exits', node.isAlive() ? 0 : 1)
        note('5xx', faults)
      },
      { parts: 2 },
    ))

  it('requests for a socket that none can be made of', async () => {
    for (const { path, headers } of upgrades) {
      const tcp = await openTcp(node.port)
      tcp.write(upgradeRequest(path, headers))
      // Another version of the protocol is told so over a socket, which is cut: a 101 alone is no answer yet.
      await until(`${path} is refused or cut`, () => tcp.closedAt() ?? (tcp.status() ?? 0) >= 400)
      expect([path, (tcp.status() ?? 400) < 500]).toEqual([path, true])
      tcp.end()
    }
  })

  it('tokens: each is refused, and those who come at the same time are let in', async () => {
    const { token } = senders.world.people.recruiter2
    for (const wrong of tokens) {
      const [refused, other] = await Promise.all([openLine(node.url, wrong), openLine(node.url, token)])
      expect([wrong, refused.refused()?.status]).toEqual([wrong, 401])
      expect([wrong, other.isConnected()]).toEqual([wrong, true])
      other.close()
    }
  })

  it('half a character, which a database keeps nowhere', async () => {
    const { recruiter } = senders.world.people
    const reason = 'half of \ud83d'
    const headers = { authorization: `Bearer ${recruiter.token}`, 'content-type': 'application/json' }
    const path = `/api/applications/${senders.ids.applications}/reject`
    const answer = await client.send({ method: 'post', path, headers, body: JSON.stringify({ reason }) })
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('/reason')])
    const line = await openLine(node.url, recruiter.token)
    const input = { applicationId: senders.ids.applications, reason, commandId: crypto.randomUUID() }
    expect(await line.ask(JSON.stringify(['application:reject', input]))).toMatchObject({
      ok: false,
      error: { code: 'validation' },
    })
    line.close()
  })

  it('what the schemas do take, at its strangest: never a fault of ours', async () => {
    const answered = fc.asyncProperty(wellFormedRequest(senders.ids), async request => {
      const { status, text } = await ask(request)
      expect(!status || status >= 500, `${status} ${text}`).toBe(false)
    })
    await fc.assert(answered, { numRuns: full ? 4_000 : 200 })
  })
})
