import { median } from '../figures.ts'
import { openConnection } from './http.ts'

export interface Reading {
  port: number
  path: string
  tokens: string[]
  connections: number
  seconds: number
  /** Sent with each: then it is no read. */
  body?: object
}

/** Asks for the same thing for some seconds, each connection one request at a time. */
export const read = async ({ port, path, tokens, connections, seconds, body }: Reading) => {
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const began = performance.now()
  const deadline = began + seconds * 1_000
  const times: number[] = []
  let bytes = 0
  await Promise.all(
    open.map(async connection => {
      while (performance.now() < deadline) {
        const sent = performance.now()
        const token = tokens[times.length % tokens.length]!
        const answer = await connection.ask(
          body ? { method: 'POST', path, token, body } : { method: 'GET', path, token },
        )
        if (answer.status >= 300) throw new Error(`A read was refused: ${answer.body.toString()}`)
        bytes = answer.body.length
        times.push(performance.now() - sent)
      }
    }),
  )
  for (const connection of open) connection.close()
  const took = (performance.now() - began) / 1_000
  return { reads: times.length, perSecond: times.length / took, ms: median(times), bytes }
}
