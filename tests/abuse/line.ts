import { until } from '../support/wait.ts'

interface Problem {
  status: number
  code: string
}
export type Ack = { ok: true } | { ok: false; error: Problem }

/**
 * A connection that says exactly what it is told to, by Engine.IO's and Socket.IO's rules or against them. Without a token
 * it is opened and says nothing.
 */
export const openLine = async (url: string, token?: unknown, headers: Record<string, string> = {}) => {
  // Node's own takes headers, which a browser's does not.
  const Client = WebSocket as unknown as new (url: string, options: { headers: object }) => WebSocket
  const socket = new Client(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { headers })
  socket.binaryType = 'arraybuffer'
  const acks = new Map<string, Ack>()
  /** What came without having been asked for by an ack. */
  const problems: Problem[] = []
  let asked = 0
  let isOpen = false
  let isConnected = false
  let refused: Problem | undefined
  let closedAt: number | undefined

  const hear = (packet: string) => {
    if (packet.startsWith('0')) isOpen = true
    if (packet === '2') socket.send('3')
    if (packet.startsWith('40{')) isConnected = true
    if (packet.startsWith('44{')) refused = (JSON.parse(packet.slice(2)) as { data: Problem }).data
    const ack = /^43(\d+)(\[.*)$/s.exec(packet)
    if (ack) acks.set(ack[1]!, (JSON.parse(ack[2]!) as [Ack])[0])
    const problem = /^42\["problem",(.*)\]$/s.exec(packet)
    if (problem) problems.push(JSON.parse(problem[1]!) as Problem)
  }
  socket.addEventListener('message', ({ data }) => typeof data === 'string' && hear(data))
  socket.addEventListener('close', () => (closedAt = performance.now()))
  // `close` follows, and is what counts
  socket.addEventListener('error', () => {})

  const send = (data: string | Uint8Array) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(data as string)
  }
  await until('the connection is open, or refused', () => isOpen || closedAt)
  if (token !== undefined) {
    send(`40${JSON.stringify({ token })}`)
    await until('it is known who this is', () => isConnected || refused || closedAt)
  }

  return {
    send,
    problems,
    refused: () => refused,
    isConnected: () => isConnected && closedAt === undefined,
    /** When it was closed, on the clock of `performance`. */
    closedAt: () => closedAt,
    /** Every ack so far. */
    acks: () => [...acks.values()],
    /** An event with an ack: the ack, or nothing where the connection was closed instead. */
    ask: async (event: string) => {
      const id = String((asked += 1))
      send(`42${id}${event}`)
      await until(`an ack of ${event.slice(0, 200)}`, () => acks.has(id) || closedAt)
      return acks.get(id)
    },
    close: () => socket.close(),
  }
}

export type Line = Awaited<ReturnType<typeof openLine>>
