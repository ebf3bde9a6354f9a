import { signedIn, type Person } from '../support/people.ts'
import { makeSender } from './http.ts'
import { openLine } from './line.ts'

/** How often they ask, in ms: as somebody does who works with the product, far below every limit. */
const everyMs = 100

/** Somebody who uses the product as it is meant while others abuse it: asks for a page, for their own, and over a socket. */
export const startNeighbour = async (url: string, headers: Record<string, string> = {}) => {
  const person: Person = await signedIn('candidate')
  const client = makeSender(url, { connections: 1 })
  const line = await openLine(url, person.token, headers)
  const failures: string[] = []
  let slowestMs = 0
  let served = 0
  let stopped = false

  const timed = async (what: string, ask: () => Promise<boolean>) => {
    const began = performance.now()
    if (!(await ask())) failures.push(what)
    slowestMs = Math.max(slowestMs, performance.now() - began)
    served += 1
  }
  const get = async (path: string) => {
    const authorization = `Bearer ${person.token}`
    return (await client.send({ method: 'get', path, headers: { ...headers, authorization } })).status === 200
  }
  const join = async () => (await line.ask(`["room:join",{"room":"user:${person.id}"}]`))?.ok === true

  const live = async () => {
    while (!stopped) {
      await timed('a request', () => get('/api/me'))
      await timed('a page', () => get('/jobs'))
      await timed('a room', join)
      await new Promise(resolve => setTimeout(resolve, everyMs))
    }
  }
  const living = live()
  return {
    served: () => served,
    /** What became of them so far; forgets it. */
    fared: () => {
      const fared = { served, failures: [...failures], slowestMs }
      served = slowestMs = 0
      failures.length = 0
      return fared
    },
    leave: async () => {
      stopped = true
      await living
      line.close()
      client.close()
    },
  }
}

export type Neighbour = Awaited<ReturnType<typeof startNeighbour>>
