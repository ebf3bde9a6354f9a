import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { fault } from '../faults/fault.ts'
import { unchanged } from '../support/unchanged.ts'
import { abusedNode, full } from './abused-node.ts'
import { malformedRequest, wellFormedRequest } from './bodies.ts'
import { makeSender } from './http.ts'
import { makeSenders, type Senders } from './senders.ts'

describe('A4: what no schema takes', { timeout: 1_200_000 }, () => {
  const node = abusedNode()
  let senders: Senders
  beforeAll(async () => {
    senders = await makeSenders()
  })

  it('bodies, queries and paths: each is refused, and nothing changes', () =>
    fault(
      'A4',
      async ({ times, did, note }) => {
        const client = makeSender(node.url)
        const statuses = new Map<number | undefined, number>()
        await unchanged(() =>
          fc.assert(
            fc.asyncProperty(malformedRequest(senders.ids), async ({ route, path, headers, body }) => {
              const person = senders.sender(route.who)
              const { status, text } = await client.send({
                method: route.method,
                path: `/api${path}`,
                headers: { ...headers, authorization: `Bearer ${person.token}` },
                body,
              })
              did()
              statuses.set(status, (statuses.get(status) ?? 0) + 1)
              // What is refused for being too much was not looked at
              expect([status, text]).toEqual([
                expect.toSatisfy((s: number) => s >= 400 && s < 500 && s !== 429),
                text,
              ])
            }),
            { numRuns: times },
          ),
        )
        client.close()
        console.log(statuses)
        note('exits', node.isAlive() ? 0 : 1)
      },
      { parts: 2 },
    ))

  it('what they do take, at its strangest: never a fault of ours', async () => {
    const st = new Map()
    const client = makeSender(node.url)
    await fc.assert(
      fc.asyncProperty(wellFormedRequest(senders.ids), async ({ route, path, headers, body }) => {
        const person = senders.sender(route.who)
        const { status, text } = await client.send({
          method: route.method,
          path: `/api${path}`,
          headers: { ...headers, authorization: `Bearer ${person.token}` },
          body,
        })
        st.set(status, (st.get(status) ?? 0) + 1)
        expect([status, text]).toEqual([expect.toSatisfy((s: number) => s < 500), text])
      }),
      { numRuns: full ? 4_000 : 200 },
    )
    console.log(st)
    client.close()
  })
})
